"""SAT's arithmetic and structure rules that need no list of SAT's servers, under their own codes.

Source of every code: SAT's validation matrix for CFDI 4.0 (revision of 25 March 2026);
of the limits: Anexo 20, "Importe" of Concepto and of Traslado.
"""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

STRUCTURE = "301"
"""What SAT calls a document whose structure is wrong; the codes of the matrix start with CFDI."""

RFC_PATTERN = re.compile(
    r"[A-Z&Ñ]{3,4}[0-9]{2}(0[1-9]|1[012])(0[1-9]|[12][0-9]|3[01])[A-Z0-9]{2}[0-9A]"
)
"""The XSD's t_RFC."""
NO_CERTIFICADO_PATTERN = re.compile(r"[0-9]{20}")

MAX_DECIMALS = 6
_IMPORTE = re.compile(r"[0-9]{1,18}(\.[0-9]{1,6})?")
"""The XSD's t_Importe."""
_UNITS = tuple(Decimal(1).scaleb(-places) for places in range(MAX_DECIMALS + 1))
_HALF_UNITS = tuple(unit / 2 for unit in _UNITS)
_EPSILON = Decimal("1E-12")

Limits = tuple[Decimal, Decimal]


class RuleBroken(ValueError):
    """The document would break a rule of SAT; `code` is SAT's own, such as "CFDI40167"."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(f"{code}: {message}")


def require(holds: object, code: str, message: str) -> None:
    """Raise RuleBroken under SAT's code unless the rule holds."""
    if not holds:
        raise RuleBroken(code, message)


def require_amount(amount: Decimal, attribute: str) -> None:
    """Hold SAT's t_Importe: no sign, at most 18 integer digits and 6 decimals.

    It is held against the very text that will be written, which is `str` of it.
    """
    if not _IMPORTE.fullmatch(str(amount)):
        raise RuleBroken(STRUCTURE, f"{attribute} {amount} is not a t_Importe")


def require_within(amount: Decimal, limits: Limits, code: str) -> None:
    """Hold an Importe between the limits that SAT derives from its factors."""
    least, largest = limits
    if not least <= amount <= largest:
        raise RuleBroken(code, f"{amount} is not within {least} and {largest}")


def decimals(amount: Decimal) -> int:
    """Count the decimals that a t_Importe is written with: 1.50 has two."""
    return len(str(amount).partition(".")[2])


def importe_limits(cantidad: Decimal, valor_unitario: Decimal, places: int) -> Limits:
    """Return the least and the largest Importe of a Concepto that SAT accepts (CFDI40167).

    Each factor may be off by half a unit of its last written decimal; `places` are
    the decimals that Importe is written with. The matrix cuts at the currency's two
    decimals, which is wider: what holds here holds there.
    """
    half_cantidad, half_valor = _half_unit(cantidad), _half_unit(valor_unitario)
    least = (cantidad - half_cantidad) * (valor_unitario - half_valor)
    largest = (cantidad + half_cantidad - _EPSILON) * (valor_unitario + half_valor - _EPSILON)
    return _cut(least, places, ROUND_FLOOR), _cut(largest, places, ROUND_CEILING)


def traslado_limits(base: Decimal, tasa_o_cuota: Decimal, places: int) -> Limits:
    """Return the least and the largest Importe of a Traslado that SAT accepts (CFDI40180)."""
    half_base = _half_unit(base)
    least = (base - half_base) * tasa_o_cuota
    largest = (base + half_base - _EPSILON) * tasa_o_cuota
    return _cut(least, places, ROUND_FLOOR), _cut(largest, places, ROUND_CEILING)


def _half_unit(amount: Decimal) -> Decimal:
    """Return half of one unit in the last decimal that the amount is written with."""
    return _HALF_UNITS[decimals(amount)]


def _cut(amount: Decimal, places: int, rounding: str) -> Decimal:
    """Round an amount to some decimals in one direction."""
    return amount.quantize(_UNITS[places], rounding=rounding)
