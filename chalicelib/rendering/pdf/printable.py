"""Text for fonts that only know cp1252, without losing a letter of it.

The core PDF fonts need no font file and carry all that Spanish needs. What they
lack is written with what they have: by the same letters in another form, else
without its marks (Ł becomes L), else as its code point, [U+674E]. Wherever that
changes what is read, `spelled` gives the exact text for a note.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_SAME_TO_THE_EYE = {
    "\N{HYPHEN}": "-",
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{MINUS SIGN}": "-",
    "\N{PRIME}": "'",
    "\N{DOUBLE PRIME}": '"',
    "\N{THIN SPACE}": " ",
    "\N{NARROW NO-BREAK SPACE}": " ",
    "\N{ZERO WIDTH SPACE}": "",
    "\N{SOFT HYPHEN}": "",
    "\N{ZERO WIDTH NO-BREAK SPACE}": "",
}
_WITHOUT_THEIR_STROKE = str.maketrans("ŁłĐđĦħŦŧı", "LlDdHhTti")


def printable(text: str) -> str:
    """Return the text in cp1252 characters only, on one line."""
    if _exact(text):
        return text
    return "".join(map(_transcribed, _composed(text)))


def spelled(text: str) -> str | None:
    """Return the text with each missing character as its code point; None when none is missing."""
    if _exact(text) or all(map(_exact, composed := _composed(text))):
        return None
    return "".join(_exact(char) or _code_point(char) for char in composed)


def _composed(text: str) -> str:
    """Join letters with their marks, and write what only looks different in the plain way."""
    joined = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(_SAME_TO_THE_EYE.get(char, char) for char in joined)


@lru_cache(maxsize=4096)
def _transcribed(char: str) -> str:
    return _exact(char) or _unmarked(char) or _code_point(char)


def _exact(text: str) -> str:
    """Return the text if the fonts have all of it, else nothing."""
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return ""
    return text if text.isprintable() else ""


def _unmarked(char: str) -> str:
    """Return the letters under a character's marks, if the fonts have all of them."""
    base = "".join(
        part
        for part in unicodedata.normalize("NFKD", char.translate(_WITHOUT_THEIR_STROKE))
        if not unicodedata.combining(part)
    )
    return base if all(map(_exact, base)) else ""


def _code_point(char: str) -> str:
    return f"[U+{ord(char):04X}]"
