"""The RFC: the key under which SAT knows every taxpayer."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Self

from chalicelib.catalogs.sat import Persona
from chalicelib.domain.typed import joined

# tdCFDI.xsd, t_RFC: three letters and a date for a persona moral, four for a persona física,
# then the homoclave. The XSD knows the shape of the date only.
SHAPE = re.compile(r"[A-Z&Ñ]{3,4}(?P<birth>[0-9]{6})[A-Z0-9]{2}[0-9A]")
MORAL_LENGTH = 12

NATIONAL_GENERIC = "XAXX010101000"
FOREIGN_GENERIC = "XEXX010101000"

# The value of each character in the check digit's sum is its place here.
CHECK_ALPHABET = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ"
CHECK_LENGTH = 13
CHECK_DIGITS = "0123456789A"


class InvalidRFC(ValueError):
    """The text is no RFC, however it was typed. `code` is the contract's field code."""

    code = "wrong_format"


@dataclass(frozen=True)
class RFC:
    """An RFC in SAT's own form: upper case, nothing between its parts.

    Raises InvalidRFC for any other text; `parse` is the forgiving door.
    """

    text: str

    def __post_init__(self) -> None:
        shape = SHAPE.fullmatch(self.text)
        if shape is None or not _is_a_day(shape["birth"]):
            raise InvalidRFC("an RFC is 3 or 4 letters, a date as yymmdd and 3 characters")

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Read an RFC as people write it: any case, with spaces, dashes or dots between.

        Raises InvalidRFC.
        """
        composed = unicodedata.normalize("NFC", typed).upper()
        return cls(joined(composed).replace(".", ""))

    @property
    def persona(self) -> Persona:
        """The kind of taxpayer, which SAT tells by the length."""
        return Persona.MORAL if len(self.text) == MORAL_LENGTH else Persona.FISICA

    @property
    def is_national_generic(self) -> bool:
        """Whether it stands for the público en general."""
        return self.text == NATIONAL_GENERIC

    @property
    def is_foreign_generic(self) -> bool:
        """Whether it stands for a buyer without a Mexican RFC."""
        return self.text == FOREIGN_GENERIC

    @property
    def check_digit_ok(self) -> bool:
        """Whether the last character is the modulo-11 digit of the others.

        A reason to ask again, never to refuse: SAT gave out RFCs that fail it.
        The generic ones were not made by the rule, and pass.
        """
        generic = self.is_national_generic or self.is_foreign_generic
        return generic or self.text[-1] == _check_digit(self.text[:-1])

    def __str__(self) -> str:
        return self.text


def _is_a_day(yymmdd: str) -> bool:
    """Tell whether the day exists; a leap day may be of either century."""
    return any(_exists(f"{century}{yymmdd}") for century in ("19", "20"))


def _exists(yyyymmdd: str) -> bool:
    try:
        date(int(yyyymmdd[:4]), int(yyyymmdd[4:6]), int(yyyymmdd[6:]))
    except ValueError:
        return False
    return True


def _check_digit(body: str) -> str:
    # A persona moral counts as if a blank stood before its three letters.
    padded = body.rjust(CHECK_LENGTH - 1)
    weights = range(CHECK_LENGTH, 1, -1)
    total = sum(
        CHECK_ALPHABET.index(char) * weight for char, weight in zip(padded, weights, strict=True)
    )
    return CHECK_DIGITS[-total % 11]
