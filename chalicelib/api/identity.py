"""Who is asking: read in the view, since Chalice's authorizers read one header only."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

from chalicelib import account_container, container
from chalicelib.config import settings
from chalicelib.domain import session as sessions
from chalicelib.domain.session import Scope
from chalicelib.errors import NotAllowed, NotSignedIn
from chalicelib.usecases.session_keeping import SignedIn

BEARER = "bearer "
KEY_PARTS = 2
SAFE = {"GET", "HEAD", "OPTIONS"}


def bearer_token(headers: Mapping[str, str]) -> str:
    """Return the token of the Authorization header, or an empty text."""
    given = headers.get("authorization", "")
    return given[len(BEARER) :].strip() if given.lower().startswith(BEARER) else ""


def cookie_name(plain: str) -> str:
    """Name a cookie of this stage: the prefix holds browsers to TLS, path and host (ASVS 3.3.1)."""
    return plain if settings().stage == "local" else f"__Host-{plain}"


def cookie(headers: Mapping[str, str], plain: str) -> str:
    """Return a cookie's value, or an empty text.

    Read by hand: `http.cookies` gives up on the whole header for one cookie
    that a neighbour on the same domain wrote in its own way.
    """
    pairs = (part.partition("=") for part in headers.get("cookie", "").split(";"))
    found = (value.strip() for name, _, value in pairs if name.strip() == cookie_name(plain))
    return next(found, "")


def require_own_site(headers: Mapping[str, str], method: str) -> None:
    """Refuse a write by cookie that another site may have caused (ASVS 3.5.1 to 3.5.3).

    Raises NotAllowed unless it bears our header, which no other origin may send
    without a preflight that we never answer, and comes from our own origin by
    what the browser says: Sec-Fetch-Site, or Origin in a browser before 2023.
    """
    if method in SAFE:
        return
    if headers.get("x-facturable") != "1" or not _is_same_origin(headers):
        raise NotAllowed


def refuse_other_site(headers: Mapping[str, str]) -> None:
    """Refuse what a browser says that another site caused: it may not sign its visitors in here.

    Who says nothing of its site is no browser, and has no cookies of anybody's
    to abuse. Raises NotAllowed.
    """
    if ("sec-fetch-site" in headers or "origin" in headers) and not _is_same_origin(headers):
        raise NotAllowed


def signed_in(
    headers: Mapping[str, str], method: str, scopes: tuple[Scope, ...] = (Scope.FULL,)
) -> SignedIn:
    """Return who is signed in, by Bearer or by cookie; Bearer beats the cookie.

    Raises NotSignedIn, NotAllowed where his session's scope does not reach, or
    where a write by cookie was not ours.
    """
    token = bearer_token(headers)
    if not token:
        token = cookie(headers, "sid")
        if token:
            require_own_site(headers, method)
    if not token.startswith(sessions.PREFIX):
        raise NotSignedIn
    known = account_container.session_keeping().recognise(token)
    if known.session.scope not in scopes:
        raise NotAllowed
    return known


def maybe_signed_in(headers: Mapping[str, str], method: str) -> SignedIn | None:
    """Return who is signed in where nobody has to be: a guest is None, and so is an ended session.

    Raises NotAllowed for a write by cookie that was not ours.
    """
    try:
        return signed_in(headers, method)
    except NotSignedIn:
        return None


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


def _is_same_origin(headers: Mapping[str, str]) -> bool:
    if "sec-fetch-site" in headers:
        return headers["sec-fetch-site"] == "same-origin"
    origin = headers.get("origin", "")
    return origin == settings().site_url or _is_local_origin(origin, headers.get("host", ""))


def _is_local_origin(origin: str, host: str) -> bool:
    """Tell whether the local stage, whose port nobody knows before, is its own origin."""
    return settings().stage == "local" and origin in (f"http://{host}", f"https://{host}")
