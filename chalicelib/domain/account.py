"""Who has an account: a confirmed e-mail, a password, and any number of fiscal profiles.

Design section 6: one item a person, so that every change of it is one
conditional write. There is no unconfirmed account: until the e-mail is
confirmed there is a `Registration`, which ends by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

from chalicelib.domain.email_address import canonical
from chalicelib.domain.profile import Profile

TEMPORARY_LIFE = timedelta(minutes=30)
TEMPORARY_TRIES = 5
MAILED_TOKEN_LIFE = timedelta(hours=24)
"""NIST 800-63B-4 lets a mailed code live a day; ours has 256 bits and one use."""


@dataclass(frozen=True)
class TemporaryPassword:
    """A recovery code: `hash` as passwords are hashed (ASVS 6.5.2), newest one only."""

    hash: str
    expires_at: datetime
    tries_left: int = TEMPORARY_TRIES

    def is_open(self, now: datetime) -> bool:
        """Tell whether it still opens a session."""
        return self.tries_left > 0 and self.expires_at > now

    def missed(self) -> Self:
        """Note a try that failed."""
        return replace(self, tries_left=self.tries_left - 1)

    def used(self) -> Self:
        """Use it up. Its hash stays until the change: it may not become the password."""
        return replace(self, tries_left=0)


@dataclass(frozen=True)
class EmailChange:
    """A new address that waits to be confirmed; `token_sha256` names the link that does it."""

    email: str
    token_sha256: str
    expires_at: datetime


@dataclass(frozen=True)
class Account:
    """`version` grows by one with every write; `password` is a hash, `email` as it was typed.

    `former_emails` were confirmed before it: by them its deletion finds what was mailed there.
    """

    id: str
    version: int
    name: str
    email: str
    password: str
    created_at: datetime
    profiles: tuple[Profile, ...] = ()
    temporary: TemporaryPassword | None = None
    email_change: EmailChange | None = None
    closing_since: datetime | None = None
    former_emails: tuple[str, ...] = ()

    @property
    def main_rfc(self) -> str | None:
        """The RFC of the main profile."""
        return next((profile.rfc for profile in self.profiles if profile.is_main), None)

    @property
    def is_closing(self) -> bool:
        """Tell whether its owner asked for its deletion: nobody signs in any more."""
        return self.closing_since is not None

    def profile(self, profile_id: str) -> Profile | None:
        """Return one of its profiles, or None."""
        return next((one for one in self.profiles if one.id == profile_id), None)

    def has_rfc(self, rfc: str) -> bool:
        """Tell whether an RFC is one of its profiles'."""
        return any(profile.rfc == rfc for profile in self.profiles)

    def is_mailed_at(self, address: str) -> bool:
        """Tell whether an address is its confirmed one, however it is written."""
        return canonical(address) == canonical(self.email)

    def tidied(self, now: datetime) -> Self:
        """Return it as its owner needs it who has just given the password.

        Without a temporary one, and without a new address that nobody confirmed in time.
        """
        change = self.email_change
        waits = change is not None and change.expires_at > now
        return replace(self, temporary=None, email_change=change if waits else None)

    def changed(self, **changes: object) -> Self:
        """Return the next version with some data changed."""
        return replace(self, version=self.version + 1, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Registration:
    """An account that waits for its e-mail's confirmation; several of one address may wait."""

    token_sha256: str
    name: str
    email: str
    password: str
    asked_at: datetime
    expires_at: datetime
