"""The sixteen characters that let somebody set a new password: 80 bits, read off a mail.

Security 2: a recovery code, not a password (ASVS 6.4.1); `TemporaryPassword` in
account.py is what is kept of it.
"""

from __future__ import annotations

import secrets

from chalicelib.domain.ticket_code import ALPHABET, TAKEN_FOR
from chalicelib.domain.typed import joined

LENGTH = 16
GROUP = 4


def new_temporary() -> str:
    """Return sixteen random characters of Crockford's base32, in the form that is hashed."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def shown(temporary: str) -> str:
    """Write one as a mail shows it: XXXX-XXXX-XXXX-XXXX."""
    return "-".join(temporary[at : at + GROUP] for at in range(0, len(temporary), GROUP))


def normal_temporary(typed: str) -> str:
    """Return a typed one in the form that is hashed: a text that is none fits no hash.

    Case, blanks and dashes do not count; O is read as 0, I and L as 1.
    """
    return joined(typed).upper().translate(TAKEN_FOR)


def looks_temporary(normal: str) -> bool:
    """Tell whether a text in the form that is hashed could be one: no other is a try at it."""
    return len(normal) == LENGTH and all(char in ALPHABET for char in normal)
