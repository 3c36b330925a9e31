"""Masks what looks like somebody's data: the log's last line of defence (ASVS 16.2.5, 16.4.1).

The first line is to log ids, codes and counts only. What slips through, in an
exception's words for instance, is caught by its form; a name has none.
"""

from __future__ import annotations

import re
from typing import Any

EMAIL = r"[^\s@\"'<>(),;:\\]{1,64}@[^\s@\"'<>(),;:\\]{1,255}"
UUID = r"(?<![0-9A-Za-z])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9A-Za-z])"
RFC = r"(?<![0-9A-ZÑ&])([A-ZÑ&]{3,4})[ -]?[0-9]{6}[ -]?([0-9A-Z]{3})(?![0-9A-Z])"
OPENING = r"(?<![0-9A-Za-z])((?:inv|ses)_)[\w.~-]+"
OPAQUE = r"(?<![\w-])(?=[\w-]{0,200}[a-z])(?=[\w-]{0,200}[A-Z])[\w-]{40,}"
TEMPORARY = r"(?<![0-9A-Z-])(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}(?![0-9A-Z-])"

# An id that is a UUID may hold what looks like an RFC, and stays as it is: operators search for it.
NAMED = re.compile(f"(?P<uuid>{UUID})|{RFC}", re.IGNORECASE)
OPENINGS = re.compile(OPENING)
SECRETS = re.compile(f"{OPAQUE}|{TEMPORARY}")
EMAILS = re.compile(EMAIL)
LINE_ENDS = re.compile("[\u0000-\u001f\u007f-\u009f\u2028\u2029]")
"""What some reader of logs takes for the end of a line, or for a command to his terminal."""

MASK = "***"


def masked(text: str) -> str:
    """Return a text with RFCs, addresses, tokens and temporary passwords masked.

    An RFC keeps what is no birth date: `XAXX010101000` becomes `XAXX***000`.
    """
    text = EMAILS.sub(f"{MASK}@{MASK}", text)
    text = OPENINGS.sub(rf"\1{MASK}", text)
    text = SECRETS.sub(MASK, text)
    return NAMED.sub(lambda found: found["uuid"] or f"{found[2]}{MASK}{found[3]}", text)


def masked_whole(value: Any) -> Any:
    """Return a log record's field masked, however deep; what is no JSON value is written out."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, dict):
        return {masked_whole(str(name)): masked_whole(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [masked_whole(inner) for inner in value]
    return masked(str(value))


def on_one_line(text: str) -> str:
    """Return a record's text without anything that would begin another line."""
    return LINE_ENDS.sub(" ", text)
