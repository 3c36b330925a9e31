"""Proving a ticket, and saying where it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from secrets import choice

from chalicelib.domain.branch import Branch
from chalicelib.domain.invoice import Invoice
from chalicelib.domain.invoice_status import Phase
from chalicelib.domain.ticket import TicketKey, TicketStatus
from chalicelib.domain.ticket_code import ALPHABET
from chalicelib.domain.ticket_record import TicketRecord
from chalicelib.errors import NotFound
from chalicelib.usecases.ports import BranchStore, Clock, InvoiceStore, TicketStore

FOLIO_LENGTH = 6


class TicketNotFound(NotFound):
    """No ticket has these data: the same answer whichever datum is wrong."""

    code = "ticket_not_found"


@dataclass(frozen=True)
class ByNumbers:
    """The proof printed on every ticket: its numbers and its total in pesos."""

    branch_id: str
    order_number: str
    ticket_number: str
    total: Decimal


@dataclass(frozen=True)
class ByCode:
    """The proof printed by stores that print our code, in its normal form."""

    code: str


Proof = ByNumbers | ByCode


@dataclass(frozen=True)
class ProvedTicket:
    """A ticket that the asker has shown to hold, its branch and who has claimed it."""

    record: TicketRecord
    branch: Branch
    claimant: Invoice | None

    @property
    def deadline(self) -> datetime:
        """The last moment to ask for it, in the branch's zone."""
        return self.branch.policy.deadline_for(
            self.record.ticket.purchased_at, self.branch.timezone
        )

    @property
    def standing(self) -> Invoice | None:
        """The invoice that holds the ticket now; a cancelled one holds nothing."""
        if self.claimant is None or self.claimant.phase is Phase.CLOSED:
            return None
        return self.claimant

    def is_late(self, now: datetime) -> bool:
        """Tell whether the store no longer invoices it."""
        return now > self.deadline and not self.branch.policy.late_tickets

    def status(self, now: datetime) -> TicketStatus:
        """Say where the ticket stands for somebody who wants it invoiced."""
        standing = self.standing
        if standing is not None and standing.is_stamped:
            return TicketStatus.INVOICED
        if standing is not None and standing.phase is not Phase.NEEDS_YOU:
            return TicketStatus.IN_PROGRESS
        return TicketStatus.EXPIRED if self.is_late(now) else TicketStatus.AVAILABLE


@dataclass(frozen=True)
class Ticketing:
    """Finds the ticket that a shopper names, if he proves that he holds it."""

    branches: BranchStore
    tickets: TicketStore
    invoices: InvoiceStore
    clock: Clock

    def prove(self, proof: Proof) -> ProvedTicket:
        """Return the proved ticket. Raises TicketNotFound, the same for every wrong datum."""
        record = self._by_code(proof) if isinstance(proof, ByCode) else self._by_numbers(proof)
        branch = self.branches.get(record.ticket.branch_id) if record else None
        if record is None or branch is None:
            raise self._not_found(proof)
        return ProvedTicket(record, branch, self._claimant(record))

    def help_folio(self, record: TicketRecord) -> str:
        """Return the ticket's help folio, made at its first need and kept on the ticket."""
        current: TicketRecord | None = record
        while current is not None:
            if current.help_folio:
                return current.help_folio
            folio = "".join(choice(ALPHABET) for _ in range(FOLIO_LENGTH))
            named = replace(current, help_folio=folio, version=current.version + 1)
            if self.tickets.put(named, seen_version=current.version):
                return folio
            current = self.tickets.get(record.ticket.key)
        raise TicketNotFound

    def _by_code(self, proof: ByCode) -> TicketRecord | None:
        found = self.tickets.find_by_code(proof.code)
        if len(found) != 1:
            return None
        return self.tickets.get(found[0].ticket.key)

    def _by_numbers(self, proof: ByNumbers) -> TicketRecord | None:
        key = TicketKey.typed(proof.branch_id, proof.order_number, proof.ticket_number)
        record = self.tickets.get(key)
        if record is None or not record.ticket.is_proved_by(proof.total):
            return None
        return record

    def _claimant(self, record: TicketRecord) -> Invoice | None:
        return self.invoices.get(record.claim.invoice_id) if record.claim else None

    def _not_found(self, proof: Proof) -> TicketNotFound:
        branch = self.branches.get(proof.branch_id) if isinstance(proof, ByNumbers) else None
        loaded_until = branch.loaded_until if branch else None
        return TicketNotFound(loaded_until=loaded_until, can_wait=False)
