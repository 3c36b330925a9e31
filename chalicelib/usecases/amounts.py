"""What the CFDI of some tickets will add up to, known before it is sealed."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.cfdi.conceptos import totals_of
from chalicelib.cfdi.rules import RuleBroken
from chalicelib.domain.invoice_parts import Amounts, TaxSum
from chalicelib.domain.money import ZERO
from chalicelib.domain.ticket import Ticket
from chalicelib.errors import Invalid


class TicketNotSupported(Invalid):
    """No CFDI that SAT would accept can be made of the ticket as the store sent it."""

    code = "ticket_not_supported"


def amounts_of(tickets: Sequence[Ticket]) -> Amounts:
    """Return the amounts of the tickets' CFDI: the very sums that the document will carry.

    Raises NothingToInvoice, TicketDoesNotAdd, TaxesNotSupported and TicketNotSupported.
    """
    try:
        totales = totals_of(tickets)
    except RuleBroken as broken:
        raise TicketNotSupported(sat_code=broken.code) from broken
    taxes = tuple(
        TaxSum(row.impuesto, row.tipo_factor, row.tasa_o_cuota, row.base, row.importe or ZERO)
        for row in totales.traslados
    )
    return Amounts(totales.sub_total, totales.descuento, taxes, totales.total)
