"""The ticket's own arithmetic: what its lines say that its total must be.

Tills round where they like: each line, each tax, or only the sum. So the total is held against
the exact sum, and every amount that is not whole cents may move it by half a cent.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from chalicelib.catalogs.concepto import IEPS, IVA
from chalicelib.domain.money import ZERO, cents
from chalicelib.domain.ticket import LineKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chalicelib.domain.ticket import LineTax, Ticket, TicketLine

HALF_A_CENT = Decimal("0.005")
ALL = Decimal(1)


def expected_total(ticket: Ticket) -> tuple[Decimal, Decimal]:
    """Return the exact total of the ticket's lines and how far a till's rounding may be from it."""
    amounts = tuple(_amounts(ticket))
    rounded = sum(1 for amount in amounts if amount != cents(amount))
    return sum(amounts, ZERO), rounded * HALF_A_CENT


def discountable(ticket: Ticket) -> Decimal:
    """Return what a discount on the whole ticket may reach: the store takes it off its own sale."""
    return max(ZERO, sum((line.amount for line in ticket.sale_lines), ZERO))


def _amounts(ticket: Ticket) -> Iterator[Decimal]:
    if ticket.prices_include_tax:
        yield from (_net(line) for line in ticket.lines)
        yield -ticket.discount
        return
    kept = _kept_after_discount(ticket)
    for line in ticket.lines:
        if line.kind is LineKind.SALE:
            yield from _with_taxes(line, _net(line) * kept)
        else:
            yield _net(line)


def _net(line: TicketLine) -> Decimal:
    return line.quantity * line.unit_price - line.discount


def _kept_after_discount(ticket: Ticket) -> Decimal:
    """Return the part of each sale line, and of its taxes, that the ticket's discount leaves."""
    sale = sum((_net(line) for line in ticket.sale_lines), ZERO)
    return (sale - ticket.discount) / sale if sale else ALL


def _with_taxes(line: TicketLine, net: Decimal) -> Iterator[Decimal]:
    """Yield the net amount and each tax on it; IVA is due on IEPS too (LIVA 12)."""
    ieps = [_tax(tax, line, net) for tax in line.taxes if tax.impuesto == IEPS]
    base = net + sum(ieps, ZERO)
    yield net
    yield from ieps
    yield from (_tax(tax, line, base) for tax in line.taxes if tax.impuesto == IVA)


def _tax(tax: LineTax, line: TicketLine, base: Decimal) -> Decimal:
    """Return a tax: a rate of the base, a quota of the quantity, or nothing when exempt."""
    if tax.tasa_o_cuota is None:
        return ZERO
    return tax.tasa_o_cuota * (line.quantity if tax.tipo_factor == "Cuota" else base)
