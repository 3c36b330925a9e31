"""What a ticket sold, line by line, in cents that add up to what its CFDI must total.

IVA is broken out; IEPS is folded into the price, because nobody but a taxpayer of
IEPS may ask for it apart (LIEPS 19-II).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import accumulate
from math import prod

from chalicelib.catalogs.concepto import IEPS, IVA
from chalicelib.cfdi.comprobante import SI_OBJETO
from chalicelib.cfdi.impuestos import CUOTA, TASA
from chalicelib.cfdi.spreading import spread, steps
from chalicelib.domain.money import ZERO, cents
from chalicelib.domain.ticket import LineTax, Ticket, TicketLine
from chalicelib.errors import Invalid

_ONE = Decimal(1)
_WEIGHT_PLACES = 14
_ROUNDING = Decimal("0.03")
"""How far a till's rounding may move a line: its amount, its IEPS and its IVA, a cent each."""


class NothingToInvoice(Invalid):
    """The ticket's sale comes to nothing once discounts and other people's money are out."""

    code = "nothing_to_invoice"


class TicketDoesNotAdd(Invalid):
    """The ticket's lines and its total tell different sales, beyond what rounding explains."""

    code = "ticket_does_not_add"


class TaxesNotSupported(Invalid):
    """A line has a tax that retail does not transfer, or the same one twice."""

    code = "taxes_not_supported"


@dataclass(frozen=True)
class SoldLine:
    """A line of sale. `net` is its part of the CFDI's Total, in cents, taxes included.

    `descuento`, in cents too, is without the tax that is broken out; a line that was
    given away has no `net`, and its `descuento` is its whole price.
    """

    line: TicketLine
    ticket_number: str
    iva: LineTax | None
    net: int
    descuento: int

    @property
    def objeto_imp(self) -> str:
        """SAT's ObjetoImp as the CFDI tells it: 01 when free, 03 when all its tax is folded."""
        if not self.net:
            return "01"
        if self.iva is None and self.line.taxes:
            return "03"
        return self.line.objeto_imp


def sold_lines(ticket: Ticket) -> tuple[SoldLine, ...]:
    """Return the ticket's sale; the nets add up to `invoice_total` to the cent.

    The whole ticket's discount, and the cents that the till's own rounding left,
    go over the lines in proportion. Lines without a price are left out: SAT takes
    no ValorUnitario of zero. Raises NothingToInvoice, TicketDoesNotAdd,
    TaxesNotSupported.
    """
    lines = [line for line in ticket.sale_lines if line.gross]
    if ticket.invoice_total <= 0 or not lines:
        raise NothingToInvoice
    kept = _kept(ticket, lines)
    priced = [_PricedLine(line, ticket.prices_include_tax, kept) for line in lines]
    _require_that_it_adds(ticket, priced)
    nets = spread(
        _in_cents(ticket.invoice_total),
        [int(line.with_tax.scaleb(_WEIGHT_PLACES)) for line in priced],
    )
    shares = _ticket_discount(priced)
    return tuple(
        SoldLine(item.line, ticket.ticket_number, item.iva, net, item.descuento(net, share))
        for item, net, share in zip(priced, nets, shares, strict=True)
    )


@dataclass(frozen=True)
class _PricedLine:
    """A line with what its taxes do to its price; `kept` is what the ticket's discount leaves."""

    line: TicketLine
    includes_tax: bool
    kept: Decimal

    @cached_property
    def iva(self) -> LineTax | None:
        """The tax that the CFDI breaks out, if the line is to show one."""
        ivas = [tax for tax in self.line.taxes if tax.impuesto == IVA]
        known = all(tax.impuesto in {IVA, IEPS} for tax in self.line.taxes)
        if not known or len(ivas) > 1:
            raise TaxesNotSupported
        return ivas[0] if ivas and self.line.objeto_imp == SI_OBJETO else None

    @cached_property
    def broken_out(self) -> Decimal:
        """The factor of the tax that is broken out: 1.16, or 1 for 0 % and exempt."""
        return _ONE + (self.iva.tasa_o_cuota or ZERO) if self.iva else _ONE

    @cached_property
    def folded(self) -> Decimal:
        """The factor of the taxes that become part of the price."""
        rates = (
            tax.tasa_o_cuota or ZERO
            for tax in self.line.taxes
            if tax is not self.iva and tax.tipo_factor == TASA
        )
        return prod((_ONE + rate for rate in rates), start=_ONE)

    @cached_property
    def with_tax(self) -> Decimal:
        """What the buyer pays for the line."""
        amount = self.line.amount * self.kept
        if self.includes_tax:
            return amount
        cuotas = (t.tasa_o_cuota or ZERO for t in self.line.taxes if t.tipo_factor == CUOTA)
        by_unit = sum(cuotas, ZERO) * self.line.quantity
        return (amount * self.folded + by_unit) * self.broken_out

    def as_price(self, amount: Decimal) -> Decimal:
        """Return an amount of the ticket as the CFDI tells it: without the tax broken out."""
        return amount / self.broken_out if self.includes_tax else amount * self.folded

    def descuento(self, net: int, share: int) -> int:
        """Return all that was taken off the line: its whole price where nothing is left to pay."""
        if not net:
            return max(_in_cents(self.as_price(self.line.gross)), 1)
        return _in_cents(self.as_price(self.line.discount)) + share


def _kept(ticket: Ticket, lines: list[TicketLine]) -> Decimal:
    """Return the part of each line that the whole ticket's discount leaves."""
    amounts = sum((line.amount for line in lines), ZERO)
    sane = all(line.amount >= 0 and line.discount >= 0 for line in lines)
    if not sane or not 0 <= ticket.discount <= amounts:
        raise TicketDoesNotAdd
    return (amounts - ticket.discount) / amounts if ticket.discount else _ONE


def _require_that_it_adds(ticket: Ticket, priced: list[_PricedLine]) -> None:
    """Refuse a total that is off by more than a till's rounding can explain."""
    owed = sum((item.with_tax for item in priced), ZERO)
    if not owed or abs(owed - ticket.invoice_total) > len(ticket.lines) * _ROUNDING:
        raise TicketDoesNotAdd


def _ticket_discount(priced: list[_PricedLine]) -> list[int]:
    """Spread what the ticket's discount takes over the lines, in cents without tax."""
    taken = (item.as_price(item.line.amount * (_ONE - item.kept)) for item in priced)
    return steps(map(_in_cents, accumulate(taken)))


def _in_cents(amount: Decimal) -> int:
    """Return an amount in whole cents, half up."""
    return int(cents(amount).scaleb(2))
