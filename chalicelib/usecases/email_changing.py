"""Changing an account's address: asked with the password, confirmed by the new address's reader.

The answer to the asker is the same whether the new address is free or somebody
else's (ASVS 6.3.8): only its reader learns which. The worker's half is
email_adopting.py.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.account import Account, EmailChange
from chalicelib.domain.account_job import JobKind
from chalicelib.domain.session import hash_of
from chalicelib.observability import log
from chalicelib.usecases.account_ports import AccountStore
from chalicelib.usecases.account_writing import rewritten
from chalicelib.usecases.job_desk import JobDesk
from chalicelib.usecases.ports import Clock
from chalicelib.usecases.promised_work import PromisedWork
from chalicelib.usecases.registering import UnknownToken, UsedToken
from chalicelib.usecases.session_keeping import SessionKeeping, SignedIn


@dataclass(frozen=True)
class EmailChanging:
    """Takes the wish, and what comes back from the new address."""

    accounts: AccountStore
    sessions: SessionKeeping
    desk: JobDesk
    promised: PromisedWork
    clock: Clock

    def ask(self, account: Account, email: str) -> None:
        """Have the new address asked whether it is to be the account's. Raises Unavailable."""
        self.desk.order(JobKind.CHANGE_EMAIL, account_id=account.id, email=email)

    def confirm(self, token: str, asker: SignedIn | None) -> None:
        """Give the account that a mailed token names its new address, once.

        The link may be opened anywhere. Every session ends but the asker's own,
        where it is this account's; a temporary password that waits at the
        former address is void. Raises UsedToken (`token_used`) where the account
        has this address by that link, UnknownToken (`token_expired`) for every other
        token, and where the address became somebody else's meanwhile.
        """
        account, change = self._waiting(token)
        keep = asker.session.id if asker and asker.account.id == account.id else ""
        self.promised.promise(JobKind.ADOPT, account_id=account.id, former=account.email, keep=keep)
        if rewritten(self.accounts, account, lambda read: self._changed(read, change)) is None:
            raise UnknownToken
        self.sessions.end_others(account.id, but=keep or None)
        log.info("email_changed", account_id=account.id)

    def _waiting(self, token: str) -> tuple[Account, EmailChange]:
        account = self.accounts.get(token.partition(".")[0])
        change = account.email_change if account and not account.is_closing else None
        if account is None or change is None:
            raise UnknownToken
        if not hmac.compare_digest(hash_of(token), change.token_sha256):
            raise UnknownToken
        if account.is_mailed_at(change.email):
            raise UsedToken
        if change.expires_at <= self.clock():
            raise UnknownToken
        return account, change

    def _changed(self, read: Account, change: EmailChange) -> Account | None:
        """Return the account with its new address; None where it may not have it any more.

        The change stays, so that its link says that it was used. Raises UsedToken
        where another confirmation of it was faster.
        """
        if read.is_closing or read.email_change != change:
            return None
        if read.is_mailed_at(change.email):
            raise UsedToken
        holder = self.accounts.by_email(change.email)
        if holder is not None and holder.id != read.id:
            return None
        former = tuple(dict.fromkeys((*read.former_emails, read.email)))
        return read.changed(email=change.email, former_emails=former, temporary=None)


def pending_change(account: Account, now: datetime) -> EmailChange | None:
    """Return the change that still waits for its confirmation."""
    change = account.email_change
    if change is None or change.expires_at <= now or account.is_mailed_at(change.email):
        return None
    return change
