"""Signing in by password, or by the temporary one that only opens its own change.

Every refusal is the same, after the same work: two reads, two comparisons and one
write, whether the login is known, and whether a temporary password waits (ASVS 6.3.8).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta
from secrets import token_urlsafe

from chalicelib.domain.account import Account, TemporaryPassword
from chalicelib.domain.login_name import rfc_of
from chalicelib.domain.session import SECRET_BYTES, Scope
from chalicelib.domain.temporary_password import looks_temporary, normal_temporary
from chalicelib.errors import NotSignedIn
from chalicelib.observability import log
from chalicelib.usecases.account_ports import AccountStore, GuardStore, PasswordHasher
from chalicelib.usecases.account_writing import rewritten
from chalicelib.usecases.ports import Clock
from chalicelib.usecases.session_opening import Device, Opened, SessionOpening

NOBODY = "nobody"
"""Read in place of the account that an unknown login does not lead to."""

FORGOTTEN = timedelta(minutes=1)
"""How long a write is kept that only takes its time."""


class WrongCredentials(NotSignedIn):
    """Login and password do not go together; which of them is wrong is told to nobody."""

    told_as = "wrong_credentials"


@dataclass(frozen=True)
class SigningIn:
    """Opens sessions for those who know a password."""

    accounts: AccountStore
    hasher: PasswordHasher
    guards: GuardStore
    opening: SessionOpening
    clock: Clock

    def sign_in(self, login: str, password: str, device: Device) -> Opened:
        """Open a session. Raises WrongCredentials.

        The password's session has full scope and voids a temporary password,
        which was not needed; the temporary one is used up by its own session.
        """
        account = self._named(login)
        temporary = self._waiting(account)
        typed = normal_temporary(password)
        own = self.hasher.matches(password, account.password if account else None)
        recovered = self.hasher.matches(typed, temporary.hash if temporary else None)
        if account and own:
            return self._by_password(account, password, device)
        if account and temporary and recovered:
            return self._by_temporary(account, temporary, device)
        raise self._refusal(account, temporary if looks_temporary(typed) else None)

    def _named(self, login: str) -> Account | None:
        """Return whom a login names: one account and no other, which nobody is closing."""
        rfc = rfc_of(login)
        found = self.accounts.by_main_rfc(rfc) if rfc else self.accounts.by_email(login)
        if found is None:
            self.accounts.get(NOBODY)
        return found if found and not found.is_closing else None

    def _waiting(self, account: Account | None) -> TemporaryPassword | None:
        temporary = account.temporary if account else None
        return temporary if temporary and temporary.is_open(self.clock()) else None

    def _by_password(self, account: Account, password: str, device: Device) -> Opened:
        opened = self.opening.open(account.id, Scope.FULL, device)
        fresh = self.accounts.get(account.id)
        if fresh is None or not self._still_opens(fresh, account, password):
            # Somebody changed the password meanwhile, and ended the sessions before ours began.
            self.opening.sessions.end(account.id, opened.session.id)
            raise WrongCredentials
        self._tidy(fresh, password)
        log.info("signed_in", account_id=account.id, scope=Scope.FULL)
        return opened

    def _still_opens(self, fresh: Account, seen: Account, password: str) -> bool:
        if fresh.is_closing:
            return False
        return fresh.password == seen.password or self.hasher.matches(password, fresh.password)

    def _tidy(self, account: Account, password: str) -> None:
        """Void what was not needed, and hash anew what is outdated; a lost race waits."""
        tidy = account.tidied(self.clock())
        if self.hasher.is_outdated(account.password):
            tidy = replace(tidy, password=self.hasher.hash(password))
        if tidy != account:
            self.accounts.save(tidy.changed(), before=account)

    def _by_temporary(self, account: Account, seen: TemporaryPassword, device: Device) -> Opened:
        def used(standing: Account) -> Account | None:
            waiting = self._waiting(standing)
            if waiting is None or waiting.hash != seen.hash:
                return None
            return standing.changed(temporary=waiting.used())

        if not self._is_first_use(seen) or rewritten(self.accounts, account, used) is None:
            raise WrongCredentials
        log.info("signed_in", account_id=account.id, scope=Scope.SET_PASSWORD)
        return self.opening.open(account.id, Scope.SET_PASSWORD, device)

    def _is_first_use(self, temporary: TemporaryPassword) -> bool:
        """Tell two logins at once apart, which would write the same account (ASVS 6.5.1)."""
        name = hashlib.sha256(temporary.hash.encode()).hexdigest()
        return self.guards.once(f"TEMPORARY#{name}", temporary.expires_at)

    def _refusal(self, account: Account | None, tried: TemporaryPassword | None) -> Exception:
        """Count the miss of a temporary password; one that races with another counts once.

        Where none was tried a write that means nothing takes as long: who asked for
        a recovery shall not learn by a wrong password whether one was mailed.
        """
        if account and tried:
            self.accounts.save(account.changed(temporary=tried.missed()), before=account)
        else:
            self.guards.note(f"REFUSED#{token_urlsafe(SECRET_BYTES)}", self.clock() + FORGOTTEN)
        log.info("sign_in_refused", account_id=account.id if account else None)
        return WrongCredentials()
