"""The accounts worker's half of recovery: whose account it is, and the temporary password's mail.

The rules are security 2's: sixteen random characters, hashed as passwords are,
thirty minutes, five tries, the newest one only; the password stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.account import TEMPORARY_LIFE, Account, TemporaryPassword
from chalicelib.domain.account_job import AccountJob
from chalicelib.domain.temporary_password import new_temporary, shown
from chalicelib.rendering.account_emails import temporary_password_email
from chalicelib.rendering.email import Email
from chalicelib.usecases.account_links import AccountLinks
from chalicelib.usecases.account_mailer import AccountMailer, Series
from chalicelib.usecases.account_ports import AccountStore, PasswordHasher
from chalicelib.usecases.account_writing import rewritten
from chalicelib.usecases.ports import Clock


@dataclass(frozen=True)
class RecoveryMails:
    """Does RECOVER jobs.

    A job that comes again makes another temporary password and mails it: the
    newest one is good, as the mail says. Nobody gets a mail who asked for
    another's account, since who has none never came to us.
    """

    accounts: AccountStore
    hasher: PasswordHasher
    mailer: AccountMailer
    links: AccountLinks
    clock: Clock

    def recover(self, job: AccountJob) -> None:
        """Give the account that a job names a temporary password and mail it, if it names one."""
        account = self._named(job.data["email"], job.data["rfc"])
        if account is not None:
            self.mailer.send_few(job, Series.RECOVERY, account.id, lambda: self._given(account))

    def _named(self, email: str, rfc: str) -> Account | None:
        """Return the account of an address that has the RFC, or has no profile and was given none.

        An address alone opens the recovery only while there is nothing else to know.
        """
        found = self.accounts.by_email(email)
        if found is None or found.is_closing:
            return None
        fits = found.has_rfc(rfc) if rfc else not found.profiles
        return found if fits else None

    def _given(self, account: Account) -> Email | None:
        password = new_temporary()
        kept = self._keep(account, self.hasher.hash(password))
        if kept is None:
            return None
        sign_in = self.links.sign_in
        return temporary_password_email(kept.email, kept.name, shown(password), sign_in)

    def _keep(self, account: Account, hashed: str) -> Account | None:
        """Write it in place of an earlier one. None: the account is going away."""
        temporary = TemporaryPassword(hashed, self.clock() + TEMPORARY_LIFE)

        def with_it(standing: Account) -> Account | None:
            return None if standing.is_closing else standing.changed(temporary=temporary)

        return rewritten(self.accounts, account, with_it)
