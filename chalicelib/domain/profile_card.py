"""The card of a fiscal profile: what a shopper shows at the till in place of five typed data.

It names a profile for a few minutes and says nothing of it: who photographs the
screen learns no RFC (ASVS 14.2.1). The HMAC keeps anybody from naming another's.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta

CARD_LIFE = timedelta(minutes=5)
PREFIX = "card_"


def write_card(key: bytes, account_id: str, profile_id: str, expires_at: datetime) -> str:
    """Return the text of a card: account, profile and expiry, signed."""
    named = f"{PREFIX}{account_id}.{profile_id}.{int(expires_at.timestamp())}"
    return f"{named}.{_signature(key, named)}"


def read_card(key: bytes, card: str, now: datetime) -> tuple[str, str] | None:
    """Return the account's and the profile's id; None for what is forged, expired or no card."""
    named, _, signature = card.rpartition(".")
    right = _signature(key, named).encode()
    if not hmac.compare_digest(signature.encode(errors="surrogatepass"), right):
        return None
    account_id, profile_id, expiry = named.removeprefix(PREFIX).split(".")
    if datetime.fromtimestamp(int(expiry), UTC) <= now:
        return None
    return account_id, profile_id


def _signature(key: bytes, named: str) -> str:
    digest = hmac.new(key, named.encode(errors="surrogatepass"), hashlib.sha256).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
