"""Addresses that mail can go to, and how they are shown to those who need not know them."""

from __future__ import annotations

import re

LONGEST = 254
LONGEST_LOCAL = 64
LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
DOMAIN = re.compile(r"([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}")


def is_email_address(text: str) -> bool:
    """Tell whether a text is an address of the common form (RFC 5321, no quoted parts)."""
    local, at, domain = text.rpartition("@")
    return (
        bool(at)
        and len(text) <= LONGEST
        and len(local) <= LONGEST_LOCAL
        and LOCAL.fullmatch(local) is not None
        and DOMAIN.fullmatch(domain) is not None
    )


def canonical(address: str) -> str:
    """Return the one form of an address by which accounts are told apart: in lower case.

    The local part may be case-sensitive by RFC 5321; no mail service that people use is.
    """
    return address.strip().lower()


def masked(address: str) -> str:
    """Show an address so that only its owner knows it again: m***@correo.mx."""
    local, _, domain = address.partition("@")
    return f"{local[:1]}***@{domain}"
