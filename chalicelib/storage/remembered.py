"""What phones remember of people without an account, by the hash of the phone's token."""

from __future__ import annotations

from chalicelib.domain.remembered import RememberedReceptor
from chalicelib.storage.account_tables import UserItem
from chalicelib.storage.codec import Codec
from chalicelib.storage.failures import translated
from chalicelib.storage.moments import as_end
from chalicelib.storage.user_keys import forget, item_at

CODEC = Codec(RememberedReceptor)
REMEMBERED = "REMEMBERED"


class Remembered:
    """The `users` table behind the port RememberedStore."""

    def put(self, remembered: RememberedReceptor) -> None:
        """Keep it."""
        with translated():
            UserItem(
                _key(remembered.token_sha256),
                REMEMBERED,
                data=CODEC.write(remembered),
                expires=as_end(remembered.expires_at),
            ).save()

    def get(self, token_sha256: str) -> RememberedReceptor | None:
        """Return it, or None; an expired one may still be there."""
        item = item_at(_key(token_sha256), REMEMBERED)
        return CODEC.read(item.data) if item else None

    def delete(self, token_sha256: str) -> None:
        """Forget it; again is no error."""
        forget(_key(token_sha256), REMEMBERED)


def _key(token_sha256: str) -> str:
    return f"P#{token_sha256}"
