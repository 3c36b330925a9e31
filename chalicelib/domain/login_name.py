"""What somebody types to say who he is: his e-mail in any case, or his RFC as people write it."""

from __future__ import annotations

from chalicelib.domain.email_address import canonical
from chalicelib.domain.rfc import RFC, InvalidRFC


def rfc_of(login: str) -> str | None:
    """Return the RFC that was typed, or None where it is an address or nothing."""
    try:
        return str(RFC.parse(login))
    except InvalidRFC:
        return None


def login_name(login: str) -> str:
    """Return one form for every way to type the same login: misses are counted by it."""
    return rfc_of(login) or canonical(login)
