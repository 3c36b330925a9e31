"""One truth for the table of invoices and its twin: who may write, and who must read again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.domain.ticket_record import Claim
from chalicelib.errors import Unavailable
from tests.factories import WAYS, make_record, make_ticket

if TYPE_CHECKING:
    from chalicelib.domain.ticket_record import TicketRecord

S = InvoiceStatus
SECOND = timedelta(seconds=1)


@pytest.fixture
def records(rooms, branch) -> list[TicketRecord]:
    """Three tickets, kept and unclaimed."""
    kept = [make_record(make_ticket(branch_id=branch.id, ticket_number=number)) for number in "123"]
    for record in kept:
        assert rooms.tickets.put(record, seen_version=None)
    return kept


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
