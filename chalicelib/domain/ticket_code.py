"""The ten characters that name a ticket by themselves, printed by the till or put into its QR.

Eight are a keyed digest of the ticket's three data, so that nobody makes the code of a ticket that
he does not hold; two check them, so that a slip of the finger is told from a ticket not yet loaded.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from chalicelib.domain.typed import joined

if TYPE_CHECKING:
    from chalicelib.domain.ticket import TicketKey

# Crockford's base32: no I, L, O, U, which people take for 1, 1, 0 and V.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BITS = 5
DIGEST_LENGTH = 8
CHECK_LENGTH = 2
LENGTH = DIGEST_LENGTH + CHECK_LENGTH

# The largest prime below 32²: no power of 32 is a multiple of it, nor is 32 ± 1, so one wrong
# character or two neighbours swapped always change the remainder, the check characters included.
CHECK_PRIME = 1021

TAKEN_FOR = str.maketrans({"O": "0", "I": "1", "L": "1"})


class InvalidCode(ValueError):
    """The text is no ticket code, however it was typed. `code` is the contract's field code."""

    code = "wrong_format"


def ticket_code(branch_key: bytes, key: TicketKey) -> str:
    """Return the code of a ticket under its branch's key: ten characters, no dashes."""
    digest = hmac.digest(branch_key, _encoded(key), hashlib.sha256)
    number = int.from_bytes(digest[: DIGEST_LENGTH * BITS // 8])
    return _written(number, DIGEST_LENGTH) + _written(number % CHECK_PRIME, CHECK_LENGTH)


def read_code(typed: str) -> str:
    """Return the code that somebody typed, in its own form.

    Case, blanks and dashes do not count; O is read as 0, I and L as 1. Raises InvalidCode for
    any other text, a code whose check characters do not fit included.
    """
    code = joined(typed).upper().translate(TAKEN_FOR)
    if len(code) != LENGTH or any(char not in ALPHABET for char in code):
        raise InvalidCode("a ticket code is ten letters and digits, without U")
    if _number(code[:DIGEST_LENGTH]) % CHECK_PRIME != _number(code[DIGEST_LENGTH:]):
        raise InvalidCode("a character of the ticket code was mistyped")
    return code


def _encoded(key: TicketKey) -> bytes:
    """Join the three data so that no two tickets ever give the same bytes."""
    parts = (part.encode() for part in (key.branch_id, key.order_number, key.ticket_number))
    return b"".join(len(part).to_bytes(2) + part for part in parts)


def _written(number: int, length: int) -> str:
    places = range((length - 1) * BITS, -1, -BITS)
    return "".join(ALPHABET[number >> place & 31] for place in places)


def _number(characters: str) -> int:
    number = 0
    for char in characters:
        number = number << BITS | ALPHABET.index(char)
    return number
