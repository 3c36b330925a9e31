"""Cookies as answers set them: scripts cannot read them, other hosts never see them."""

from __future__ import annotations

from chalicelib.api.identity import cookie_name
from chalicelib.config import settings


def set_cookie(
    plain: str, value: str, max_age: int | None = None, *, same_site: str = "Lax"
) -> str:
    """Return a Set-Cookie header; without `max_age` (seconds) it ends with the browser.

    ASVS 3.3.1 to 3.3.4. Lax, because people come back to the panel by links in
    mails; what a write needs beside is in identity.require_own_site.
    """
    parts = [f"{cookie_name(plain)}={value}", "Path=/", "HttpOnly", f"SameSite={same_site}"]
    if settings().stage != "local":
        parts.append("Secure")
    if max_age is not None:
        parts.append(f"Max-Age={max_age}")
    return "; ".join(parts)


def ended_cookie(plain: str) -> str:
    """Return the header that makes a browser forget a cookie."""
    return set_cookie(plain, "", 0)
