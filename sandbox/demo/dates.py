"""Moving a file of tickets to the present, so that a demo sells yesterday and not last year."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chalicelib.domain.ticket import Ticket

AGE_OF_NEWEST = timedelta(hours=1)
MICROSECOND = timedelta(microseconds=1)


def shifted(tickets: Sequence[Ticket], as_of: datetime) -> list[Ticket]:
    """Return the tickets moved together in time, so that the newest is an hour old at `as_of`.

    No ticket falls into an earlier fiscal year than that hour does by its store's own clock:
    where the days since 1 January are too few, the distances between the tickets shrink.
    """
    if not tickets:
        return []
    times = [ticket.purchased_at for ticket in tickets]
    newest, span = max(times), max(times) - min(times)
    last = as_of - AGE_OF_NEWEST
    return [
        replace(ticket, purchased_at=_moved(ticket.purchased_at, newest, span, last))
        for ticket in tickets
    ]


def _moved(at: datetime, newest: datetime, span: timedelta, last: datetime) -> datetime:
    """Return `at` as far before `last` as it was before `newest`, or less if the year is young."""
    by_store_clock = last.astimezone(at.tzinfo)
    room = by_store_clock - _new_year(by_store_clock)
    age = newest - at
    if span > room:
        age = MICROSECOND * ((age // MICROSECOND) * (room // MICROSECOND) // (span // MICROSECOND))
    return (by_store_clock - age).replace(microsecond=0)


def _new_year(moment: datetime) -> datetime:
    return moment.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
