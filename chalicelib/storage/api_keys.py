"""Keys of the points of sale: the prefix is shown to people, only the hash is kept."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.storage.codec import Codec
from chalicelib.storage.failures import translated
from chalicelib.storage.keys import can_be_key
from chalicelib.storage.tables import StoreItem


@dataclass(frozen=True)
class APIKey:
    """A key of one issuer, or of the whole installation when `issuer_id` is None."""

    prefix: str
    sha256: str
    issuer_id: str | None


CODEC = Codec(APIKey)
API_KEYS = "API_KEYS"


class APIKeys:
    """The keys in the `stores` table."""

    def get(self, prefix: str) -> APIKey | None:
        """Return the key that bears a prefix, or None."""
        if not can_be_key(prefix):
            return None
        with translated():
            try:
                return CODEC.read(StoreItem.get(API_KEYS, prefix).data or "")
            except StoreItem.DoesNotExist:
                return None

    def put(self, key: APIKey) -> None:
        """Create or replace a key."""
        with translated():
            StoreItem(API_KEYS, key.prefix, data=CODEC.write(key)).save()
