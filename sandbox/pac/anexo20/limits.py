"""Between which two amounts SAT accepts a product, given how exactly its factors were written.

Anexo 20, "Cálculo de límites": every factor stands for a range of half a unit
of its last decimal; the lower limit is truncated and the upper one rounded up
at the decimals of the result.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext
from typing import TYPE_CHECKING

from sandbox.pac.anexo20.document import amount, decimals

if TYPE_CHECKING:
    from lxml import etree

PRECISION = 60
HALF = Decimal("0.5")
NEVER_QUITE = Decimal(10) ** -12


@dataclass(frozen=True)
class Limits:
    """The least and the greatest amount that SAT accepts."""

    lower: Decimal
    upper: Decimal

    def hold(self, value: Decimal) -> bool:
        """Say whether `value` lies between both, ends included."""
        return self.lower <= value <= self.upper

    def __str__(self) -> str:
        return f"{self.lower} a {self.upper}"


def of_importe(concepto: etree._Element) -> Limits:
    """Limits of Concepto.Importe from Cantidad and ValorUnitario (CFDI40167)."""
    places = decimals(concepto, "Importe")
    quantity, quantity_half = amount(concepto, "Cantidad"), _half(concepto, "Cantidad")
    price, price_half = amount(concepto, "ValorUnitario"), _half(concepto, "ValorUnitario")
    with localcontext(prec=PRECISION):
        lower = (quantity - quantity_half) * (price - price_half)
        upper = (quantity + quantity_half - NEVER_QUITE) * (price + price_half - NEVER_QUITE)
        return Limits(_cut(lower, places, ROUND_FLOOR), _cut(upper, places, ROUND_CEILING))


def of_tax(tax: etree._Element) -> Limits:
    """Limits of a tax's Importe from Base and the exact TasaOCuota (CFDI40180, CFDI40186)."""
    places = decimals(tax, "Importe")
    base, base_half = amount(tax, "Base"), _half(tax, "Base")
    rate = amount(tax, "TasaOCuota")
    with localcontext(prec=PRECISION):
        lower = (base - base_half) * rate
        upper = (base + base_half - NEVER_QUITE) * rate
        return Limits(_cut(lower, places, ROUND_FLOOR), _cut(upper, places, ROUND_CEILING))


def _half(node: etree._Element, attribute: str) -> Decimal:
    return HALF.scaleb(-decimals(node, attribute))


def _cut(value: Decimal, places: int, rounding: str) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=rounding)
