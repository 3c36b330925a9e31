"""The store of tickets in memory, with the conditional truth of the real one."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chalicelib.domain.ticket import TicketKey
    from chalicelib.domain.ticket_record import TicketRecord


class TicketsInMemory:
    """Keeps tickets by key; a write counts only if the version that was seen still stands."""

    def __init__(self) -> None:
        self._records: dict[TicketKey, TicketRecord] = {}
        self._lock = Lock()

    def get(self, key: TicketKey) -> TicketRecord | None:
        """Read one ticket."""
        return self._records.get(key)

    def find_by_code(self, code: str) -> list[TicketRecord]:
        """Return the tickets that bear a code."""
        return [record for record in tuple(self._records.values()) if record.code == code]

    def put(self, record: TicketRecord, *, seen_version: int | None) -> bool:
        """Write a ticket if its version is still `seen_version` (None: if there is none)."""
        with self._lock:
            kept = self._records.get(record.ticket.key)
            if (kept.version if kept else None) != seen_version:
                return False
            self._records[record.ticket.key] = record
            return True
