"""Taking in the sales that stores send, by whichever way, each once and for ever."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from chalicelib.cfdi.sold_lines import NothingToInvoice
from chalicelib.domain.ticket import Ticket
from chalicelib.domain.ticket_code import ticket_code
from chalicelib.domain.ticket_import import problems_of
from chalicelib.domain.ticket_record import TicketRecord
from chalicelib.errors import FieldProblem, Invalid, Unavailable
from chalicelib.usecases.amounts import amounts_of
from chalicelib.usecases.ports import BranchStore, Clock, TicketStore

if TYPE_CHECKING:
    from datetime import datetime

    from chalicelib.domain.branch import Branch
    from chalicelib.domain.ticket_import_form import Reading

# Each lost race means that somebody else's write of this very ticket went through.
RACES = 60


class ImportStatus(StrEnum):
    """What became of a ticket that a store sent."""

    CREATED = "created"
    UNCHANGED = "unchanged"
    UPDATED = "updated"
    REFUSED = "refused"


@dataclass(frozen=True)
class Imported:
    """The answer for one ticket.

    `code` is what the till may print on it: None when the ticket was refused, or when
    another ticket bears the same code, which then proves neither.
    """

    status: ImportStatus
    code: str | None = None
    errors: tuple[FieldProblem, ...] = ()


@dataclass(frozen=True)
class TicketImport:
    """Keeps the tickets of a store, idempotent by branch, order number and ticket number.

    `branch_key` gives the secret under which a branch's ticket codes are made.
    """

    branches: BranchStore
    tickets: TicketStore
    branch_key: Callable[[str], bytes]
    clock: Clock

    def load(self, reading: Reading) -> Imported:
        """Keep one ticket, or refuse it with every reason; a form that was wrong is refused as is.

        A ticket that somebody has asked to invoice never changes (`ticket_already_claimed`).
        Raises Unavailable when others keep writing the same ticket.
        """
        if not isinstance(reading, Ticket):
            return _refused(reading)
        branch = self.branches.get(reading.branch_id)
        now = self.clock()
        problems = problems_of(reading, branch, now)
        if branch is None or problems:
            return _refused(problems)
        unsupported = _unsupported(reading)
        if unsupported:
            return _refused(unsupported)
        imported = self._keep(reading, now)
        self._note_loaded(branch, reading)
        return imported

    def _keep(self, ticket: Ticket, now: datetime) -> Imported:
        for _ in range(RACES):
            imported = self._try_to_keep(ticket, now)
            if imported is not None:
                return imported
        raise Unavailable

    def _try_to_keep(self, ticket: Ticket, now: datetime) -> Imported | None:
        kept = self.tickets.get(ticket.key)
        if kept is None:
            return self._create(ticket, now)
        return self._update(kept, ticket, now)

    def _create(self, ticket: Ticket, now: datetime) -> Imported | None:
        """Keep a new ticket; None when somebody was faster."""
        code = ticket_code(self.branch_key(ticket.branch_id), ticket.key)
        if not self.tickets.put(TicketRecord.loaded(ticket, code, now), seen_version=None):
            return None
        return Imported(ImportStatus.CREATED, self._printable(code, ticket))

    def _update(self, kept: TicketRecord, ticket: Ticket, now: datetime) -> Imported | None:
        """Hold a ticket against the one that is kept; None when somebody was faster."""
        if kept.ticket == ticket:
            return Imported(ImportStatus.UNCHANGED, self._printable(kept.code, ticket))
        if kept.claim is not None:
            return _refused((FieldProblem("", "ticket_already_claimed"),))
        if not self.tickets.put(kept.reloaded(ticket, now), seen_version=kept.version):
            return None
        return Imported(ImportStatus.UPDATED, self._printable(kept.code, ticket))

    def _printable(self, code: str, ticket: Ticket) -> str | None:
        """Return the code unless it names another ticket too: 40 bits do meet, though rarely."""
        found = self.tickets.find_by_code(code)
        return code if all(record.ticket.key == ticket.key for record in found) else None

    def _note_loaded(self, branch: Branch, ticket: Ticket) -> None:
        """Tell shoppers how far the branch's sales have come in; also after a torn earlier try."""
        if branch.loaded_until is None or branch.loaded_until < ticket.purchased_at:
            self.branches.note_loaded(branch.id, ticket.purchased_at)


def _unsupported(ticket: Ticket) -> tuple[FieldProblem, ...]:
    """Refuse at the door what could not be invoiced later; a ticket without a sale may come in."""
    try:
        amounts_of([ticket])
    except NothingToInvoice:
        return ()
    except Invalid as refusal:
        return (FieldProblem("", refusal.code, dict(refusal.extra)),)
    return ()


def _refused(errors: tuple[FieldProblem, ...]) -> Imported:
    return Imported(ImportStatus.REFUSED, errors=errors)
