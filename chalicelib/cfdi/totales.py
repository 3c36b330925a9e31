"""What the header of a CFDI tells of its concepts: sums, rounded once and to the cent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from chalicelib.cfdi.impuestos import SumaDeTraslados, summed
from chalicelib.domain.money import ZERO, cents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chalicelib.cfdi.comprobante import Concepto


@dataclass(frozen=True)
class Totales:
    """The amounts of a CFDI's header, in pesos and whole cents.

    `sub_total` CFDI40108, `descuento` CFDI40110, `traslados` CFDI40215 and CFDI40221,
    `total_impuestos_trasladados` CFDI40205 (None where no row has an amount),
    `total` CFDI40119.
    """

    sub_total: Decimal
    descuento: Decimal
    traslados: tuple[SumaDeTraslados, ...]
    total_impuestos_trasladados: Decimal | None
    total: Decimal

    @classmethod
    def of(cls, conceptos: Sequence[Concepto]) -> Totales:
        """Sum the concepts as SAT does: the sum is rounded, never its parts."""
        sub_total = cents(sum((concepto.importe for concepto in conceptos), ZERO))
        descuento = cents(sum((concepto.descuento for concepto in conceptos), ZERO))
        rows = summed(traslado for concepto in conceptos for traslado in concepto.traslados)
        importes = [row.importe for row in rows if row.importe is not None]
        taxes = sum(importes, ZERO)
        total = sub_total - descuento + taxes
        return cls(sub_total, descuento, rows, taxes if importes else None, total)
