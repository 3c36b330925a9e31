"""Writes an amount of pesos in words, as Mexican documents do: "(CIEN PESOS 50/100 M.N.)"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.domain.money import cents

if TYPE_CHECKING:
    from decimal import Decimal

LIMIT = 10**18
"""One trillón: the CFDI's amounts have at most 18 integer digits (Anexo 20, t_Importe)."""

# fmt: off
_UP_TO_29 = (
    "CERO", "UN", "DOS", "TRES", "CUATRO",
    "CINCO", "SEIS", "SIETE", "OCHO", "NUEVE",
    "DIEZ", "ONCE", "DOCE", "TRECE", "CATORCE",
    "QUINCE", "DIECISÉIS", "DIECISIETE", "DIECIOCHO", "DIECINUEVE",
    "VEINTE", "VEINTIÚN", "VEINTIDÓS", "VEINTITRÉS", "VEINTICUATRO",
    "VEINTICINCO", "VEINTISÉIS", "VEINTISIETE", "VEINTIOCHO", "VEINTINUEVE",
)
"""As they stand before a masculine noun: UN and VEINTIÚN, not UNO and VEINTIUNO."""

_TENS = (
    "-", "-", "-", "TREINTA", "CUARENTA",
    "CINCUENTA", "SESENTA", "SETENTA", "OCHENTA", "NOVENTA",
)
_HUNDREDS = (
    "-", "CIENTO", "DOSCIENTOS", "TRESCIENTOS", "CUATROCIENTOS",
    "QUINIENTOS", "SEISCIENTOS", "SETECIENTOS", "OCHOCIENTOS", "NOVECIENTOS",
)
# fmt: on

# Spanish counts by the million: a billón is a million of millones.
_SCALES = ((10**12, "BILLÓN", "BILLONES"), (10**6, "MILLÓN", "MILLONES"))


def importe_con_letra(pesos: Decimal) -> str:
    """Write an amount, rounded to the cent, in capitals and between parentheses.

    Raises ValueError when it is negative or not under one trillón.
    """
    amount = cents(pesos)
    whole = int(amount)
    if not 0 <= amount < LIMIT:
        raise ValueError(f"There are no words for the amount {pesos}")
    noun = "PESO" if whole == 1 else "PESOS"
    centavos = int(amount * 100) % 100
    return f"({_cardinal(whole)}{_link(whole)}{noun} {centavos:02d}/100 M.N.)"


def _link(whole: int) -> str:
    """Return what joins number and noun: "UN MILLÓN DE PESOS", but "UN MILLÓN UN PESOS"."""
    return " DE " if whole and whole % 10**6 == 0 else " "


def _cardinal(number: int) -> str:
    """Write a number as it stands before its noun."""
    words = []
    for size, one, many in _SCALES:
        count, number = divmod(number, size)
        if count:
            words.append(f"UN {one}" if count == 1 else f"{_below_million(count)} {many}")
    if number or not words:
        words.append(_below_million(number))
    return " ".join(words)


def _below_million(number: int) -> str:
    thousands, rest = divmod(number, 1000)
    words = []
    if thousands:
        words.append("MIL" if thousands == 1 else f"{_below_thousand(thousands)} MIL")
    if rest or not thousands:
        words.append(_below_thousand(rest))
    return " ".join(words)


def _below_thousand(number: int) -> str:
    if number == 100:  # noqa: PLR2004  alone it is CIEN, with company CIENTO
        return "CIEN"
    hundreds, rest = divmod(number, 100)
    words = [_HUNDREDS[hundreds]] if hundreds else []
    if rest or not hundreds:
        words.append(_below_hundred(rest))
    return " ".join(words)


def _below_hundred(number: int) -> str:
    if number < len(_UP_TO_29):
        return _UP_TO_29[number]
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens]} Y {_below_hundred(ones)}" if ones else _TENS[tens]
