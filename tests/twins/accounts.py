"""The store of accounts in memory: an address belongs to one, a write follows what it saw."""

from __future__ import annotations

from threading import RLock
from typing import TYPE_CHECKING

from chalicelib.domain.email_address import canonical

if TYPE_CHECKING:
    from chalicelib.domain.account import Account
    from tests.twins.exports import ExportsInMemory
    from tests.twins.registrations import RegistrationsInMemory
    from tests.twins.sessions import SessionsInMemory


class AccountsInMemory:
    """Keeps accounts by id, over the rooms whose items lie in the same partition."""

    def __init__(
        self,
        registrations: RegistrationsInMemory,
        sessions: SessionsInMemory,
        exports: ExportsInMemory,
    ) -> None:
        self.kept: dict[str, Account] = {}
        self._registrations = registrations
        self._sessions = sessions
        self._exports = exports
        self._lock = RLock()

    def get(self, account_id: str) -> Account | None:
        """Read one account."""
        return self.kept.get(account_id)

    def by_email(self, address: str) -> Account | None:
        """Return the account that an address is confirmed for."""
        found = (one for one in tuple(self.kept.values()) if one.is_mailed_at(address))
        return next(found, None)

    def by_main_rfc(self, rfc: str) -> Account | None:
        """Return the account that has an RFC as its main one; None also where several have."""
        found = [one for one in tuple(self.kept.values()) if one.main_rfc == rfc]
        return found[0] if len(found) == 1 else None

    def create(self, account: Account) -> bool:
        """Keep a new account. False: its address has one already."""
        with self._lock:
            if account.id in self.kept or self._is_taken(account):
                return self.kept.get(account.id) == account
            self.kept[account.id] = account
        return True

    def save(self, account: Account, *, before: Account) -> bool:
        """Write the next version in place of `before`. False: read again."""
        with self._lock:
            kept = self.kept.get(account.id)
            if kept is None or kept.version != before.version or self._is_taken(account):
                return kept == account
            self.kept[account.id] = account
        return True

    def delete(self, account: Account) -> None:
        """Forget an account and everything in its partition."""
        with self._lock:
            kept = self.kept.pop(account.id, None)
            self._sessions.forget_all(account.id)
            self._exports.forget_all(account.id)
            if kept:
                self._registrations.forget(kept.email)

    def _is_taken(self, account: Account) -> bool:
        holder = self.by_email(canonical(account.email))
        return holder is not None and holder.id != account.id
