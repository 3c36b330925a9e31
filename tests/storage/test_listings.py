"""One truth for the panel's entries, in the table and in memory: who finds what, in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest

from chalicelib.domain.invoice_status import InvoiceStatus, Phase
from chalicelib.domain.listing import (
    DateKind,
    Filters,
    account_viewer,
    email_viewer,
    shown_to,
)
from chalicelib.domain.rfc import RFC
from tests.factories import WAYS, make_data, make_invoice, make_receptor, make_record, make_ticket

if TYPE_CHECKING:
    from chalicelib.domain.invoice import Invoice

S = InvoiceStatus
DAY = timedelta(days=1)
ALL = Filters()
FRIDAY = date(2026, 11, 20)
MIDNIGHT = datetime(2026, 11, 20, 6, tzinfo=UTC)
"""The first moment of that Friday in Mexico's central zone."""


@pytest.fixture
def viewer(unique) -> str:
    """An account of this test's own."""
    return account_viewer(unique)


@pytest.fixture
def seen(make, unique):
    """Makes invoices that this test's account sees."""

    def made(number: int = 1, status: InvoiceStatus = S.RECEIVED, **changes: Any) -> Invoice:
        return make(number, status, **{"viewers": (unique,), **changes})

    return made


@pytest.fixture
def claimed(invoices, seen):
    """Puts an invoice of its own under the account's eyes."""

    def put(number: int = 1, status: InvoiceStatus = S.RECEIVED, **changes: Any) -> Invoice:
        invoice = seen(number, status, **changes)
        assert invoices.claim(invoice, [])
        return invoice

    return put


def ids(invoices, viewer: str, filters: Filters = ALL, limit: int = 50, before: str | None = None):
    return [one.invoice_id for one in invoices.listed(viewer, filters, limit, before)]


# Writing


def test_a_request_is_in_its_accounts_list_from_the_first_moment(invoices, claimed, viewer):
    invoice = claimed()

    [entry] = invoices.listed(viewer, ALL, 50)

    assert entry.invoice_id == invoice.id
    assert entry.place.startswith("2026-11-20T18:00:00.000000Z#")


def test_a_request_is_listed_for_every_address_that_it_goes_to(invoices, claimed, unique):
    addresses = (f"Ana.{unique}@correo.example", f"conta.{unique}@correo.example")
    invoice = claimed(data=make_data(emails=addresses))

    for address in addresses:
        assert ids(invoices, email_viewer(address.lower())) == [invoice.id]


def test_nobody_finds_what_he_may_not_see(invoices, claimed, viewer):
    claimed()

    for other in (f"{viewer}0", viewer[:-1], "", "\ud800", "ñ" * 2000):
        assert ids(invoices, other) == []


@pytest.mark.parametrize("status", [one for one in WAYS if one is not S.WAITING_TICKET])
def test_an_entry_tells_the_phase_that_an_invoice_has_come_to(invoices, seen, viewer, status):
    invoice = seen()
    invoices.claim(invoice, [])
    for step in WAYS[status]:
        invoice = step(invoice, invoice.accepted_at)
        assert invoices.save(invoice)

    for phase in Phase:
        found = ids(invoices, viewer, Filters(phase=phase.value))
        assert found == ([invoice.id] if phase is invoice.phase else [])


def test_a_refused_write_leaves_the_entries_as_they_are(invoices, claimed, viewer):
    invoice = claimed()
    invoices.save(invoice.leased(invoice.accepted_at))
    late = invoice.taken_over(invoice.accepted_at)

    assert not invoices.save(late)
    assert not invoices.relist(late)
    assert ids(invoices, viewer, Filters(phase="closed")) == []
    assert ids(invoices, viewer, Filters(phase="working")) == [invoice.id]


def test_a_refused_claim_lists_nothing(rooms, invoices, seen, viewer):
    absent = make_record(make_ticket(branch_id="nowhere", ticket_number="9"))

    assert not rooms.invoices.claim(seen(), [absent])
    assert ids(invoices, viewer) == []


def test_what_was_taken_over_says_so_in_its_own_list(invoices, claimed, seen, viewer):
    first = claimed(1)
    second = seen(2)

    assert invoices.claim(second, [], [first.taken_over(first.accepted_at)])
    assert ids(invoices, viewer, Filters(phase="closed")) == [first.id]
    assert ids(invoices, viewer, Filters(phase="working")) == [second.id]


def test_the_largest_claim_lists_every_invoice_anew(invoices, claimed, seen, viewer, unique):
    """Twenty tickets, twenty earlier invoices and their readers are more than 100 writes."""
    emails = tuple(f"{name}.{unique}@correo.example" for name in ("a", "b", "c"))
    first = [claimed(number, data=make_data(emails=emails)) for number in range(20)]
    lost = [invoice.taken_over(invoice.accepted_at) for invoice in first]

    assert invoices.claim(seen(99, data=make_data(emails=emails)), [], lost)

    for reader in (viewer, *map(email_viewer, emails)):
        assert len(ids(invoices, reader, Filters(phase="closed"))) == 20
        assert ids(invoices, reader, Filters(phase="working")) == [seen(99).id]


def test_a_claimed_invoice_joins_the_list_of_who_claimed_it(invoices, claimed, unique):
    invoice = claimed(status=S.DELIVERED)
    reader = f"{unique}2"
    shown = shown_to(invoice, reader)

    assert invoices.relist(shown)
    assert invoices.relist(shown)  # the SDK's own repeat
    assert invoices.get(invoice.id) == shown
    assert ids(invoices, account_viewer(reader)) == [invoice.id]


def test_an_entry_may_be_forgotten_and_the_invoice_stays(invoices, claimed, viewer):
    invoice = claimed()

    invoices.unlist(viewer, invoice.id)
    invoices.unlist(viewer, invoice.id)

    assert ids(invoices, viewer) == []
    assert invoices.get(invoice.id) == invoice


def test_an_entry_is_no_invoice(invoices, claimed, viewer):
    invoice = claimed()

    assert invoices.get(f"V#{viewer}#{invoice.id}") is None
    assert invoices.get_many([f"V#{viewer}#{invoice.id}", invoice.id]) == [invoice]


# Reading by date


@pytest.fixture
def week(claimed):
    """An invoice of each of five days, the last at noon of the Friday."""
    noon = MIDNIGHT + DAY / 2
    return [claimed(number, accepted_at=noon - (4 - number) * DAY) for number in range(5)]


def test_the_newest_comes_first(invoices, week, viewer):
    assert ids(invoices, viewer) == [invoice.id for invoice in reversed(week)]


def test_pages_follow_each_other_without_gap_or_repeat(invoices, week, viewer):
    pages, place = [], None
    while page := invoices.listed(viewer, ALL, 2, place):
        pages.append([one.invoice_id for one in page])
        place = page[-1].place

    assert [len(page) for page in pages] == [2, 2, 1]
    assert [*chain.from_iterable(pages)] == [invoice.id for invoice in reversed(week)]


def test_a_page_goes_on_from_an_entry_that_is_gone(invoices, week, viewer):
    second = invoices.listed(viewer, ALL, 2)[-1]
    invoices.unlist(viewer, second.invoice_id)

    assert ids(invoices, viewer, before=second.place) == [one.id for one in week[2::-1]]


def test_invoices_of_one_moment_are_told_apart(invoices, claimed, viewer):
    made = {claimed(number).id for number in range(4)}
    first, second = invoices.listed(viewer, ALL, 2)

    rest = ids(invoices, viewer, before=second.place)

    assert {first.invoice_id, second.invoice_id, *rest} == made
    assert len(rest) == 2


@pytest.mark.parametrize(
    ("period", "found"),
    [
        (Filters(since=FRIDAY), [4]),
        (Filters(until=FRIDAY), [4, 3, 2, 1, 0]),
        (Filters(until=FRIDAY - DAY), [3, 2, 1, 0]),
        (Filters(since=FRIDAY - 3 * DAY, until=FRIDAY - DAY), [3, 2, 1]),
        (Filters(since=FRIDAY - 2 * DAY, until=FRIDAY - 2 * DAY), [2]),
        (Filters(since=FRIDAY + DAY), []),
        (Filters(since=FRIDAY, until=FRIDAY - DAY), []),
        (Filters(since=date.min, until=date.max), [4, 3, 2, 1, 0]),
        (Filters(since=date(999, 1, 1)), [4, 3, 2, 1, 0]),
        (Filters(until=date.min), []),
    ],
)
def test_a_period_takes_its_days_whole(invoices, week, viewer, period, found):
    assert ids(invoices, viewer, period) == [week[number].id for number in found]


def test_a_day_begins_and_ends_at_midnight_of_zona_centro(invoices, claimed, viewer):
    tick = timedelta(microseconds=1)
    moments = (MIDNIGHT - tick, MIDNIGHT, MIDNIGHT + DAY - tick, MIDNIGHT + DAY)
    before, first, last, after = (
        claimed(number, accepted_at=moment) for number, moment in enumerate(moments)
    )

    assert ids(invoices, viewer, Filters(since=FRIDAY, until=FRIDAY)) == [last.id, first.id]
    assert ids(invoices, viewer, Filters(since=FRIDAY)) == [after.id, last.id, first.id]
    assert ids(invoices, viewer, Filters(until=FRIDAY)) == [last.id, first.id, before.id]


def test_a_period_is_read_page_by_page_too(invoices, week, viewer):
    period = Filters(since=FRIDAY - 3 * DAY, until=FRIDAY - DAY)
    first = invoices.listed(viewer, period, 2)

    assert ids(invoices, viewer, period, before=first[-1].place) == [week[1].id]


@pytest.mark.parametrize("place", ["", "!", "0", "2020-01-01"])
def test_a_place_before_everything_has_nothing_after_it(invoices, week, viewer, place):
    assert ids(invoices, viewer, before=place) == []


def test_a_place_after_everything_hides_nothing(invoices, week, viewer):
    assert len(ids(invoices, viewer, before="9999")) == 5


def test_what_is_stamped_counts_by_its_stamp_what_is_not_by_its_acceptance(
    invoices, claimed, viewer
):
    stamped = claimed(1, S.STAMPED, stamped_at=MIDNIGHT + DAY)
    waiting = claimed(2, accepted_at=MIDNIGHT)

    assert ids(invoices, viewer, Filters(since=FRIDAY + DAY)) == [stamped.id]
    assert ids(invoices, viewer, Filters(until=FRIDAY)) == [waiting.id]


def test_an_entry_moves_with_the_stamp_and_is_not_there_twice(invoices, claimed, viewer):
    invoice = claimed(accepted_at=MIDNIGHT - DAY)
    for step in WAYS[S.STAMPED]:
        invoice = step(invoice, MIDNIGHT)
        invoices.save(invoice)

    assert ids(invoices, viewer) == [invoice.id]
    assert ids(invoices, viewer, Filters(until=FRIDAY - DAY)) == []


def test_the_date_of_purchase_is_another_order(invoices, claimed, viewer):
    old = make_ticket(purchased_at=MIDNIGHT - 9 * DAY)
    new = make_ticket(purchased_at=MIDNIGHT - DAY)
    first = claimed(1, tickets=shown_of(old), accepted_at=MIDNIGHT + DAY)
    second = claimed(2, tickets=shown_of(new), accepted_at=MIDNIGHT)

    by_purchase = Filters(by=DateKind.PURCHASED)

    assert ids(invoices, viewer) == [first.id, second.id]
    assert ids(invoices, viewer, by_purchase) == [second.id, first.id]
    assert ids(invoices, viewer, replace(by_purchase, since=FRIDAY - 2 * DAY)) == [second.id]
    page = invoices.listed(viewer, by_purchase, 1)
    assert ids(invoices, viewer, by_purchase, before=page[0].place) == [first.id]


def shown_of(ticket):
    return make_invoice(S.RECEIVED, ticket).tickets


# Filtering


def test_filters_leave_what_meets_every_one_of_them(invoices, claimed, viewer):
    other = make_data(receptor=make_receptor(rfc=RFC("XIQB891116QE4")))
    plain = claimed(1)
    elsewhere = claimed(2, branch_id="norte")
    of_another = claimed(3, data=other)

    assert ids(invoices, viewer, Filters(branch_id="norte")) == [elsewhere.id]
    assert ids(invoices, viewer, Filters(rfc="XIQB891116QE4")) == [of_another.id]
    assert ids(invoices, viewer, Filters(rfc="XIQB891116QE4", branch_id="norte")) == []
    assert ids(invoices, viewer, Filters(type="egreso")) == []
    assert sorted(ids(invoices, viewer, Filters(type="ingreso", phase="working"))) == sorted(
        [plain.id, elsewhere.id, of_another.id]
    )


def test_a_word_is_a_whole_number_or_folio_and_no_part_of_one(invoices, claimed, viewer):
    invoice = claimed(1, S.STAMPED)
    claimed(2, tickets=shown_of(make_ticket(order_number="777", ticket_number="888")))

    assert ids(invoices, viewer, Filters(word="C1042")) == [invoice.id]
    assert ids(invoices, viewer, Filters(word="C104")) == []
    assert len(ids(invoices, viewer, Filters(word="777"))) == 1
    assert ids(invoices, viewer, Filters(word="")) == []


def test_a_page_of_few_finds_is_as_long_as_it_may_be(invoices, claimed, viewer):
    made = [
        claimed(
            number,
            accepted_at=MIDNIGHT + number * DAY,
            branch_id="norte" if number % 3 == 0 else "centro",
        )
        for number in range(12)
    ]
    north = [one.id for one in reversed(made) if one.branch_id == "norte"]

    first = invoices.listed(viewer, Filters(branch_id="norte"), 3)
    rest = ids(invoices, viewer, Filters(branch_id="norte"), 3, first[-1].place)

    assert [one.invoice_id for one in first] + rest == north
    assert len(first) == 3


# Many at once


def test_many_are_read_in_the_order_that_was_asked(invoices, claimed, make):
    made = [claimed(number) for number in range(5)]
    wanted = [made[3].id, make(99).id, made[0].id, made[3].id, made[4].id]

    assert invoices.get_many(wanted) == [made[3], made[0], made[4]]
    assert invoices.get_many([]) == []


def test_two_hundred_are_read_by_the_hundred(invoices, claimed):
    made = [claimed(number) for number in range(130)]

    assert invoices.get_many([one.id for one in made]) == made


@pytest.mark.parametrize("name", ["", "\ud800", "ñ" * 2000])
def test_what_no_invoice_can_be_called_is_not_there(invoices, claimed, name):
    invoice = claimed()

    assert invoices.get(name) is None
    assert invoices.get_many([name, invoice.id]) == [invoice]
