"""What a person is called in his own account: for greetings, on no document."""

from __future__ import annotations

import unicodedata

LONGEST = 100
UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
"""Unicode's marks that show nothing and can change how what is around them is read."""


def composed(text: str) -> str:
    """Return a name with each letter and its accent as one character (Unicode's NFC).

    Some keyboards and copies of documents write them as two, and no rule of ours means that.
    """
    return unicodedata.normalize("NFC", text)


def is_person_name(text: str) -> bool:
    """Tell whether a text can be read out as a name: visible characters, a letter among them."""
    return (
        0 < len(text) <= LONGEST
        and any(char.isalpha() for char in text)
        and all(unicodedata.category(char) not in UNSEEN for char in text)
    )
