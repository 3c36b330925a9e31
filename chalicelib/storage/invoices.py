"""The requests and their lives; every write is conditional on the version that was read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from zlib import crc32

from pynamodb.transactions import TransactWrite

from chalicelib.domain.invoice import Invoice
from chalicelib.domain.invoice_parts import Due
from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.domain.listing import Filters, ListedAt, listings_changed
from chalicelib.domain.ticket_record import Claim, TicketRecord
from chalicelib.storage.codec import Codec
from chalicelib.storage.failures import ConditionLostError, translated
from chalicelib.storage.keys import can_be_key
from chalicelib.storage.listing_table import ListingItem
from chalicelib.storage.listings import entry_items, entry_key, is_entry_key, listed
from chalicelib.storage.moments import as_key, from_key
from chalicelib.storage.tables import InvoiceItem, TicketItem, connection
from chalicelib.storage.tickets import ticket_item

CODEC = Codec(Invoice)

MOST_ACTIONS = 100
"""In one transaction (Amazon DynamoDB, "Service, account, and table quotas")."""

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
        """Read one invoice, consistently, or None; also for names that none can bear."""
        if not _is_name(invoice_id):
            return None
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
        """Create an invoice and claim its tickets, all or nothing. False: read again.

        The panel's entries are written along, the new invoice's first; those of
        earlier ones that one transaction has no room for are written after it.
        """
        claim = Claim(invoice.id, invoice.attempt)
        entries = [*chain.from_iterable(map(entry_items, (invoice, *over)))]
        room = MOST_ACTIONS - 1 - len(tickets) - len(over)
        try:
            with translated(), TransactWrite(connection=connection()) as transaction:
                transaction.save(_item(invoice), condition=InvoiceItem.pk.does_not_exist())
                for record in tickets:
                    claimed = replace(record, claim=claim, version=record.version + 1)
                    transaction.save(ticket_item(claimed), condition=TicketItem.v == record.version)
                for former in over:
                    transaction.save(_item(former), condition=InvoiceItem.v == former.version - 1)
                for entry in entries[:room]:
                    transaction.save(entry)
        except ConditionLostError:
            return self.get(invoice.id) is not None
        _save_all(entries[room:])
        return True

    def save(self, invoice: Invoice) -> bool:
        """Write the next version if the stored one is the one before. False: read again."""
        entries = [*entry_items(invoice)] if listings_changed(invoice) else []
        return self._save(invoice, entries)

    def relist(self, invoice: Invoice) -> bool:
        """Write the next version as `save` does, and its viewers' entries of the panel anew."""
        return self._save(invoice, [*entry_items(invoice)])

    def unlist(self, viewer: str, invoice_id: str) -> None:
        """Forget one viewer's entry; again is no error."""
        with translated():
            ListingItem(entry_key(viewer, invoice_id)).delete()

    def listed(
        self, viewer: str, filters: Filters, limit: int, before: str | None = None
    ) -> list[ListedAt]:
        """Return a viewer's entries, newest first, from after the place `before` on."""
        return listed(viewer, filters, limit, before)

    def get_many(self, invoice_ids: Sequence[str]) -> list[Invoice]:
        """Read invoices, consistently; what is not there is left out, the order is the asked one.

        pynamodb asks for a hundred at a time, which is what DynamoDB gives.
        """
        with translated():
            items = InvoiceItem.batch_get({*filter(_is_name, invoice_ids)}, consistent_read=True)
            found = {item.pk: CODEC.read(item.data) for item in items}
        return [found[name] for name in dict.fromkeys(invoice_ids) if name in found]

    def _save(self, invoice: Invoice, entries: Sequence[ListingItem]) -> bool:
        item, follows = _item(invoice), InvoiceItem.v == invoice.version - 1
        try:
            with translated():
                if not entries:
                    item.save(condition=follows)
                    return True
                with TransactWrite(connection=connection()) as transaction:
                    transaction.save(item, condition=follows)
                    for entry in entries:
                        transaction.save(entry)
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


def _is_name(text: str) -> bool:
    """Tell whether an invoice can be called so: the table holds the panel's entries too."""
    return can_be_key(text) and not is_entry_key(text)


def _save_all(entries: Iterable[ListingItem]) -> None:
    """Write entries of cancelled invoices: no later version can be overtaken."""
    for entry in entries:
        with translated():
            entry.save()


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
