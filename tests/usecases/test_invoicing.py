"""Asking for the invoice of one ticket: its proof, its deadline, its corrections."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from chalicelib.domain.branch import Policy
from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.domain.ticket import LineKind, Payment
from chalicelib.errors import Conflict, Invalid
from chalicelib.usecases.invoicing import Outcome, Wanted
from chalicelib.usecases.ticketing import ByCode, TicketNotFound
from tests.factories import (
    OTHER_RFC,
    make_asked,
    make_branch,
    make_donation,
    make_line,
    make_proof,
    make_ticket,
)
from tests.twins.branches import BranchesInMemory

S = InvoiceStatus


CASH = (Payment("01", Decimal(100)),)


def with_policy(world, **policy):
    world.branches = BranchesInMemory([make_branch(policy=Policy(**policy))])


def fields(error) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in error.value.fields]


def test_a_new_invoice_keeps_what_people_will_want_to_see_of_its_ticket(world):
    ticket = make_ticket(make_line("100.00"), make_donation("0.50"), tip=Decimal("15.00"))
    [record] = world.load(ticket)

    invoice = world.ask(ticket).invoice

    [shown] = invoice.tickets
    assert (invoice.branch_id, invoice.issuer_id) == ("centro", "i1")
    assert (shown.key, shown.code, shown.purchased_at) == (
        ticket.key,
        record.code,
        ticket.purchased_at,
    )
    assert (shown.total, shown.tip) == (Decimal("100.50"), Decimal("15.00"))
    assert shown.invoice_total == invoice.amounts.total == Decimal("100.00")
    assert {part.kind for part in shown.not_invoiced} == {"donation", "tip"}
    assert invoice.accepted_at == world.clock.now


def test_a_ticket_may_be_proved_by_its_code_alone(world):
    [record] = world.load(make_ticket())

    answer = world.invoicing.request(Wanted((ByCode(record.code),), make_asked()))

    assert answer.outcome is Outcome.NEW


def test_a_ticket_that_nobody_proved_is_not_found(world):
    world.load(make_ticket())
    wrong = make_proof(make_ticket(), total=Decimal("99.99"))

    with pytest.raises(TicketNotFound) as refused:
        world.invoicing.request(Wanted((wrong,), make_asked()))

    assert fields(refused) == [("/tickets/0", "ticket_not_found")]
    assert refused.value.extra["can_wait"] is False


def test_a_deaf_queue_does_not_lose_a_request(world):
    ticket = make_ticket()
    world.load(ticket)
    world.queues.is_down = True

    invoice = world.ask(ticket).invoice
    world.queues.is_down = False
    world.lives(minutes=5)

    assert world.now(invoice).status is S.DELIVERED


def test_a_ticket_with_nothing_of_the_stores_own_is_not_invoiced(world):
    ticket = make_ticket(make_line("50.00", kind=LineKind.THIRD_PARTY), payments=CASH)
    world.load(ticket)

    with pytest.raises(Invalid) as refused:
        world.ask(ticket)

    assert refused.value.code == "nothing_to_invoice"
    assert fields(refused) == [("/tickets/0", "nothing_to_invoice")]
    assert world.record(ticket).claim is None


LATE = {
    "fiscal_year": timedelta(days=42),  # from 20 November into January
    "month_end": timedelta(days=11),
    "5": timedelta(days=6),
}


@pytest.mark.parametrize("deadline", LATE)
def test_after_the_stores_deadline_a_ticket_is_expired(world, deadline):
    with_policy(world, deadline=deadline)
    world.load(make_ticket())
    world.clock.now += LATE[deadline]

    with pytest.raises(Conflict) as refused:
        world.ask(make_ticket())

    [problem] = refused.value.fields
    assert refused.value.code == problem.code == "ticket_expired"
    assert problem.params["deadline"].endswith("23:59:59-06:00")
    assert world.record(make_ticket()).claim is None


@pytest.mark.parametrize("deadline", LATE)
def test_the_day_before_a_ticket_is_still_invoiced(world, deadline):
    with_policy(world, deadline=deadline)
    world.load(make_ticket())
    world.clock.now += LATE[deadline] - timedelta(days=1)

    assert world.ask(make_ticket()).outcome is Outcome.NEW


def test_a_store_may_invoice_late_tickets(world):
    with_policy(world, deadline="5", late_tickets=True)
    world.load(make_ticket())
    world.clock.passes(days=60)

    assert world.ask(make_ticket()).outcome is Outcome.NEW


def test_who_asked_in_time_may_correct_after_the_deadline(world):
    with_policy(world, deadline="5")
    world.load(make_ticket())
    world.bring(world.ask(make_ticket()).invoice, S.REJECTED)
    world.clock.passes(days=6)

    assert world.ask(make_ticket(), uso_cfdi="S01").outcome is Outcome.CORRECTED
    with pytest.raises(Conflict, match="ticket_expired"):
        world.ask(make_ticket(), **OTHER_RFC)


def correct(world, invoice, **changes):
    return world.invoicing.correct(invoice, make_asked(**changes))


@pytest.mark.parametrize("status", [S.RECEIVED, S.REJECTED])
def test_the_holder_of_an_open_invoice_may_correct_everything(world, status):
    ticket = make_ticket()
    world.load(ticket)
    invoice = world.bring(world.ask(ticket).invoice, status)

    answer = correct(world, invoice, **OTHER_RFC)

    assert answer.outcome is Outcome.CORRECTED
    assert answer.invoice == world.now(invoice)
    assert str(answer.invoice.data.receptor.rfc) == "XIQB891116QE4"
    assert answer.invoice.attempt == 2


@pytest.mark.parametrize("status", [S.SEALED, S.SENT, S.QUIET, S.STAMPED, S.DELIVERED, S.CANCELLED])
def test_once_it_is_sealed_a_correction_is_too_late(world, status):
    ticket = make_ticket()
    world.load(ticket)
    invoice = world.bring(world.ask(ticket).invoice, status)

    with pytest.raises(Conflict, match="too_late"):
        correct(world, invoice)

    assert world.now(invoice) == invoice


def test_a_correction_is_judged_like_a_request(world):
    ticket = make_ticket()
    world.load(ticket)
    invoice = world.ask(ticket).invoice

    with pytest.raises(Invalid) as refused:
        correct(world, invoice, regimen_fiscal="601", forma_pago="04")

    assert fields(refused) == [
        ("/receptor/regimen_fiscal", "not_allowed_for_persona"),
        ("/forma_pago", "forma_pago_differs_from_sale"),
    ]


def test_a_correction_of_what_has_moved_since_it_was_read_is_asked_again(world):
    ticket = make_ticket()
    world.load(ticket)
    invoice = world.ask(ticket).invoice
    world.bring(invoice, S.SEALED)

    with pytest.raises(Conflict) as refused:
        correct(world, invoice)

    assert refused.value.retry_after == 1
