from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sandbox.demo.dates import shifted
from tests.domain.sales import make_ticket

OFFSETS = ("-08:00", "-07:00", "-06:00", "-05:00")


def sold(moment):
    return make_ticket(purchased_at=datetime.fromisoformat(moment))


def week():
    """A week of sales in every zone of Mexico; the newest is one of Mexico City."""
    days = range(12, 19)
    earlier = [sold(f"2026-11-{day}T20:15:30{offset}") for day in days for offset in OFFSETS]
    return [*earlier, sold("2026-11-19T18:42:10-06:00")]


def test_the_newest_is_an_hour_old_and_the_distances_stay():
    as_of = datetime.fromisoformat("2027-05-20T12:00:00-06:00")

    moved = shifted(week(), as_of)

    assert moved[-1].purchased_at == as_of - timedelta(hours=1)
    assert [one.purchased_at - moved[0].purchased_at for one in moved] == [
        one.purchased_at - week()[0].purchased_at for one in week()
    ]


def test_only_dates_change():
    (ticket, _) = tickets = [sold("2026-11-12T20:15:30-08:00"), sold("2026-11-19T18:42:10-06:00")]

    moved = shifted(tickets, datetime.fromisoformat("2027-05-20T12:00:00-06:00"))

    assert moved[0].lines == ticket.lines
    assert moved[0].key == ticket.key
    assert moved[0].purchased_at.utcoffset() == timedelta(hours=-8)


@pytest.mark.parametrize(
    "as_of",
    [
        "2027-01-01T00:30:00-06:00",
        "2027-01-01T00:30:00-05:00",
        "2027-01-01T00:30:00-08:00",
        "2027-01-01T00:59:59.999999-06:00",
        "2027-01-01T01:00:00-06:00",
        "2027-01-01T01:00:01-06:00",
        "2027-01-01T03:30:00-08:00",
        "2027-01-03T09:00:00-06:00",
        "2027-01-09T09:00:00-06:00",
        "2026-12-31T23:59:59-06:00",
    ],
)
def test_no_ticket_falls_into_an_earlier_year_than_the_last_hour_by_its_own_clock(as_of):
    moment = datetime.fromisoformat(as_of)

    moved = shifted(week(), moment)

    last = moment - timedelta(hours=1)
    for ticket in moved:
        zone = ticket.purchased_at.tzinfo
        assert ticket.purchased_at.year == last.astimezone(zone).year
        assert ticket.purchased_at <= last
    assert last - max(one.purchased_at for one in moved) < timedelta(seconds=1)


def test_at_half_past_midnight_the_demo_still_sells_the_old_year():
    as_of = datetime(2027, 1, 1, 0, 30, tzinfo=ZoneInfo("America/Mexico_City"))

    moved = shifted([sold("2026-11-18T18:00:00-06:00"), sold("2026-11-19T18:00:00-06:00")], as_of)

    assert [one.purchased_at.isoformat() for one in moved] == [
        "2026-12-30T23:30:00-06:00",
        "2026-12-31T23:30:00-06:00",
    ]


def test_in_a_young_year_the_distances_shrink_to_fit():
    as_of = datetime.fromisoformat("2027-01-01T13:00:00-06:00")
    tickets = [sold(f"2026-11-{day}T18:00:00-06:00") for day in (16, 18, 19)]

    moved = shifted(tickets, as_of)

    assert [one.purchased_at.isoformat() for one in moved] == [
        "2027-01-01T00:00:00-06:00",
        "2027-01-01T08:00:00-06:00",
        "2027-01-01T12:00:00-06:00",
    ]


def test_an_empty_file_has_nothing_to_move():
    assert shifted([], datetime.fromisoformat("2027-01-01T13:00:00-06:00")) == []
