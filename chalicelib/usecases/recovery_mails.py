"""The accounts worker's half of recovery: whose account it is, and the temporary password's mail.

The rules are security 2's: sixteen random characters, hashed as passwords are,
thirty minutes, five tries, the newest one only; the password stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.account import TEMPORARY_LIFE, Account, TemporaryPassword
from chalicelib.domain.account_job import AccountJob
from chalicelib.domain.temporary_password import new_temporary, shown
from chalicelib.errors import Unavailable
from chalicelib.rendering.account_emails import temporary_password_email
from chalicelib.rendering.email import Email
from chalicelib.usecases.account_links import AccountLinks
from chalicelib.usecases.account_mailer import AccountMailer, Series
from chalicelib.usecases.account_ports import AccountStore, PasswordHasher
from chalicelib.usecases.ports import Clock

RACES = 20
"""Each lost one means that the account's owner wrote something at this very moment."""


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
        kept = self._keep(account.id, self.hasher.hash(password))
        if kept is None:
            return None
        sign_in = self.links.sign_in
        return temporary_password_email(kept.email, kept.name, shown(password), sign_in)

    def _keep(self, account_id: str, hashed: str) -> Account | None:
        """Write it in place of an earlier one. None: the account went away meanwhile.

        Raises Unavailable where others always write first: the queue brings the job again.
        """
        for _ in range(RACES):
            account = self.accounts.get(account_id)
            if account is None or account.is_closing:
                return None
            temporary = TemporaryPassword(hashed, self.clock() + TEMPORARY_LIFE)
            changed = account.changed(temporary=temporary)
            if self.accounts.save(changed, before=account):
                return changed
        raise Unavailable
