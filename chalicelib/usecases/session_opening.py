"""Giving somebody who proved who he is a session of his own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe

from chalicelib.domain.session import SECRET_BYTES, Scope, Session, hash_of, session_token
from chalicelib.usecases.account_ports import SessionStore
from chalicelib.usecases.ports import Clock

MOST_SESSIONS = 20
"""Of one account at a time; the one that began first ends for the next (ASVS 7.1.2)."""


@dataclass(frozen=True)
class Device:
    """Where somebody signs in: `kept` is "mantener la sesión"."""

    name: str
    by_cookie: bool
    kept: bool


@dataclass(frozen=True)
class Opened:
    """A session and its token, which nobody can tell again."""

    token: str
    session: Session


@dataclass(frozen=True)
class SessionOpening:
    """Opens sessions; every one has a new id and a new token (ASVS 7.2.4)."""

    sessions: SessionStore
    clock: Clock
    new_id: Callable[[], str]

    def open(self, account_id: str, scope: Scope, device: Device) -> Opened:
        """Open a session of an account, and end those that are too many by it."""
        session_id, now = self.new_id(), self.clock()
        token = session_token(account_id, session_id, token_urlsafe(SECRET_BYTES))
        session = Session(
            id=session_id,
            account_id=account_id,
            token_sha256=hash_of(token),
            scope=scope,
            device_name=device.name,
            by_cookie=device.by_cookie,
            kept=device.kept,
            created_at=now,
            seen_at=now,
            rotated_at=now,
        )
        self.sessions.put(session)
        self._end_surplus(account_id, now)
        return Opened(token, session)

    def _end_surplus(self, account_id: str, now: datetime) -> None:
        """End the oldest of those that still open something: ended ones may stay for days.

        After the new one is kept, so that logins at once see each other's.
        """
        found = self.sessions.of_account(account_id)
        standing = [session for session in found if session.expires_at > now]
        for old in standing[MOST_SESSIONS:]:
            self.sessions.end(account_id, old.id)
