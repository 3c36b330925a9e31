"""The endings that companies write after their names and SAT leaves out of them.

CFDI 4.0 wants Nombre as SAT holds it, without the kind of company (Anexo 20; CFDI40145 for the
receptor, CFDI40138 for the emisor). Which words are the kind, only the company knows for sure:
what is found here is a proposal, never a correction.
"""

from collections.abc import Iterable
from functools import cache
from itertools import product

from chalicelib.catalogs.tables import table

WITHOUT_ACCENTS = str.maketrans("ÁÉÍÓÚ", "AEIOU")
SEPARATORS = " ,"


def without_regimen_societario(name: str) -> str:
    """Strip the kind of company off the end of an upper-case name, with or without its dots.

    A name that is nothing else, or has no such ending, comes back as it was.
    """
    return _stripped(_stripped(name, _behind_the_kind()), _kinds())


def _stripped(name: str, endings: tuple[str, ...]) -> str:
    places = [place for place, char in enumerate(name) if char.isalnum()]
    letters = _letters(name)
    for ending in endings:
        start = len(letters) - len(ending)
        if start > 0 and letters.endswith(ending) and name[places[start] - 1] in SEPARATORS:
            return name[: places[start]].rstrip(SEPARATORS)
    return name


@cache
def _kinds() -> tuple[str, ...]:
    """List every kind of company, each alone and with variable capital, the longest first."""
    content = table("regimenes_societarios")
    alone = content["kinds"]
    # A lone S is the start of many an abbreviation and the end of many a name.
    stems = alone + content["only_with_variable_capital"]
    variable = (f"{stem} {suffix}" for stem, suffix in product(stems, content["variable_capital"]))
    return _longest_first([*alone, *variable])


@cache
def _behind_the_kind() -> tuple[str, ...]:
    """List what stands behind the kind of company in the name of a lender or a bank."""
    return _longest_first(table("regimenes_societarios")["behind_the_kind"])


def _longest_first(forms: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({_letters(form.upper()) for form in forms}, key=len, reverse=True))


def _letters(text: str) -> str:
    """Keep the letters only: dots, commas and spaces are everyone's own, accents too."""
    return "".join(char for char in text if char.isalnum()).translate(WITHOUT_ACCENTS)
