"""Asking for an invoice: one request for ever per ticket, whoever repeats it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from chalicelib.domain.invoice import Invoice
from chalicelib.domain.invoice_parts import InvoiceData, TicketShown
from chalicelib.domain.invoice_status import ON_THE_WAY, InvoiceStatus
from chalicelib.domain.listing import shown_to, viewers_of
from chalicelib.domain.receptor import Receptor
from chalicelib.errors import Conflict, FieldProblem, NotFound
from chalicelib.usecases.amounts import amounts_of
from chalicelib.usecases.moving import STAMPING, Moving
from chalicelib.usecases.ports import Clock, InvoiceStore
from chalicelib.usecases.request_rules import (
    AskedData,
    check_data,
    check_together,
    refuse_late,
    refuse_repeated,
)
from chalicelib.usecases.ticketing import Proof, ProvedTicket, Ticketing, TicketNotFound

IN_PROGRESS = "ticket_in_progress"
ALREADY_INVOICED = "ticket_already_invoiced"
RETRY_IN_PROGRESS_S = 60
RACES = 10


class Outcome(Enum):
    """What became of a request: the first two are 202, the last 200."""

    NEW = "new"
    CORRECTED = "corrected"
    STANDING = "standing"


@dataclass(frozen=True)
class Wanted:
    """A shopper's request: his proofs in order, the data of the CFDI, and his account if any."""

    proofs: tuple[Proof, ...]
    asked: AskedData
    viewer: str | None = None


@dataclass(frozen=True)
class Answer:
    """The invoice that stands for the tickets; `differs` names the data that it does not use."""

    invoice: Invoice
    outcome: Outcome
    differs: tuple[str, ...] = ()


class LostRace(Exception):
    """Somebody wrote between our read and our write; everything is read again."""


@dataclass(frozen=True)
class Invoicing:
    """Turns proved tickets into one invoice, by conditional writes only."""

    ticketing: Ticketing
    invoices: InvoiceStore
    moving: Moving
    clock: Clock
    new_id: Callable[[], str]

    def request(self, wanted: Wanted) -> Answer:
        """Answer with the one invoice of these tickets, new, corrected or standing.

        The asker's account becomes one of its viewers. Raises TicketNotFound,
        Invalid (every wrong field) and Conflict: `ticket_in_progress`,
        `ticket_already_invoiced` (with `help_folio`), `tickets_not_available`,
        `ticket_expired`.
        """
        for _ in range(RACES):
            try:
                return self._request(wanted)
            except LostRace:
                continue
        raise Conflict(IN_PROGRESS, retry_after=1)

    def correct(self, invoice: Invoice, asked: AskedData, viewer: str | None = None) -> Answer:
        """Give an invoice that is not sealed, or was refused, its corrected data.

        An account that corrects it stays a viewer, whatever addresses it has
        now. Raises Invalid (every wrong field) and Conflict `too_late`.
        """
        tickets = [self._read(shown) for shown in invoice.tickets]
        data = check_data(asked, tickets)
        if not invoice.is_correctable:
            raise Conflict("too_late")
        try:
            return self._corrected(invoice, data, tickets, viewer)
        except LostRace as race:
            raise Conflict(IN_PROGRESS, retry_after=1) from race

    def look_up(self, proof: Proof, rfc: str) -> Invoice:
        """Return the invoice of a proved ticket to whoever knows its RFC; else a uniform 404."""
        try:
            standing = self.ticketing.prove(proof).standing
        except TicketNotFound:
            standing = None
        if standing is None or str(standing.data.receptor.rfc) != rfc:
            raise NotFound("invoice_not_found")
        return standing

    def _request(self, wanted: Wanted) -> Answer:
        tickets = self._prove_all(wanted.proofs)
        refuse_repeated(tickets)
        standing = self._standing_for(tickets)
        data = check_data(wanted.asked, tickets)
        if standing is None:
            return self._new(tickets, data, wanted.viewer)
        if _same_person(standing.data.receptor, data.receptor):
            return self._again(standing, tickets, data, wanted.viewer)
        return self._somebody_else(standing, tickets, data, wanted.viewer)

    def _standing_for(self, tickets: list[ProvedTicket]) -> Invoice | None:
        """Return the one invoice that stands for exactly these tickets, or None if all are free.

        Refused invoices hold nothing, so a list that merely overlaps with one is
        free; any other overlap raises `tickets_not_available`.
        """
        asked = {ticket.record.ticket.key for ticket in tickets}
        first = tickets[0].standing
        if first is not None and first.ticket_keys == asked:
            return first
        taken = {at: _why(ticket) for at, ticket in enumerate(tickets) if _is_taken(ticket)}
        if taken:
            raise self._not_available(tickets, taken)
        return None

    def _not_available(self, tickets: list[ProvedTicket], taken: dict[int, str]) -> Conflict:
        """Refuse an overlap; the first ticket that has its factura gives the name to ask by."""
        fields = tuple(FieldProblem(f"/tickets/{at}", why) for at, why in taken.items())
        invoiced = [tickets[at] for at, why in taken.items() if why == ALREADY_INVOICED]
        if not invoiced:
            return Conflict("tickets_not_available", fields=fields, retry_after=RETRY_IN_PROGRESS_S)
        folio = self.ticketing.help_folio(invoiced[0].record)
        return Conflict("tickets_not_available", fields=fields, help_folio=folio)

    def _prove_all(self, proofs: Sequence[Proof]) -> list[ProvedTicket]:
        proved, missing = [], []
        for at, proof in enumerate(proofs):
            try:
                proved.append(self.ticketing.prove(proof))
            except TicketNotFound as absent:
                missing.append((at, absent))
        if missing:
            fields = tuple(FieldProblem(f"/tickets/{at}", "ticket_not_found") for at, _ in missing)
            first = missing[0][1]
            first.fields = fields
            raise first
        return proved

    def _new(
        self,
        tickets: list[ProvedTicket],
        data: InvoiceData,
        viewer: str | None,
        over: tuple[Invoice, ...] = (),
    ) -> Answer:
        check_together(tickets)
        now = self.clock()
        refuse_late(tickets, now)
        over += tuple(_freed(tickets, over))
        invoice = Invoice.received(
            self.new_id(),
            now,
            branch_id=tickets[0].branch.id,
            issuer_id=tickets[0].branch.issuer.id,
            tickets=tuple(shown(ticket) for ticket in tickets),
            data=data,
            amounts=amounts_of([ticket.record.ticket for ticket in tickets]),
            viewers=(viewer,) if viewer else (),
        )
        cancelled = [former.taken_over(now) for former in over]
        if not self.invoices.claim(invoice, [t.record for t in tickets], cancelled):
            raise LostRace
        self.moving.wake(STAMPING, invoice)
        return Answer(invoice, Outcome.NEW)

    def _again(
        self, standing: Invoice, tickets: list[ProvedTicket], data: InvoiceData, viewer: str | None
    ) -> Answer:
        differs = standing.data.differences(data)
        if differs and standing.is_correctable:
            return self._corrected(standing, data, tickets, viewer)
        seen = shown_to(standing, viewer) if viewer else standing
        if seen is not standing and not self.invoices.relist(seen):
            raise LostRace
        return Answer(seen, Outcome.STANDING, differs)

    def _corrected(
        self, invoice: Invoice, data: InvoiceData, tickets: list[ProvedTicket], viewer: str | None
    ) -> Answer:
        amounts = amounts_of([ticket.record.ticket for ticket in tickets])
        viewers = shown_to(invoice, viewer).viewers if viewer else invoice.viewers
        corrected = replace(invoice.corrected(data, amounts, self.clock()), viewers=viewers)
        if not self.invoices.save(corrected):
            raise LostRace
        for former in set(viewers_of(invoice)) - set(viewers_of(corrected)):
            self.invoices.unlist(former, invoice.id)
        self.moving.wake(STAMPING, corrected)
        return Answer(corrected, Outcome.CORRECTED)

    def _somebody_else(
        self, standing: Invoice, tickets: list[ProvedTicket], data: InvoiceData, viewer: str | None
    ) -> Answer:
        if standing.is_correctable:
            return self._new(tickets, data, viewer, over=(standing,))
        if standing.status in ON_THE_WAY:
            raise Conflict(IN_PROGRESS, retry_after=RETRY_IN_PROGRESS_S)
        folio = self.ticketing.help_folio(tickets[0].record)
        raise Conflict(ALREADY_INVOICED, help_folio=folio)

    def _read(self, shown_ticket: TicketShown) -> ProvedTicket:
        record = self.ticketing.tickets.get(shown_ticket.key)
        branch = self.ticketing.branches.get(shown_ticket.branch_id)
        if record is None or branch is None:
            raise TicketNotFound
        return ProvedTicket(record, branch, None)


def shown(proved: ProvedTicket) -> TicketShown:
    """Keep on the invoice what people will want to see of the ticket."""
    ticket = proved.record.ticket
    return TicketShown(
        branch_id=ticket.branch_id,
        order_number=ticket.order_number,
        ticket_number=ticket.ticket_number,
        code=proved.record.code,
        purchased_at=ticket.purchased_at,
        total=ticket.total,
        tip=ticket.tip,
        not_invoiced=ticket.not_invoiced,
        invoice_total=ticket.invoice_total,
    )


def _same_person(one: Receptor, other: Receptor) -> bool:
    """Tell whether two requests are one person's: by RFC, and all foreigners share theirs."""
    named_alike = one.name == other.name or not one.rfc.is_foreign_generic
    return one.rfc == other.rfc and named_alike


def _is_taken(ticket: ProvedTicket) -> bool:
    standing = ticket.standing
    return standing is not None and standing.status is not InvoiceStatus.REJECTED


def _why(ticket: ProvedTicket) -> str:
    stamped = ticket.standing is not None and ticket.standing.is_stamped
    return ALREADY_INVOICED if stamped else IN_PROGRESS


def _freed(tickets: list[ProvedTicket], over: tuple[Invoice, ...]) -> list[Invoice]:
    """Return the refused invoices that merely overlap: the new request ends each of them once."""
    known = {invoice.id for invoice in over}
    freed: dict[str, Invoice] = {}
    for ticket in tickets:
        former = ticket.standing
        if former is not None and former.id not in known:
            freed[former.id] = former
    return list(freed.values())
