"""The store of invoices in memory, over the tickets that it claims, with DynamoDB's truth.

A claim writes everything or nothing; a write counts only on the version before
it; the due time that `move_due` moves is the index's own and leaves the invoice
as it was written.
"""

from __future__ import annotations

from dataclasses import replace
from threading import RLock
from typing import TYPE_CHECKING

from chalicelib.domain.invoice_parts import Due
from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.domain.listing import ListedAt, listings, listings_changed
from chalicelib.domain.ticket_record import Claim
from chalicelib.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from chalicelib.domain.invoice import Invoice
    from chalicelib.domain.listing import Filters, Listed
    from chalicelib.domain.ticket_record import TicketRecord
    from tests.twins.tickets import TicketsInMemory

IN_LINE = {
    InvoiceStatus.RECEIVED,
    InvoiceStatus.SEALED,
    InvoiceStatus.SENT,
    InvoiceStatus.QUIET,
}


class InvoicesInMemory:
    """Keeps invoices by id; `written` lists every version that was kept, in order."""

    def __init__(self, tickets: TicketsInMemory) -> None:
        self.written: list[Invoice] = []
        self._kept: dict[str, Invoice] = {}
        self._due: dict[str, datetime] = {}
        self._listed: dict[tuple[str, str], Listed] = {}
        self._tickets = tickets
        self._lock = RLock()

    def get(self, invoice_id: str) -> Invoice | None:
        """Read one invoice."""
        return self._kept.get(invoice_id)

    def claim(
        self, invoice: Invoice, tickets: Sequence[TicketRecord], over: Sequence[Invoice] = ()
    ) -> bool:
        """Create an invoice and claim its tickets, all or nothing. False: read again."""
        _refuse_two_writes_of_one_item([invoice, *over], tickets)
        with self._lock, self._tickets._lock:
            free = invoice.id not in self._kept
            follows = all(self._version(former.id) == former.version - 1 for former in over)
            if not (free and follows and all(map(self._stands, tickets))):
                return invoice.id in self._kept
            for written in (invoice, *over):
                self._write(written)
                self._list(written)
            claim = Claim(invoice.id, invoice.attempt)
            for record in tickets:
                claimed = replace(record, claim=claim, version=record.version + 1)
                self._tickets._records[record.ticket.key] = claimed
        return True

    def save(self, invoice: Invoice) -> bool:
        """Write the next version if the kept one is the one before. False: read again."""
        return self._save(invoice, lists=listings_changed(invoice))

    def relist(self, invoice: Invoice) -> bool:
        """Write the next version, and its viewers' entries anew."""
        return self._save(invoice, lists=True)

    def unlist(self, viewer: str, invoice_id: str) -> None:
        """Forget one viewer's entry; again is no error."""
        with self._lock:
            self._listed.pop((viewer, invoice_id), None)

    def listed(
        self, viewer: str, filters: Filters, limit: int, before: str | None = None
    ) -> list[ListedAt]:
        """Return a viewer's entries, newest first, from after the place `before` on."""
        with self._lock:
            entries = [one for one in self._listed.values() if one.viewer == viewer]
        found = [
            ListedAt(one.place(filters.by), one.invoice_id) for one in entries if filters.match(one)
        ]
        after = [one for one in found if before is None or one.place < before]
        return sorted(after, key=lambda one: one.place, reverse=True)[:limit]

    def get_many(self, invoice_ids: Sequence[str]) -> list[Invoice]:
        """Read invoices; what is not there is left out, the order is the asked one."""
        names = dict.fromkeys(invoice_ids)
        return [self._kept[name] for name in names if name in self._kept]

    def due(self, until: datetime, limit: int = 100) -> list[Due]:
        """Return what must be looked at by `until`, oldest first."""
        with self._lock:
            found = [Due(name, at) for name, at in self._due.items() if at <= until]
        return sorted(found, key=lambda due: due.at)[:limit]

    def move_due(self, seen: Due, to: datetime) -> bool:
        """Take a due invoice for whoever asks first; its version stays."""
        with self._lock:
            if self._due.get(seen.invoice_id) != seen.at:
                return False
            self._due[seen.invoice_id] = to
        return True

    def waiting_before(self, issuer_id: str, accepted_at: datetime) -> int:
        """Count the requests of an issuer that are in line before a moment."""
        return sum(
            kept.issuer_id == issuer_id
            and kept.status in IN_LINE
            and kept.accepted_at < accepted_at
            for kept in tuple(self._kept.values())
        )

    def _save(self, invoice: Invoice, *, lists: bool) -> bool:
        with self._lock:
            if self._version(invoice.id) != invoice.version - 1:
                return self._kept.get(invoice.id) == invoice
            self._write(invoice)
            if lists:
                self._list(invoice)
        return True

    def _list(self, invoice: Invoice) -> None:
        for entry in listings(invoice):
            self._listed[entry.viewer, invoice.id] = entry

    def _version(self, invoice_id: str) -> int | None:
        kept = self._kept.get(invoice_id)
        return kept.version if kept else None

    def _stands(self, record: TicketRecord) -> bool:
        kept = self._tickets._records.get(record.ticket.key)
        return kept is not None and kept.version == record.version

    def _write(self, invoice: Invoice) -> None:
        self._kept[invoice.id] = invoice
        self.written.append(invoice)
        self._due.pop(invoice.id, None)
        if invoice.due is not None:
            self._due[invoice.id] = invoice.due


def _refuse_two_writes_of_one_item(
    invoices: Sequence[Invoice], tickets: Sequence[TicketRecord]
) -> None:
    """DynamoDB takes no transaction that writes an item twice."""
    names = {invoice.id for invoice in invoices} | {str(one.ticket.key) for one in tickets}
    if len(names) < len(invoices) + len(tickets):
        raise Unavailable
