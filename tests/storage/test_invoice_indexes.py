"""One truth for the outbox and the line, at the table of invoices and its twin."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.invoice_parts import Due
from chalicelib.domain.invoice_status import InvoiceStatus

S = InvoiceStatus
SECOND = timedelta(seconds=1)


def due_of(invoices, *names: str, until) -> list[Due]:
    """What is due of this test's own: the table is everybody's."""
    return [due for due in invoices.due(until, 1000) if due.invoice_id in names]


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
