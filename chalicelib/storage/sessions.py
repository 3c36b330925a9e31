"""Sessions, each in its account's partition; they end by themselves."""

from __future__ import annotations

from chalicelib.domain.session import Session
from chalicelib.storage.account_tables import UserItem
from chalicelib.storage.codec import Codec
from chalicelib.storage.failures import ConditionLostError, translated
from chalicelib.storage.moments import as_end
from chalicelib.storage.user_keys import account_key, forget, item_at, items_of

CODEC = Codec(Session)
SESSION = "SESSION#"


class SessionsStored:
    """The `users` table behind the port SessionStore."""

    def get(self, account_id: str, session_id: str) -> Session | None:
        """Read one, consistently; an ended one is None, an expired one may still be there."""
        item = item_at(account_key(account_id), f"{SESSION}{session_id}")
        return CODEC.read(item.data) if item else None

    def put(self, session: Session) -> None:
        """Keep a new one."""
        with translated():
            _item(session).save()

    def save(self, session: Session, *, before: Session) -> bool:
        """Change one that still stands with `before`'s token. False: it ended, or was rotated."""
        try:
            with translated():
                _item(session).save(condition=UserItem.token == before.token_sha256)
        except ConditionLostError:
            # the SDK repeats a write whose answer was lost
            return self.get(session.account_id, session.id) == session
        return True

    def of_account(self, account_id: str) -> list[Session]:
        """Return an account's sessions, newest first, expired ones perhaps among them."""
        found = [CODEC.read(item.data) for item in items_of(account_key(account_id), SESSION)]
        return sorted(found, key=lambda session: session.created_at, reverse=True)

    def end(self, account_id: str, session_id: str) -> None:
        """End one; ending it again is no error."""
        forget(account_key(account_id), f"{SESSION}{session_id}")


def _item(session: Session) -> UserItem:
    return UserItem(
        account_key(session.account_id),
        f"{SESSION}{session.id}",
        data=CODEC.write(session),
        token=session.token_sha256,
        expires=as_end(session.expires_at),
    )
