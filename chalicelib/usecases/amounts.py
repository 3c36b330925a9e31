"""What the CFDI of some tickets will add up to, known before it is sealed."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.cfdi.conceptos import conceptos_of
from chalicelib.cfdi.totales import Totales
from chalicelib.domain.invoice_parts import Amounts, TaxSum
from chalicelib.domain.money import ZERO
from chalicelib.domain.ticket import Ticket


def amounts_of(tickets: Sequence[Ticket]) -> Amounts:
    """Return the amounts of the tickets' CFDI: the very sums that the document will carry."""
    totales = Totales.of(conceptos_of(tickets))
    taxes = tuple(
        TaxSum(row.impuesto, row.tipo_factor, row.tasa_o_cuota, row.base, row.importe or ZERO)
        for row in totales.traslados
    )
    return Amounts(totales.sub_total, totales.descuento, taxes, totales.total)
