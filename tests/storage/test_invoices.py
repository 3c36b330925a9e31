"""One truth for the table of invoices and its twin: who may write, and who must read again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from chalicelib.domain.invoice_parts import Due
from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.domain.ticket_record import Claim
from chalicelib.errors import Unavailable
from tests.factories import WAYS, make_invoice, make_record, make_ticket

if TYPE_CHECKING:
    from chalicelib.domain.invoice import Invoice
    from chalicelib.domain.ticket_record import TicketRecord

S = InvoiceStatus
SECOND = timedelta(seconds=1)


@pytest.fixture
def invoices(rooms):
    return rooms.invoices


@pytest.fixture
def records(rooms, branch) -> list[TicketRecord]:
    """Three tickets, kept and unclaimed."""
    kept = [make_record(make_ticket(branch_id=branch.id, ticket_number=number)) for number in "123"]
    for record in kept:
        assert rooms.tickets.put(record, seen_version=None)
    return kept


@pytest.fixture
def make(unique):
    """Makes invoices with names, and an issuer, of this test's own."""

    def made(number: int = 1, status: InvoiceStatus = S.RECEIVED, **changes: object) -> Invoice:
        own = {"id": f"inv-{unique}-{number}", "issuer_id": f"i-{unique}", **changes}
        return make_invoice(status, **own)

    return made


@pytest.fixture
def kept(invoices, make):
    """An invoice that is in the store."""
    invoice = make()
    assert invoices.claim(invoice, [])
    return invoice


def due_of(invoices, *names: str, until) -> list[Due]:
    """What is due of this test's own: the table is everybody's."""
    return [due for due in invoices.due(until, 1000) if due.invoice_id in names]


# Claims


def test_a_claim_keeps_the_invoice_and_points_every_ticket_at_it(rooms, invoices, make, records):
    invoice = make()

    claimed = invoices.claim(invoice, records)

    assert claimed
    assert invoices.get(invoice.id) == invoice
    for record in records:
        after = replace(record, claim=Claim(invoice.id, 1), version=record.version + 1)
        assert rooms.tickets.get(record.ticket.key) == after


def test_a_claim_on_one_stale_ticket_writes_nothing_at_all(rooms, invoices, make, records):
    moved = replace(records[2], help_folio="7K3QF9", version=2)
    rooms.tickets.put(moved, seen_version=1)
    invoice = make()

    claimed = invoices.claim(invoice, records)

    assert not claimed
    assert invoices.get(invoice.id) is None
    assert rooms.tickets.get(records[0].ticket.key) == records[0]
    assert rooms.tickets.get(records[2].ticket.key) == moved


def test_a_claim_on_a_ticket_that_is_not_there_writes_nothing(rooms, invoices, make, records):
    absent = make_record(make_ticket(branch_id="nowhere", ticket_number="9"))
    invoice = make()

    assert not invoices.claim(invoice, [records[0], absent])
    assert invoices.get(invoice.id) is None
    assert rooms.tickets.get(records[0].ticket.key).claim is None


def test_a_claim_takes_over_an_earlier_invoice_in_the_same_breath(rooms, invoices, make, records):
    first, second = make(1), make(2)
    invoices.claim(first, records[:1])
    held = rooms.tickets.get(records[0].ticket.key)
    lost = first.taken_over(first.accepted_at)

    claimed = invoices.claim(second, [held], [lost])

    assert claimed
    assert invoices.get(first.id) == lost
    assert rooms.tickets.get(held.ticket.key).claim == Claim(second.id, 1)


def test_a_take_over_of_an_invoice_that_has_moved_writes_nothing(rooms, invoices, make, records):
    first, second = make(1), make(2)
    invoices.claim(first, records[:1])
    held = rooms.tickets.get(records[0].ticket.key)
    leased = first.leased(first.accepted_at)
    invoices.save(leased)

    claimed = invoices.claim(second, [held], [first.taken_over(first.accepted_at)])

    assert not claimed
    assert invoices.get(second.id) is None
    assert invoices.get(first.id) == leased
    assert rooms.tickets.get(held.ticket.key) == held


def test_a_claim_that_is_repeated_is_known_as_done(rooms, invoices, make, records):
    """The SDK repeats a write whose answer was lost; the second fails on the first's own doing."""
    invoice = make()
    invoices.claim(invoice, records)
    claimed = rooms.tickets.get(records[0].ticket.key)

    assert invoices.claim(invoice, records)
    assert rooms.tickets.get(records[0].ticket.key) == claimed


def test_twenty_tickets_and_twenty_earlier_invoices_fit_into_one_claim(rooms, invoices, make):
    first = [make(number) for number in range(20)]
    tickets = []
    for number, invoice in enumerate(first):
        record = make_record(make_ticket(branch_id=invoice.issuer_id, ticket_number=str(number)))
        rooms.tickets.put(record, seen_version=None)
        invoices.claim(invoice, [record])
        tickets.append(rooms.tickets.get(record.ticket.key))
    lost = [invoice.taken_over(invoice.accepted_at) for invoice in first]

    assert invoices.claim(make(99), tickets, lost)
    assert {invoices.get(invoice.id).status for invoice in first} == {S.CANCELLED}


def test_a_ticket_that_is_named_twice_is_no_transaction(invoices, make, records):
    invoice = make()

    with pytest.raises(Unavailable):
        invoices.claim(invoice, [records[0], records[0]])

    assert invoices.get(invoice.id) is None


# Saves


@pytest.mark.parametrize("status", list(WAYS))
def test_an_invoice_reads_back_as_it_was_written_in_every_status(invoices, make, status):
    invoice = make()
    invoices.claim(invoice, [])

    for step in WAYS[status]:
        invoice = step(invoice, invoice.accepted_at)
        assert invoices.save(invoice)

    assert invoices.get(invoice.id) == invoice


def test_a_stale_write_is_refused_and_changes_nothing(invoices, kept):
    now = kept.accepted_at
    winner, loser = kept.leased(now), kept.corrected(kept.data, kept.amounts, now)
    invoices.save(winner)

    assert not invoices.save(loser)
    assert invoices.get(kept.id) == winner


def test_a_version_cannot_be_skipped(invoices, kept):
    skipped = replace(kept, version=kept.version + 2)

    assert not invoices.save(skipped)
    assert invoices.get(kept.id) == kept


def test_a_write_that_is_repeated_is_known_as_done(invoices, kept):
    leased = kept.leased(kept.accepted_at)
    invoices.save(leased)

    assert invoices.save(leased)


def test_an_invoice_that_is_not_there_cannot_be_saved(invoices, make):
    assert not invoices.save(make(7, version=2))
    assert invoices.get(make(7).id) is None


# The outbox


def test_what_is_due_is_found_from_its_moment_on(invoices, kept):
    assert due_of(invoices, kept.id, until=kept.due - SECOND / 1000) == []
    assert due_of(invoices, kept.id, until=kept.due) == [Due(kept.id, kept.due)]


def test_what_is_due_comes_oldest_first(invoices, make):
    made = [make(number, due=make().due - number * SECOND) for number in range(8)]
    for invoice in made:
        invoices.claim(invoice, [])

    found = due_of(invoices, *(one.id for one in made), until=made[0].due)

    assert [due.invoice_id for due in found] == [invoice.id for invoice in reversed(made)]


def test_no_more_is_found_than_was_asked_for_and_those_are_the_oldest(invoices, make):
    long_ago = make().due - timedelta(days=9000)
    made = [make(number, due=long_ago - number * SECOND) for number in range(8)]
    for invoice in made:
        invoices.claim(invoice, [])

    found = invoices.due(long_ago, limit=3)

    assert [due.invoice_id for due in found] == [made[7].id, made[6].id, made[5].id]
    for invoice in made:
        invoices.save(replace(invoice, version=2, due=None))


def test_who_moves_a_due_time_first_has_it_and_the_invoice_stays_as_it_is(invoices, kept):
    seen, later = Due(kept.id, kept.due), kept.due + 120 * SECOND

    first, second = invoices.move_due(seen, later), invoices.move_due(seen, later)

    assert (first, second) == (True, False)
    assert invoices.get(kept.id) == kept
    assert due_of(invoices, kept.id, until=later - SECOND) == []
    assert due_of(invoices, kept.id, until=later) == [Due(kept.id, later)]


def test_a_moved_due_time_does_not_stand_in_the_way_of_a_write(invoices, kept):
    invoices.move_due(Due(kept.id, kept.due), kept.due + 120 * SECOND)
    leased = kept.leased(kept.accepted_at)

    assert invoices.save(leased)
    assert due_of(invoices, kept.id, until=leased.due) == [Due(kept.id, leased.due)]


def test_what_came_to_rest_is_due_no_more_and_cannot_be_moved(invoices, kept):
    at_rest = replace(kept, version=2, due=None)
    invoices.save(at_rest)

    assert due_of(invoices, kept.id, until=kept.due + timedelta(days=400)) == []
    assert not invoices.move_due(Due(kept.id, kept.due), kept.due)
    assert invoices.get(kept.id) == at_rest


def test_a_due_time_of_nothing_cannot_be_moved(invoices, make):
    assert not invoices.move_due(Due(make(8).id, make(8).due), make(8).due)
    assert invoices.get(make(8).id) is None


# The line


@pytest.mark.parametrize(
    ("status", "counts"),
    [
        (S.WAITING_TICKET, 0),
        (S.RECEIVED, 1),
        (S.SEALED, 1),
        (S.SENT, 1),
        (S.QUIET, 1),
        (S.STAMPED, 0),
        (S.DELIVERED, 0),
        (S.REJECTED, 0),
        (S.CANCELLED, 0),
    ],
)
def test_who_waits_for_a_stamp_is_in_line(invoices, make, status, counts):
    invoice = make(1, status)
    invoices.claim(invoice, [])

    assert invoices.waiting_before(invoice.issuer_id, invoice.accepted_at + SECOND) == counts


def test_only_those_before_a_moment_and_of_the_issuer_count(invoices, make):
    moment = make().accepted_at
    for number in range(3):
        invoices.claim(make(number, accepted_at=moment + number * SECOND), [])
    invoices.claim(make(9, issuer_id="somebody-else", accepted_at=moment), [])

    issuer = make().issuer_id
    counted = [invoices.waiting_before(issuer, moment + n * SECOND) for n in range(4)]

    assert counted == [0, 1, 2, 3]
