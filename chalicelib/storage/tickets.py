"""The sales, each with its claim."""

from __future__ import annotations

from chalicelib.domain.ticket import TicketKey
from chalicelib.domain.ticket_record import TicketRecord
from chalicelib.storage.codec import Codec
from chalicelib.storage.failures import ConditionLostError, translated
from chalicelib.storage.tables import TicketItem

CODEC = Codec(TicketRecord)


class Tickets:
    """The `tickets` table behind the port TicketStore."""

    def get(self, key: TicketKey) -> TicketRecord | None:
        """Read one ticket, consistently."""
        with translated():
            try:
                item = TicketItem.get(str(key), consistent_read=True)
            except TicketItem.DoesNotExist:
                return None
        return CODEC.read(item.data)

    def find_by_code(self, code: str) -> list[TicketRecord]:
        """Return the tickets that bear a code, two at most: two already prove nothing."""
        with translated():
            return [CODEC.read(item.data) for item in TicketItem.code_index.query(code, limit=2)]

    def put(self, record: TicketRecord, *, seen_version: int | None) -> bool:
        """Write a ticket if its version is still `seen_version` (None: if there is none)."""
        is_new = seen_version is None
        try:
            with translated():
                ticket_item(record).save(
                    condition=TicketItem.pk.does_not_exist()
                    if is_new
                    else TicketItem.v == seen_version
                )
        except ConditionLostError:
            return False
        return True


def ticket_item(record: TicketRecord) -> TicketItem:
    """Return the item that keeps a record."""
    return TicketItem(
        str(record.ticket.key),
        v=record.version,
        code=record.code,
        data=CODEC.write(record),
        claim=record.claim.invoice_id if record.claim else None,
    )
