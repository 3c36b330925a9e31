"""The requests and their lives; every write is conditional on the version that was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zlib import crc32

from pynamodb.transactions import TransactWrite

from chalicelib.domain.invoice import Invoice
from chalicelib.domain.invoice_parts import Due
from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.domain.ticket_record import Claim, TicketRecord
from chalicelib.storage.codec import Codec
from chalicelib.storage.failures import ConditionLostError, translated
from chalicelib.storage.moments import as_key, from_key
from chalicelib.storage.tables import InvoiceItem, TicketItem, connection
from chalicelib.storage.tickets import ticket_item

CODEC = Codec(Invoice)

SHARDS = tuple(f"DUE#{n}" for n in range(4))
"""The outbox is spread, so that month's end does not heat one partition."""

IN_LINE = {
    InvoiceStatus.RECEIVED,
    InvoiceStatus.SEALED,
    InvoiceStatus.SENT,
    InvoiceStatus.QUIET,
}


class Invoices:
    """The `invoices` table behind the port InvoiceStore."""

    def get(self, invoice_id: str) -> Invoice | None:
        """Read one invoice, consistently."""
        with translated():
            try:
                item = InvoiceItem.get(invoice_id, consistent_read=True)
            except InvoiceItem.DoesNotExist:
                return None
        return CODEC.read(item.data)

    def claim(
        self,
        invoice: Invoice,
        tickets: Sequence[TicketRecord],
        over: Sequence[Invoice] = (),
    ) -> bool:
        """Create an invoice and claim its tickets, all or nothing. False: read again."""
        claim = Claim(invoice.id, invoice.attempt)
        try:
            with translated(), TransactWrite(connection=connection()) as transaction:
                transaction.save(_item(invoice), condition=InvoiceItem.pk.does_not_exist())
                for record in tickets:
                    claimed = replace(record, claim=claim, version=record.version + 1)
                    transaction.save(ticket_item(claimed), condition=TicketItem.v == record.version)
                for former in over:
                    transaction.save(_item(former), condition=InvoiceItem.v == former.version - 1)
        except ConditionLostError:
            return self.get(invoice.id) is not None
        return True

    def save(self, invoice: Invoice) -> bool:
        """Write the next version if the stored one is the one before. False: read again."""
        try:
            with translated():
                _item(invoice).save(condition=InvoiceItem.v == invoice.version - 1)
        except ConditionLostError:
            return self.get(invoice.id) == invoice
        return True

    def due(self, until: datetime, limit: int = 100) -> list[Due]:
        """Return what must be looked at by `until`, oldest first."""
        with translated():
            found = [
                Due(item.pk, from_key(item.due or ""))
                for shard in SHARDS
                for item in InvoiceItem.due_index.query(
                    shard, InvoiceItem.due <= as_key(until), limit=limit
                )
            ]
        return sorted(found, key=lambda due: due.at)[:limit]

    def move_due(self, seen: Due, to: datetime) -> bool:
        """Take a due invoice for whoever asks first; its version stays. False: somebody has it."""
        try:
            with translated():
                InvoiceItem(seen.invoice_id).update(
                    actions=[InvoiceItem.due.set(as_key(to))],
                    condition=InvoiceItem.due == as_key(seen.at),
                )
        except ConditionLostError:
            return False
        return True

    def waiting_before(self, issuer_id: str, accepted_at: datetime) -> int:
        """Count the requests of an issuer that are in line before a moment."""
        with translated():
            return InvoiceItem.waiting_index.count(
                issuer_id, InvoiceItem.accepted_at < as_key(accepted_at)
            )


def _item(invoice: Invoice) -> InvoiceItem:
    due = as_key(invoice.due) if invoice.due else None
    return InvoiceItem(
        invoice.id,
        v=invoice.version,
        status=invoice.status.value,
        data=CODEC.write(invoice),
        due=due,
        due_shard=_shard(invoice.id) if due else None,
        waiting=invoice.issuer_id if invoice.status in IN_LINE else None,
        accepted_at=as_key(invoice.accepted_at),
    )


def _shard(invoice_id: str) -> str:
    return SHARDS[crc32(invoice_id.encode()) % len(SHARDS)]
