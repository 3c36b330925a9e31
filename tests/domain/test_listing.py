from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.domain.listing import (
    DateKind,
    Filters,
    Listed,
    is_place,
    listings,
    place_at,
    word_of,
)
from tests.factories import NOW, make_data, make_invoice, make_ticket

YEARS = timedelta(days=3000)
MOMENTS = st.timedeltas(-YEARS, YEARS).map(NOW.__add__)
DAY = date(2026, 11, 20)


def make_entry(**changes: object) -> Listed:
    [entry] = listings(make_invoice(InvoiceStatus.READY))
    return replace(entry, **changes)


def test_an_invoice_is_listed_once_for_each_of_its_viewers():
    invoice = make_invoice(
        data=make_data(emails=("ana@correo.example", "ANA@correo.example", "b@correo.example")),
        viewers=("acc-1", "acc-2", "acc-1"),
    )

    viewers = [entry.viewer for entry in listings(invoice)]

    assert viewers[:2] == ["acc:acc-1", "acc:acc-2"]
    assert len(viewers) == len(set(viewers)) == 4
    assert not any("@" in viewer for viewer in viewers)


def test_without_a_stamp_it_counts_by_its_acceptance():
    [entry] = listings(make_invoice(InvoiceStatus.REJECTED, accepted_at=NOW - timedelta(days=3)))

    assert entry.moment(DateKind.STAMPED) == NOW - timedelta(days=3)
    assert entry.moment(DateKind.PURCHASED) == datetime(2026, 11, 20, 16, 30, tzinfo=UTC)


def test_of_several_tickets_the_first_purchase_counts():
    second = make_ticket(ticket_number="2", purchased_at=NOW - timedelta(days=9))
    [entry] = listings(make_invoice(InvoiceStatus.READY, make_ticket(), second))

    assert entry.purchased == NOW - timedelta(days=9)


@pytest.mark.parametrize(
    "typed",
    [
        "1042",
        "C1042",
        "c-1042",
        " c 1o42 ",
        "48213",
        "48 213",
        "011-02-004471",
        "01102004471",
        "oii–o2–oo447l",
        "6f35d3b5-9a0c-4d0e-8b61-0a2f5c1d7e34",
        "6F35D3B59A0C4D0E8B610A2F5C1D7E34",
    ],
)
def test_what_names_it_finds_it_however_it_is_typed(typed):
    assert Filters(word=word_of(typed)).match(make_entry())


def test_a_tickets_code_finds_it_however_it_is_typed():
    [entry] = listings(invoice := make_invoice(InvoiceStatus.READY))
    code = invoice.tickets[0].code
    sloppy = f" {code[:5].lower()} {code[5:]}".replace("0", "o").replace("1", "l")

    assert Filters(word=word_of(code)).match(entry)
    assert Filters(word=word_of(sloppy)).match(entry)


def test_a_number_of_dashes_only_names_nothing():
    """DynamoDB keeps no empty text in a set: the request itself would fail with it."""
    invoice = make_invoice(InvoiceStatus.READY)
    ticket = replace(invoice.tickets[0], order_number="--")
    [entry] = listings(replace(invoice, tickets=(ticket,)))

    assert "" not in entry.words


@pytest.mark.parametrize("typed", ["104", "C", "4821", "MASO451221PM4", "6f35d3b5"])
def test_a_part_of_a_name_or_an_rfc_finds_nothing(typed):
    assert not Filters(word=word_of(typed)).match(make_entry())


def test_a_folio_finds_nothing_before_the_stamp():
    """A refused attempt's folio may be another invoice's tomorrow."""
    [entry] = listings(make_invoice(InvoiceStatus.REJECTED))

    assert not Filters(word=word_of("C1042")).match(entry)


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        ("2026-11-20T05:59:59.999999+00:00", False),
        ("2026-11-20T06:00:00+00:00", True),
        ("2026-11-21T05:59:59.999999+00:00", True),
        ("2026-11-21T06:00:00+00:00", False),
    ],
)
@pytest.mark.parametrize("by", list(DateKind))
def test_a_day_is_the_centre_of_mexicos_from_midnight_to_midnight(moment, shown, by):
    entry = make_entry(**{by.value: datetime.fromisoformat(moment)})

    assert Filters(by=by, since=DAY, until=DAY).match(entry) is shown


@pytest.mark.parametrize(
    ("datum", "value", "other"),
    [
        ("rfc", "MASO451221PM4", "XIQB891116QE4"),
        ("branch_id", "centro", "norte"),
        ("phase", "ready", "working"),
        ("type", "ingreso", "egreso"),
    ],
)
def test_each_datum_filters_by_itself(datum, value, other):
    assert Filters(**{datum: value}).match(make_entry())
    assert not Filters(**{datum: other}).match(make_entry())


def test_the_last_day_of_the_calendar_ends_nothing():
    assert Filters(until=date.max).span == (None, None)


@pytest.mark.parametrize(
    ("now", "since"),
    [
        ("2026-11-20T18:00:00+00:00", "2026-08-20"),
        ("2026-05-31T18:00:00+00:00", "2026-02-28"),
        ("2024-05-30T18:00:00+00:00", "2024-02-29"),
        ("2026-03-31T18:00:00+00:00", "2025-12-31"),
        ("2026-02-01T05:00:00+00:00", "2025-10-31"),
    ],
)
def test_where_nobody_says_more_it_is_the_last_three_months(now, since):
    recent = Filters(phase="ready").recent(datetime.fromisoformat(now))

    assert recent == Filters(phase="ready", since=date.fromisoformat(since))


@pytest.mark.parametrize("asked", [{"since": DAY}, {"until": DAY}, {"word": "1042"}])
def test_a_period_or_a_word_is_asked_for_all_time(asked):
    assert Filters(**asked).recent(NOW) == Filters(**asked)


@given(MOMENTS, MOMENTS)
def test_places_sort_as_their_moments_do(one, other):
    assert (place_at(one) < place_at(other)) is (one < other)


@given(MOMENTS)
def test_every_place_of_an_entry_is_one(moment):
    entry = make_entry(stamped=moment)

    assert is_place(entry.place(DateKind.STAMPED))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-11-20",
        "2026-11-20T18:00:00.000000Z",
        "2026-11-20T18:00:00.000000Z#",
        "2026-11-20T18:00:00.000000Z#a b",
        "2026-11-20T18:00:00.000000Z#a\n",
        "2026-11-20T18:00:00.000000Z#" + "a" * 65,
        "٢٠٢٦-11-20T18:00:00.000000Z#a",
    ],
)
def test_no_other_text_is_a_place(text):
    assert not is_place(text)
