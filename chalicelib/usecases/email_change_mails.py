"""The worker's half of changing an address: whose it is, and what is mailed."""

from __future__ import annotations

from dataclasses import dataclass
from secrets import token_urlsafe

from chalicelib.domain.account import MAILED_TOKEN_LIFE, Account, EmailChange
from chalicelib.domain.account_job import AccountJob
from chalicelib.domain.email_address import canonical
from chalicelib.domain.session import SECRET_BYTES, hash_of
from chalicelib.rendering.account_emails import address_taken_email, email_change_email
from chalicelib.rendering.email import Email
from chalicelib.usecases.account_links import AccountLinks
from chalicelib.usecases.account_mailer import AccountMailer, Series
from chalicelib.usecases.account_ports import AccountStore
from chalicelib.usecases.account_writing import rewritten
from chalicelib.usecases.ports import Clock


@dataclass(frozen=True)
class EmailChangeMails:
    """Does CHANGE_EMAIL jobs. One that comes again mails another link: the newest is good."""

    accounts: AccountStore
    mailer: AccountMailer
    links: AccountLinks
    clock: Clock

    def ask_the_new_address(self, job: AccountJob) -> None:
        """Mail a link to the new address, or tell its owner that somebody wanted it."""
        account, email = self.accounts.get(job.data["account_id"]), job.data["email"]
        if account is None or account.is_closing or account.is_mailed_at(email):
            return
        owner = self.accounts.by_email(email)
        who = canonical(email)
        if owner is None:
            self.mailer.send_few(job, Series.EMAIL_CHANGE, who, lambda: self._link(account, email))
        else:
            self.mailer.send_few(job, Series.EMAIL_CHANGE, who, lambda: self._taken(owner))

    def _link(self, account: Account, email: str) -> Email | None:
        token = f"{account.id}.{token_urlsafe(SECRET_BYTES)}"
        change = EmailChange(email, hash_of(token), self.clock() + MAILED_TOKEN_LIFE)
        asked = rewritten(
            self.accounts,
            account,
            lambda read: None if read.is_closing else read.changed(email_change=change),
        )
        if asked is None:
            return None
        return email_change_email(email, asked.name, self.links.email_change(token))

    def _taken(self, owner: Account) -> Email:
        return address_taken_email(owner.email, self.links.sign_in, self.links.recovery)
