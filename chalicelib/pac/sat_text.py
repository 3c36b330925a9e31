"""Reads the sentences in which SAT and the PACs say what is wrong with a CFDI."""

from __future__ import annotations

import re

_CODE = re.compile(r"\s*(?P<code>[A-Z]{1,5}\d{2,5}|\d{3})(?=\W|$)")

_NAMED = re.compile(
    r"(?:campo|atributo|attribute)s?:?\s+['\"]?(?:\w+:)*(?P<name>[A-Z]\w+)"
    r"|['\"](?P<quoted>[A-Z]\w+)['\"]\s+attribute"
)
"""As SAT's matrix ("El campo Nombre del receptor…") and a schema validator name an attribute."""

_RFC = re.compile(r"\bRFC\b", re.IGNORECASE)


def leading_code(text: str) -> str | None:
    """Return the code a message starts with: "CFDI40145 - …", "307. …", "AU2000 - …"."""
    found = _CODE.match(text)
    return found["code"] if found else None


def named_attribute(text: str) -> str | None:
    """Return the first CFDI attribute that a message names; a bare RFC counts as Rfc."""
    found = _NAMED.search(text)
    if found:
        return found["name"] or found["quoted"]
    return "Rfc" if _RFC.search(text) else None
