"""The account itself: its name, and proof that its owner is at the keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from chalicelib.domain.account import Account
from chalicelib.errors import FieldProblem, Invalid, NotAllowed, NotSignedIn
from chalicelib.usecases.account_ports import AccountStore, PasswordHasher
from chalicelib.usecases.account_writing import rewritten
from chalicelib.usecases.ports import Clock
from chalicelib.usecases.session_keeping import SignedIn

FRESH = timedelta(minutes=10)
"""So soon after signing in nobody is asked for the password again."""


class ReauthenticationRequired(NotAllowed):
    """The session is an old one: what is asked needs the password, or signing in again."""

    code = "reauthentication_required"


@dataclass(frozen=True)
class AccountKeeping:
    """Changes what its owner may change without a proof."""

    accounts: AccountStore

    def rename(self, account: Account, name: str) -> Account:
        """Return the account under another name. Raises NotSignedIn where it is gone."""
        renamed = rewritten(
            self.accounts,
            account,
            lambda read: None if read.is_closing else read.changed(name=name),
        )
        if renamed is None:
            raise NotSignedIn
        return renamed


@dataclass(frozen=True)
class OwnerProof:
    """Asks for the password before what cannot be undone (ASVS 7.5.1)."""

    hasher: PasswordHasher
    clock: Clock

    def require_password(self, account: Account, password: str) -> None:
        """Raise Invalid unless the password is the account's; budgets count such misses."""
        if not self.hasher.matches(password, account.password):
            raise Invalid(fields=(FieldProblem("/current_password", "wrong_password"),))

    def require_fresh(self, signed_in: SignedIn, password: str | None) -> None:
        """Take the password, or a session that just began.

        Raises Invalid where a password is wrong, and ReauthenticationRequired
        where an older session brings none.
        """
        if password is not None:
            self.require_password(signed_in.account, password)
        elif self.clock() - signed_in.session.created_at > FRESH:
            raise ReauthenticationRequired
