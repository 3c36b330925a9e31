"""Invoices as a table that spreadsheets open: CSV with a BOM, every cell quoted.

A cell that a spreadsheet would take for a formula gets an apostrophe in front
(security 8): names and ticket numbers are what other people typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from decimal import Decimal

from chalicelib.domain import money
from chalicelib.domain.branch import Branch
from chalicelib.domain.invoice import Invoice
from chalicelib.domain.invoice_parts import TicketShown
from chalicelib.domain.invoice_status import Phase
from chalicelib.domain.listing import MEXICO
from chalicelib.domain.money import ZERO
from chalicelib.rendering.invoice_sheet import names

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads the accents as something else."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
IVA, IEPS = "002", "003"
BETWEEN_TICKETS = "; "

ESTADO = "Estado"
ESTADOS = {
    Phase.WAITING: "En espera del ticket",
    Phase.WORKING: "En proceso",
    Phase.NEEDS_YOU: "Necesita un dato",
    Phase.READY: "Lista",
    Phase.CLOSED: "Cerrada",
}

Cell = Callable[[Invoice, Branch], str]


def heading() -> str:
    """Return the first line, with the mark that tells the encoding."""
    return BYTE_ORDER_MARK + _line(COLUMNS)


def row(invoice: Invoice, branch: Branch) -> str:
    """Return an invoice's line. Of a ticket that somebody else proved it tells the state only."""
    if invoice.problem is not None and invoice.problem.code == "ticket_taken_over":
        return _line(_estado(invoice) if column == ESTADO else "" for column in COLUMNS)
    return _line(cell(invoice, branch) for cell in COLUMNS.values())


def _line(cells: Iterable[str]) -> str:
    return ",".join(_quoted(_harmless(cell)) for cell in cells) + "\r\n"


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def _fecha(invoice: Invoice, branch: Branch) -> str:
    return _moment(invoice.sealed.fecha, branch) if invoice.sealed and invoice.is_stamped else ""


def _stamped_at(invoice: Invoice, _branch: Branch) -> str:
    """Write FechaTimbrado as the timbre does: by the clock of the centre (Anexo 20)."""
    return _written(invoice.stamped_at.astimezone(MEXICO)) if invoice.stamped_at else ""


def _serie(invoice: Invoice, _branch: Branch) -> str:
    return invoice.sealed.serie if invoice.sealed and invoice.is_stamped else ""


def _folio(invoice: Invoice, _branch: Branch) -> str:
    return invoice.sealed.folio if invoice.sealed and invoice.is_stamped else ""


def _purchased_at(invoice: Invoice, branch: Branch) -> str:
    return _of_tickets(invoice, lambda ticket: _moment(ticket.purchased_at, branch))


def _estado(invoice: Invoice) -> str:
    return ESTADOS[invoice.phase]


def _of_tickets(invoice: Invoice, told: Callable[[TicketShown], str]) -> str:
    return BETWEEN_TICKETS.join(told(ticket) for ticket in invoice.tickets)


def _tax(invoice: Invoice, impuesto: str) -> str:
    return _sum(tax.amount for tax in invoice.amounts.taxes if tax.impuesto == impuesto)


def _sum(amounts: Iterator[Decimal]) -> str:
    return money.text(sum(amounts, ZERO))


def _moment(moment: datetime, branch: Branch) -> str:
    return _written(branch.local(moment))


def _written(local: datetime) -> str:
    """Write a moment as spreadsheets read it."""
    return f"{local:%Y-%m-%d %H:%M:%S}"


COLUMNS: dict[str, Cell] = {
    "Fecha de emisión": _fecha,
    "Fecha de timbrado": _stamped_at,
    "Serie": _serie,
    "Folio": _folio,
    "UUID": lambda invoice, _: invoice.uuid or "",
    "RFC receptor": lambda invoice, _: str(invoice.data.receptor.rfc),
    "Nombre receptor": lambda invoice, _: invoice.data.receptor.name,
    "RFC emisor": lambda _, branch: branch.issuer.rfc,
    "Sucursal": lambda _, branch: f"{branch.brand.name} {branch.name}",
    "Orden": lambda invoice, _: _of_tickets(invoice, lambda ticket: ticket.order_number),
    "Ticket": lambda invoice, _: _of_tickets(invoice, lambda ticket: ticket.ticket_number),
    "Fecha de compra": _purchased_at,
    "Subtotal": lambda invoice, _: money.text(invoice.amounts.subtotal),
    "Descuento": lambda invoice, _: money.text(invoice.amounts.discount),
    "IVA": lambda invoice, _: _tax(invoice, IVA),
    "IEPS": lambda invoice, _: _tax(invoice, IEPS),
    "Total": lambda invoice, _: money.text(invoice.amounts.total),
    "Propina": lambda invoice, _: _sum(ticket.tip for ticket in invoice.tickets),
    "Forma de pago": lambda invoice, _: names.forma_pago(invoice.data.forma_pago),
    "Uso CFDI": lambda invoice, _: names.uso_cfdi(invoice.data.uso_cfdi),
    ESTADO: lambda invoice, _: _estado(invoice),
}
"""The headings in their order, and how each one's cell is written."""
