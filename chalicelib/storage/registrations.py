"""Registrations that wait for their confirmation, by their address and by their token."""

from __future__ import annotations

from datetime import timedelta

from chalicelib.domain.account import Registration
from chalicelib.storage.account_tables import UserItem
from chalicelib.storage.codec import Codec
from chalicelib.storage.failures import translated
from chalicelib.storage.moments import as_end
from chalicelib.storage.user_keys import email_key, forget, item_at, items_of

CODEC = Codec(Registration)
PENDING = "PENDING#"
TOKEN = "TOKEN"  # noqa: S105  the name of an item
USED = "USED"

KEPT_EXPIRED = timedelta(days=1)
"""After its end a registration is still known, so that a late click can ask for another mail."""

TOKEN_KNOWN = timedelta(days=30)
"""So long a link that was used says so; its token bears nothing personal by then."""


class Registrations:
    """The `users` table behind the port RegistrationStore.

    The token's own item names the partition of its registration, which is the
    hash of the address, and nothing else.
    """

    def put(self, registration: Registration) -> None:
        """Keep one; the token leads to it only once it is there."""
        pk = email_key(registration.email)
        token, end = registration.token_sha256, registration.expires_at
        with translated():
            UserItem(
                pk,
                f"{PENDING}{token}",
                data=CODEC.write(registration),
                expires=as_end(end + KEPT_EXPIRED),
            ).save()
            UserItem(_token_key(token), TOKEN, data=pk, expires=as_end(end + TOKEN_KNOWN)).save()

    def get(self, token_sha256: str) -> Registration | None:
        """Return the one that a mailed token names, also for a while after it expired."""
        token = item_at(_token_key(token_sha256), TOKEN)
        if token is None or token.data == USED:
            return None
        item = item_at(token.data, f"{PENDING}{token_sha256}")
        return CODEC.read(item.data) if item else None

    def newest(self, address: str) -> Registration | None:
        """Return the newest one of an address, or None."""
        return max(self._waiting(address), key=lambda one: one.asked_at, default=None)

    def forget(self, address: str) -> None:
        """Forget every one of an address; their tokens stay known as used."""
        for one in self._waiting(address):
            end = as_end(one.expires_at + TOKEN_KNOWN)
            with translated():
                UserItem(_token_key(one.token_sha256), TOKEN, data=USED, expires=end).save()
            forget(email_key(address), f"{PENDING}{one.token_sha256}")

    def is_used(self, token_sha256: str) -> bool:
        """Tell whether a token named a registration that was forgotten since it was confirmed."""
        token = item_at(_token_key(token_sha256), TOKEN)
        return token is not None and token.data == USED

    def _waiting(self, address: str) -> list[Registration]:
        return [CODEC.read(item.data) for item in items_of(email_key(address), PENDING)]


def _token_key(token_sha256: str) -> str:
    return f"T#{token_sha256}"
