"""Which passwords may be chosen: long enough, and none that is tried first (security 2).

There are no rules on kinds of characters and no forced changes (ASVS 6.2.5,
6.2.10): both make passwords worse. What is asked is ASVS 6.2.1, 6.2.4, 6.2.9
and 6.2.11; docs/adr/0009 weighs them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

from chalicelib.catalogs.common_passwords import is_common
from chalicelib.errors import FieldProblem

SHORTEST = 8
LONGEST = 128
"""In characters after NFKC, as it is hashed."""

SITE_WORDS = ("facturable", "facturas", "factura", "facturacion", "cfdi", "contraseña", "clave")
"""What this site is called and about: nobody's secret (ASVS 6.1.2)."""

SHORTEST_WORD = 3
LEAST_LETTERS = 4
LEAST_REST = 9
"""A date has eight digits, and that is what people put behind a name."""
LEAST_KINDS = 4
MOST_ADDED = 5
"""A year and a mark: `sunshine2026!` is `sunshine`."""

LOOK_ALIKES = str.maketrans("013457@$!", "oieastasi")
LETTERS = re.compile(r"[^\W\d_]+")
RFC_STEM = re.compile(r"[a-z&]{3,4}[0-9]{6}")
"""The part of an RFC that a name and a birthday give."""
RUNS = ({1, -9}, {-1, 9})
"""Up and down; after 9 comes 0."""


def check_password(
    password: str, context: Iterable[str], field: str = "/password"
) -> list[FieldProblem]:
    """Return what is wrong with a chosen password: one complaint at most, on `field`.

    `context` are words that anybody could know of its owner: the e-mail, the
    name, RFCs, the stores' brands.
    """
    text = unicodedata.normalize("NFKC", password)
    if not text:
        return [FieldProblem(field, "required")]
    if len(text) < SHORTEST:
        return [FieldProblem(field, "password_too_short", {"min": SHORTEST})]
    if len(text) > LONGEST:
        return [FieldProblem(field, "too_long", {"max": LONGEST})]
    if any(_is_common(form) for form in _forms(text)):
        return [FieldProblem(field, "password_common")]
    if _is_monotonous(text) or _is_made_of(text, context):
        return [FieldProblem(field, "password_guessable")]
    return []


def _forms(text: str) -> tuple[str, ...]:
    """Return a password as it is, without accents, and with digits read as the letters they mimic.

    Upper and lower case are one, as in every guesser's first round.
    """
    plain = _plain(text)
    return text.casefold(), plain, plain.translate(LOOK_ALIKES)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _is_common(text: str) -> bool:
    if is_common(text):
        return True
    core = _core(text)
    return len(text) - len(core) <= MOST_ADDED and is_common(core)


def _core(text: str) -> str:
    """Strip what is put around a word so that it passes: digits and marks at its ends."""
    letters = [at for at, char in enumerate(text) if char.isalpha()]
    return text[letters[0] : letters[-1] + 1] if letters else text


def _is_monotonous(text: str) -> bool:
    """Tell whether it is three characters over and over, or a run such as 23456789."""
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return len(set(text)) < LEAST_KINDS or any(steps <= run for run in RUNS)


def _is_made_of(text: str, context: Iterable[str]) -> bool:
    """Tell whether known words are most of it, and what is left is little."""
    words = _words(context)
    return any(_is_little(rest) for form in _forms(text) if (rest := _without(form, words)) != form)


def _without(text: str, words: list[str]) -> str:
    for word in words:
        text = text.replace(word, " ")
    return text


def _is_little(rest: str) -> bool:
    letters = sum(char.isalpha() for char in rest)
    others = sum(char.isdigit() for char in rest)
    return (letters < LEAST_LETTERS and letters + others < LEAST_REST) or is_common(rest.strip())


def _words(context: Iterable[str]) -> list[str]:
    """Return the words to look for, the longest first so that none is hidden by its own part."""
    known = (_plain(text.strip()) for text in (*SITE_WORDS, *context))
    found = {word for text in known for word in _parts(text) if len(word) >= SHORTEST_WORD}
    return sorted(found, key=len, reverse=True)


def _parts(known: str) -> list[str]:
    """Take a datum apart: an address before and after its @, a name's words, an RFC's stem."""
    local = known.partition("@")[0]
    joined = "".join(char for char in local if char.isalnum())
    return [known, local, joined, *LETTERS.findall(known), *RFC_STEM.findall(known)]
