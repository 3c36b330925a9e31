"""The demo's tickets, read as the system reads them."""

from __future__ import annotations

from chalicelib.domain.ticket import Ticket
from chalicelib.domain.ticket_import_files import read_file
from sandbox.stores import TICKETS


def demo_tickets() -> list[Ticket]:
    """Return the tickets of every file; a reading that failed fails the test that asked."""
    readings = [
        found.reading
        for file in sorted(TICKETS.iterdir())
        for found in read_file(file.name, file.read_bytes())
    ]
    tickets = [reading for reading in readings if isinstance(reading, Ticket)]
    assert len(tickets) == len(readings)
    return tickets
