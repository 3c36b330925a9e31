"""Who is asking: read in the view, since Chalice's authorizers read one header only."""

from __future__ import annotations

import hashlib
import hmac

from chalicelib import container
from chalicelib.domain.access_token import PREFIX, opens
from chalicelib.errors import NotAllowed, NotFound, NotSignedIn

BEARER = "bearer "
KEY_PARTS = 2


def require_invoice_token(authorization: str, invoice_id: str) -> None:
    """Let in whoever holds this invoice's token.

    Raises NotSignedIn where there is none, and the NotFound of an unknown
    invoice where it is another's (ASVS 8.2.2).
    """
    if not authorization.lower().startswith(BEARER):
        raise NotSignedIn
    token = authorization[len(BEARER) :].strip()
    if not token.startswith(PREFIX):
        raise NotSignedIn
    if not opens(container.token_keys(), token, invoice_id):
        raise NotFound("invoice_not_found")


def pos_issuer(api_key: str) -> str | None:
    """Return the issuer that a point of sale's key speaks for; None is the whole installation.

    A key reads `prefix.secret`; raises NotSignedIn where it opens nothing.
    """
    parts = api_key.split(".")
    if len(parts) != KEY_PARTS or not parts[0]:
        raise NotSignedIn
    kept = container.api_keys().get(parts[0])
    given = hashlib.sha256(api_key.encode()).hexdigest()
    if kept is None or not hmac.compare_digest(given, kept.sha256):
        raise NotSignedIn
    return kept.issuer_id


def require_issuer(allowed: str | None, issuer_id: str) -> None:
    """Let a point of sale write for its own issuer only."""
    if allowed is not None and allowed != issuer_id:
        raise NotAllowed
