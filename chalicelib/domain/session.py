"""Sessions: opaque tokens, of which only the hash is kept (security: ASVS 7.2.1 to 7.3.2)."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

PREFIX = "ses_"
PARTS = 3
SECRET_BYTES = 32
"""256 bits (ASVS 7.2.3 asks for 128)."""

SEEN_GRAIN = timedelta(minutes=1)
"""How exactly the last use is known; finer would be a write with every request."""

ROTATION_GRACE = timedelta(seconds=60)
"""An answer that brings a new token may be lost: for this long the former one still opens."""

ROTATION_REST = timedelta(seconds=5)
"""So long no other one is given: questions asked at once do not take each other's token away."""


class Scope(StrEnum):
    """What a session may do: everything, or only what its name says."""

    FULL = "full"
    SECOND_FACTOR = "second_factor"
    SET_PASSWORD = "set_password"  # noqa: S105  the contract's name of a scope


@dataclass(frozen=True)
class Limits:
    """How long a session lives unused, and at all."""

    idle: timedelta
    absolute: timedelta


BROWSER = Limits(timedelta(minutes=30), timedelta(hours=12))
KEPT = Limits(timedelta(days=30), timedelta(days=90))
SETTING_PASSWORD = Limits(timedelta(minutes=10), timedelta(minutes=10))


@dataclass(frozen=True)
class Session:
    """One device that is signed in. `previous_sha256` is the token before the last rotation."""

    id: str
    account_id: str
    token_sha256: str
    scope: Scope
    device_name: str
    by_cookie: bool
    kept: bool
    created_at: datetime
    seen_at: datetime
    rotated_at: datetime
    previous_sha256: str | None = None

    @property
    def limits(self) -> Limits:
        """How long it lives."""
        if self.scope is not Scope.FULL:
            return SETTING_PASSWORD
        return KEPT if self.kept or not self.by_cookie else BROWSER

    @property
    def ends_at(self) -> datetime:
        """The moment after which it is never valid, used or not."""
        return self.created_at + self.limits.absolute

    @property
    def expires_at(self) -> datetime:
        """When it ends if nobody uses it any more."""
        return min(self.ends_at, self.seen_at + self.limits.idle)

    def is_just_rotated(self, now: datetime) -> bool:
        """Tell whether its token is so new that another question's answer bears it."""
        return self.previous_sha256 is not None and now - self.rotated_at < ROTATION_REST

    def seen(self, now: datetime) -> Self:
        """Note a use."""
        return replace(self, seen_at=now)

    def rotated(self, token: str, now: datetime) -> Self:
        """Take a new token; the former one is only good to repeat the same question."""
        return replace(
            self,
            token_sha256=hash_of(token),
            previous_sha256=self.token_sha256,
            rotated_at=now,
            seen_at=now,
        )


def session_token(account_id: str, session_id: str, secret: str) -> str:
    """Write a token: where its session is kept, and a secret of at least 256 bits."""
    return f"{PREFIX}{account_id}.{session_id}.{secret}"


def place_of(token: str) -> tuple[str, str] | None:
    """Return the account's and the session's id that a token names, or None if it is none."""
    parts = token.removeprefix(PREFIX).split(".")
    if not token.startswith(PREFIX) or len(parts) != PARTS or not all(parts[:2]):
        return None
    return parts[0], parts[1]


def hash_of(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


def is_token(token: str, sha256: str | None) -> bool:
    """Compare a given token with what was kept, in constant time."""
    return sha256 is not None and hmac.compare_digest(hash_of(token), sha256)
