"""Opening an account: what is asked waits until the address is shown to be the asker's own.

Nothing here looks for the address: every answer is the same, and comes after
the same work, whether somebody has an account at it or not (ASVS 6.3.8). The
worker's half is registration_mails.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.account import Account, Registration
from chalicelib.domain.account_job import JobKind
from chalicelib.domain.session import hash_of
from chalicelib.errors import Conflict, Invalid
from chalicelib.usecases.account_ports import AccountStore, PasswordHasher, RegistrationStore
from chalicelib.usecases.job_desk import JobDesk
from chalicelib.usecases.password_rules import PasswordRules
from chalicelib.usecases.ports import Clock

FIRST_VERSION = 1


class UnknownToken(Conflict):
    """A token that names no registration: expired, cut short on its way, or guessed."""

    code = "token_expired"


class UsedToken(Conflict):
    """A token of an address that has its account by now."""

    code = "token_used"


@dataclass(frozen=True)
class Registering:
    """Takes registrations, and makes an account of one when its mailed token comes back."""

    accounts: AccountStore
    registrations: RegistrationStore
    hasher: PasswordHasher
    rules: PasswordRules
    desk: JobDesk
    clock: Clock
    new_id: Callable[[], str]

    def check(self, name: str, email: str, password: str) -> None:
        """Refuse a password that is easily found. Raises Invalid."""
        wrong = self.rules.check(password, (name, email))
        if wrong:
            raise Invalid(fields=tuple(wrong))

    def ask(self, name: str, email: str, password: str) -> None:
        """Have a registration mailed, of data that `check` let pass. Raises Unavailable.

        Its job keeps the password's hash, which is made for a known address too.
        """
        hashed = self.hasher.hash(password)
        self.desk.order(JobKind.REGISTER, name=name, email=email, password=hashed)

    def ask_again(self, email: str) -> None:
        """Have a new link mailed for what waits at an address. Raises Unavailable."""
        self.desk.order(JobKind.RESEND, email=email)

    def confirm(self, token: str) -> Account:
        """Return the account that a mailed token opens, once.

        Raises UsedToken where the address has its account already, by this link
        or another one, UnknownToken for every other token, and Conflict where
        two confirmations met and neither came through.
        """
        registration = self._waiting(hash_of(token))
        account = _account(self.new_id(), registration, self.clock())
        is_new = self.accounts.create(account)
        if not is_new and self.accounts.by_email(registration.email) is None:
            raise Conflict(retry_after=1)
        self.registrations.forget(registration.email)
        if not is_new:
            raise UsedToken
        return account

    def _waiting(self, token_sha256: str) -> Registration:
        found = self.registrations.get(token_sha256)
        if found is not None and found.expires_at > self.clock():
            return found
        if self.registrations.is_used(token_sha256):
            raise UsedToken
        raise UnknownToken


def _account(account_id: str, registration: Registration, now: datetime) -> Account:
    return Account(
        id=account_id,
        version=FIRST_VERSION,
        name=registration.name,
        email=registration.email,
        password=registration.password,
        created_at=now,
    )
