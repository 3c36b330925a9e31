"""Knowing again who is signed in, and the life of his sessions after he signed in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from secrets import token_urlsafe

from chalicelib.domain.account import Account
from chalicelib.domain.session import (
    ROTATION_GRACE,
    ROTATION_REST,
    SECRET_BYTES,
    SEEN_GRAIN,
    Session,
    is_token,
    place_of,
    session_token,
)
from chalicelib.errors import Conflict, NotSignedIn
from chalicelib.usecases.account_ports import AccountStore, SessionStore
from chalicelib.usecases.ports import Clock
from chalicelib.usecases.session_opening import Opened

REST_S = int(ROTATION_REST.total_seconds())


class AlreadyRotated(Conflict):
    """Two questions asked for a new token at once: the other one's answer has it."""

    code = "session_rotated"


@dataclass(frozen=True)
class SignedIn:
    """Somebody who proved who he is, and the session that says so."""

    account: Account
    session: Session


@dataclass(frozen=True)
class SessionKeeping:
    """Reads tokens, lists and ends sessions."""

    accounts: AccountStore
    sessions: SessionStore
    clock: Clock

    def recognise(self, token: str) -> SignedIn:
        """Return who a token speaks for. Raises NotSignedIn, the same for every reason.

        A token that was rotated away and comes back after its grace was copied
        by somebody: its session ends (reuse detection).
        """
        now = self.clock()
        session = self._kept(token)
        if session is None or session.expires_at <= now:
            raise NotSignedIn
        if not self._is_current(session, token, now):
            raise NotSignedIn
        account = self.accounts.get(session.account_id)
        if account is None or account.is_closing:
            raise NotSignedIn
        return SignedIn(account, self._used(session, now))

    def rotate(self, signed_in: SignedIn) -> Opened:
        """Give a session a new token.

        Raises NotSignedIn where it just ended, and AlreadyRotated where it has
        a newer token since, which came in another answer. Who lost that answer
        asks again with the former token, after ROTATION_REST.
        """
        session, now = signed_in.session, self.clock()
        if session.is_just_rotated(now):
            raise AlreadyRotated(retry_after=REST_S)
        token = session_token(session.account_id, session.id, token_urlsafe(SECRET_BYTES))
        rotated = session.rotated(token, now)
        if self.sessions.save(rotated, before=session):
            return Opened(token, rotated)
        if self.sessions.get(session.account_id, session.id) is None:
            raise NotSignedIn
        raise AlreadyRotated(retry_after=REST_S)

    def standing(self, account_id: str) -> list[Session]:
        """Return an account's sessions that still open something, newest first."""
        now = self.clock()
        found = self.sessions.of_account(account_id)
        return [session for session in found if session.expires_at > now]

    def end(self, account_id: str, session_id: str) -> None:
        """End one session; again is no error."""
        self.sessions.end(account_id, session_id)

    def end_others(self, account_id: str, but: str | None = None) -> None:
        """End every session of an account but one, or all."""
        for session in self.sessions.of_account(account_id):
            if session.id != but:
                self.sessions.end(account_id, session.id)

    def _kept(self, token: str) -> Session | None:
        place = place_of(token)
        return self.sessions.get(*place) if place else None

    def _is_current(self, session: Session, token: str, now: datetime) -> bool:
        if is_token(token, session.token_sha256):
            return True
        if not is_token(token, session.previous_sha256):
            return False
        if now - session.rotated_at <= ROTATION_GRACE:
            return True
        self.sessions.end(session.account_id, session.id)
        return False

    def _used(self, session: Session, now: datetime) -> Session:
        """Note the use, roughly; a lost write only shortens the idle time."""
        if now - session.seen_at < SEEN_GRAIN:
            return session
        seen = replace(session, seen_at=now)
        return seen if self.sessions.save(seen, before=session) else session
