"""Proving a ticket, and where it stands for whoever proved it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from chalicelib.domain.branch import Policy
from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.domain.ticket import TicketStatus
from chalicelib.domain.ticket_code import ALPHABET
from chalicelib.usecases.ticketing import ByCode, TicketNotFound
from tests.factories import make_branch, make_proof, make_ticket
from tests.twins.branches import BranchesInMemory

S = InvoiceStatus
TICKET = make_ticket(total=Decimal("100.00"), tip=Decimal("15.00"))


@pytest.fixture
def record(world):
    [record] = world.load(TICKET)
    return record


def prove(world, **changes):
    return world.ticketing.prove(make_proof(TICKET, **changes))


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"order_number": " 482 13", "ticket_number": "0110-2004471"},
        {"total": Decimal(115)},
    ],
)
def test_the_numbers_and_the_total_of_a_ticket_prove_it_however_they_are_typed(
    world, record, typed
):
    proved = prove(world, **typed)

    assert (proved.record, proved.branch.id, proved.standing) == (record, "centro", None)


def test_its_code_proves_a_ticket(world, record):
    assert world.ticketing.prove(ByCode(record.code)).record == record


@pytest.mark.parametrize(
    "wrong",
    [
        {"order_number": "48214"},
        {"order_number": ""},
        {"ticket_number": "1"},
        {"total": Decimal("100.01")},
        {"total": Decimal(15)},
        {"branch_id": "norte"},
    ],
)
def test_the_answer_is_the_same_whichever_datum_is_wrong(world, record, wrong):
    with pytest.raises(TicketNotFound) as refused:
        prove(world, **wrong)

    loaded_until = None if "branch_id" in wrong else TICKET.purchased_at
    assert refused.value.code == "ticket_not_found"
    assert refused.value.extra == {"loaded_until": loaded_until, "can_wait": False}
    assert refused.value.fields == ()


def test_an_unknown_branch_or_code_is_not_found_either(world, record):
    for proof in (make_proof(TICKET, branch_id="nowhere"), ByCode("ZZZZZZZZZZ")):
        with pytest.raises(TicketNotFound) as refused:
            world.ticketing.prove(proof)

        assert refused.value.extra == {"loaded_until": None, "can_wait": False}


def test_a_code_that_two_tickets_bear_proves_neither(world, record):
    other = make_ticket(ticket_number="2")
    world.load(other)
    kept = world.record(other)
    world.tickets.put(replace(kept, code=record.code, version=2), seen_version=1)

    with pytest.raises(TicketNotFound):
        world.ticketing.prove(ByCode(record.code))


def test_a_ticket_whose_branch_is_gone_is_not_found(world, record):
    world.branches = BranchesInMemory()

    with pytest.raises(TicketNotFound):
        prove(world)


@pytest.mark.parametrize(
    ("status", "stands"),
    [
        (S.RECEIVED, TicketStatus.IN_PROGRESS),
        (S.SEALED, TicketStatus.IN_PROGRESS),
        (S.SENT, TicketStatus.IN_PROGRESS),
        (S.QUIET, TicketStatus.IN_PROGRESS),
        (S.WAITING_TICKET, TicketStatus.IN_PROGRESS),
        (S.STAMPED, TicketStatus.INVOICED),
        (S.READY, TicketStatus.INVOICED),
        (S.DELIVERED, TicketStatus.INVOICED),
        (S.REJECTED, TicketStatus.AVAILABLE),
        (S.CANCELLED, TicketStatus.AVAILABLE),
    ],
)
def test_a_ticket_stands_where_its_invoice_does(world, record, status, stands):
    world.bring(world.ask(TICKET).invoice, status)

    assert prove(world).status(world.clock.now) is stands


def test_a_ticket_that_nobody_asked_is_available_until_its_deadline(world, record):
    proved = prove(world)
    last, after = proved.deadline, proved.deadline + timedelta(seconds=1)

    assert proved.status(last) is TicketStatus.AVAILABLE
    assert proved.status(after) is TicketStatus.EXPIRED


def test_a_deadline_changes_nothing_for_what_is_invoiced(world, record):
    world.bring(world.ask(TICKET).invoice, S.DELIVERED)

    assert prove(world).status(world.clock.now + timedelta(days=400)) is TicketStatus.INVOICED


def test_a_store_that_invoices_late_tickets_has_none_that_expire(world, record):
    world.branches = BranchesInMemory([make_branch(policy=Policy(late_tickets=True))])

    assert prove(world).status(world.clock.now + timedelta(days=400)) is TicketStatus.AVAILABLE


# Help folios


def test_a_help_folio_is_six_plain_characters_and_kept_on_the_ticket(world, record):
    folio = world.ticketing.help_folio(record)

    assert len(folio) == 6
    assert set(folio) <= set(ALPHABET)
    assert world.record(TICKET) == replace(record, help_folio=folio, version=2)


def test_a_folio_that_is_there_is_given_again_without_a_write(world, record):
    folio = world.ticketing.help_folio(record)
    named = world.record(TICKET)

    assert world.ticketing.help_folio(named) == folio
    assert world.record(TICKET) == named


def test_of_two_who_need_a_folio_at_once_both_get_the_one_that_was_kept(world, record):
    first = world.ticketing.help_folio(record)

    assert world.ticketing.help_folio(record) == first


def test_a_claim_that_came_between_is_kept_beside_the_folio(world, record):
    invoice = world.ask(TICKET).invoice

    folio = world.ticketing.help_folio(record)

    kept = world.record(TICKET)
    assert (kept.help_folio, kept.claim.invoice_id) == (folio, invoice.id)
