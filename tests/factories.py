"""Makers of what tests begin with: right in everything until told otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from chalicelib.domain.invoice import Invoice
from chalicelib.domain.invoice_parts import InvoiceData, MailTo, Problem, SealedDocument
from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.domain.receptor import Receptor
from chalicelib.domain.rfc import RFC
from chalicelib.domain.ticket_code import ticket_code
from chalicelib.domain.ticket_record import TicketRecord
from chalicelib.usecases.amounts import amounts_of
from chalicelib.usecases.invoicing import shown
from chalicelib.usecases.request_rules import AskedData
from chalicelib.usecases.ticketing import ByNumbers, ProvedTicket
from tests.domain.sales import NOW, make_branch, make_donation, make_line, make_ticket

if TYPE_CHECKING:
    from chalicelib.domain.ticket import Ticket

__all__ = [
    "EMAIL",
    "NOW",
    "OTHER_RFC",
    "WAYS",
    "make_asked",
    "make_branch",
    "make_data",
    "make_donation",
    "make_invoice",
    "make_line",
    "make_proof",
    "make_receptor",
    "make_record",
    "make_ticket",
]

S = InvoiceStatus
EMAIL = "olivia@correo.example"
UUID = "6f35d3b5-9a0c-4d0e-8b61-0a2f5c1d7e34"
SHA256 = "ab" * 32
OTHER_RFC = {
    "rfc": "XIQB891116QE4",
    "name": "BERENICE XIMO QUEZADA",
    "postal_code": "10740",
    "regimen_fiscal": "605",
    "uso_cfdi": "S01",
    "emails": ("berenice@correo.example",),
}
"""The data of another shopper, right in everything too."""


def make_receptor(**changes: Any) -> Receptor:
    receptor = Receptor(RFC("MASO451221PM4"), "MARIA OLIVIA MARTINEZ SAGAZ", "80290", "612")
    return replace(receptor, **changes)


def make_data(**changes: Any) -> InvoiceData:
    return replace(InvoiceData(make_receptor(), "G03", "01", (EMAIL,)), **changes)


def make_asked(**changes: Any) -> AskedData:
    """The data as typed of a shopper who is right in everything."""
    asked = AskedData(
        rfc="MASO451221PM4",
        name="Maria Olivia Martinez Sagaz",
        postal_code="80290",
        regimen_fiscal="612",
        uso_cfdi="G03",
        forma_pago="01",
        emails=(EMAIL,),
    )
    return replace(asked, **changes)


def make_proof(ticket: Ticket, **changes: Any) -> ByNumbers:
    proof = ByNumbers(ticket.branch_id, ticket.order_number, ticket.ticket_number, ticket.total)
    return replace(proof, **changes)


def make_record(ticket: Ticket | None = None, **changes: Any) -> TicketRecord:
    ticket = ticket or make_ticket()
    record = TicketRecord.loaded(ticket, ticket_code(b"key", ticket.key), NOW)
    return replace(record, **changes)


def make_invoice(status: InvoiceStatus = S.RECEIVED, *tickets: Ticket, **changes: Any) -> Invoice:
    """An invoice that came to `status` by its own moves, all at `NOW`."""
    sold = tickets or (make_ticket(),)
    branch = make_branch()
    invoice = Invoice.received(
        "inv-1",
        NOW,
        branch_id=branch.id,
        issuer_id=branch.issuer.id,
        tickets=tuple(shown(ProvedTicket(make_record(one), branch, None)) for one in sold),
        data=make_data(),
        amounts=amounts_of(sold),
    )
    for step in WAYS[status]:
        invoice = step(invoice, NOW)
    return replace(invoice, **changes)


def _lease(invoice: Invoice, now: datetime) -> Invoice:
    return invoice.leased(now)


def _seal(invoice: Invoice, now: datetime) -> Invoice:
    sealed = SealedDocument(SHA256, now, "C", "1042", "30001000000500009999", "sw")
    return invoice.sealed_as(sealed, now)


def _send(invoice: Invoice, now: datetime) -> Invoice:
    return invoice.sending(now)


def _hear_nothing(invoice: Invoice, now: datetime) -> Invoice:
    return invoice.waits(now + timedelta(seconds=1), now)


def _refuse(invoice: Invoice, now: datetime) -> Invoice:
    refusal = Problem("data_refused", "name", "CFDI40145", "El campo Nombre…")
    return invoice.refused(refusal, now)


def _stamp(invoice: Invoice, now: datetime) -> Invoice:
    return invoice.stamped_as(UUID, now, f"cfdi/i1/2026/11/{UUID}.xml", now)


def _print(invoice: Invoice, now: datetime) -> Invoice:
    return invoice.ready_as(f"pdf/i1/{UUID}.pdf", now)


def _mail(invoice: Invoice, now: datetime) -> Invoice:
    sent = tuple(MailTo(entry.to, "sent", now) for entry in invoice.mail)
    return invoice.mailed(sent, None, now)


def _wait_for_the_ticket(invoice: Invoice, now: datetime) -> Invoice:
    return replace(invoice, status=S.WAITING_TICKET, version=invoice.version + 1)


def _cancel(invoice: Invoice, now: datetime) -> Invoice:
    return replace(invoice, status=S.CANCELLED, version=invoice.version + 1, due=None)


_SENT = (_lease, _seal, _send)
_STAMPED = (*_SENT, _stamp)
_READY = (*_STAMPED, _lease, _print)
_DELIVERED = (*_READY, _mail)

WAYS: dict[InvoiceStatus, tuple[Any, ...]] = {
    S.WAITING_TICKET: (_wait_for_the_ticket,),
    S.RECEIVED: (),
    S.SEALED: (_lease, _seal),
    S.SENT: _SENT,
    S.QUIET: (*_SENT, _hear_nothing, _lease, _send, _refuse),
    S.REJECTED: (*_SENT, _refuse),
    S.STAMPED: _STAMPED,
    S.READY: _READY,
    S.DELIVERED: _DELIVERED,
    S.CANCELLED: (*_DELIVERED, _cancel),
}
"""The moves that lead a received invoice to each status."""
