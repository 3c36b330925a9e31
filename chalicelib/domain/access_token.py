"""The token that opens one invoice to whoever asked for it.

Derived, never stored: every repeat of a request gives the same one, and a
token is good for its own invoice only (security: 256 bits under a secret key,
ASVS 11.5.1).
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Sequence

PREFIX = "inv_"


def access_token(keys: Sequence[bytes], invoice_id: str) -> str:
    """Return the invoice's token under the newest key (the last one)."""
    return _token(keys[-1], invoice_id)


def opens(keys: Sequence[bytes], token: str, invoice_id: str) -> bool:
    """Tell whether a token opens an invoice, under any key still in use."""
    given = token.encode(errors="surrogatepass")  # a header may hold anything
    found = [hmac.compare_digest(given, _token(key, invoice_id).encode()) for key in keys]
    return any(found)  # every key is compared: the time tells nothing


def _token(key: bytes, invoice_id: str) -> str:
    digest = hmac.new(key, b"invoice\x00" + invoice_id.encode(), hashlib.sha256).digest()
    return PREFIX + urlsafe_b64encode(digest).rstrip(b"=").decode()
