"""What people put between the characters of a number or a code, and mean nothing by."""

from __future__ import annotations

import unicodedata

PARTING = frozenset({"Pd", "Cf"})
"""Unicode's dashes, which phones make of a hyphen, and marks that nobody sees."""


def joined(typed: str) -> str:
    """Return a typed text without blanks, dashes and invisible marks."""
    return "".join(
        char for char in typed if not (char.isspace() or unicodedata.category(char) in PARTING)
    )
