"""One truth for the table of tickets and its twin."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.ticket import TicketKey
from chalicelib.domain.ticket_record import Claim
from tests.factories import NOW, make_line, make_record, make_ticket


@pytest.fixture
def tickets(rooms):
    return rooms.tickets


@pytest.fixture
def kept(tickets, branch):
    record = make_record(make_ticket(branch_id=branch.id), code=branch.id[-10:])
    assert tickets.put(record, seen_version=None)
    return record


def test_a_ticket_reads_back_as_it_was_written(tickets, kept):
    assert tickets.get(kept.ticket.key) == kept


def test_an_unknown_ticket_is_none(tickets, unique):
    assert tickets.get(TicketKey.typed(unique, "1", "2")) is None


def test_a_ticket_is_created_once(tickets, kept):
    other = replace(kept, ticket=make_ticket(make_line("9.00"), branch_id=kept.ticket.branch_id))

    assert not tickets.put(other, seen_version=None)
    assert tickets.get(kept.ticket.key) == kept


def test_a_ticket_changes_from_the_version_that_was_read(tickets, kept):
    changed = replace(kept, claim=Claim("inv-1", 1), help_folio="7K3QF9", version=2)

    assert tickets.put(changed, seen_version=1)
    assert tickets.get(kept.ticket.key) == changed


def test_a_stale_write_is_refused(tickets, kept):
    winner = kept.reloaded(kept.ticket, NOW + timedelta(hours=1))
    tickets.put(winner, seen_version=1)

    assert not tickets.put(replace(kept, help_folio="7K3QF9", version=2), seen_version=1)
    assert tickets.get(kept.ticket.key) == winner


def test_a_ticket_that_is_not_there_cannot_be_changed(tickets, branch):
    record = make_record(make_ticket(branch_id=branch.id), version=2)

    assert not tickets.put(record, seen_version=1)
    assert tickets.get(record.ticket.key) is None


def test_a_ticket_is_found_by_its_code(tickets, kept):
    assert tickets.find_by_code(kept.code) == [kept]


def test_an_unknown_code_finds_nothing(tickets, unique):
    assert tickets.find_by_code(unique) == []


def test_two_tickets_that_bear_one_code_are_both_found(tickets, kept):
    other = make_record(
        make_ticket(branch_id=kept.ticket.branch_id, ticket_number="2"), code=kept.code
    )
    tickets.put(other, seen_version=None)

    assert len(tickets.find_by_code(kept.code)) == 2
