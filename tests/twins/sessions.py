"""Sessions in memory: one that ended never comes back."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chalicelib.domain.session import Session


class SessionsInMemory:
    """Keeps sessions by account and id."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], Session] = {}
        self._lock = Lock()

    def get(self, account_id: str, session_id: str) -> Session | None:
        """Read one; an ended one is None."""
        return self.kept.get((account_id, session_id))

    def put(self, session: Session) -> None:
        """Keep a new one."""
        self.kept[session.account_id, session.id] = session

    def save(self, session: Session, *, before: Session) -> bool:
        """Change one that still stands with `before`'s token. False: it ended, or was rotated."""
        with self._lock:
            kept = self.get(session.account_id, session.id)
            if kept is None or kept.token_sha256 != before.token_sha256:
                return kept == session
            self.put(session)
        return True

    def of_account(self, account_id: str) -> list[Session]:
        """Return an account's sessions, newest first."""
        found = [one for one in tuple(self.kept.values()) if one.account_id == account_id]
        return sorted(found, key=lambda one: one.created_at, reverse=True)

    def end(self, account_id: str, session_id: str) -> None:
        """End one; ending it again is no error."""
        with self._lock:
            self.kept.pop((account_id, session_id), None)

    def forget_all(self, account_id: str) -> None:
        """Let an account's sessions go with its partition."""
        for session in self.of_account(account_id):
            self.end(account_id, session.id)
