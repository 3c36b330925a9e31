"""Asking for one invoice of several tickets: what may share it, and what already stands."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chalicelib.domain.branch import Policy
from chalicelib.domain.invoice_status import InvoiceStatus, Phase
from chalicelib.domain.ticket import Payment, Ticket
from chalicelib.errors import Conflict, FieldProblem, Invalid
from chalicelib.usecases.invoicing import Outcome
from chalicelib.usecases.ticketing import TicketNotFound
from tests.factories import (
    OTHER_RFC,
    make_branch,
    make_donation,
    make_ticket,
)
from tests.twins.branches import BranchesInMemory

S = InvoiceStatus


CARD = (Payment("04", Decimal(100)),)

A, B, C = (make_ticket(ticket_number=name) for name in "ABC")


def with_policy(world, **policy):
    world.branches = BranchesInMemory([make_branch(policy=Policy(**policy))])


def fields(error) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in error.value.fields]


def test_several_tickets_become_one_invoice_that_claims_each(world):
    world.load(A, B, C)

    invoice = world.ask(A, B, C).invoice

    assert invoice.ticket_keys == {A.key, B.key, C.key}
    assert invoice.amounts.total == Decimal("300.00")
    assert {world.record(t).claim.invoice_id for t in (A, B, C)} == {invoice.id}


def test_the_same_tickets_in_another_order_are_the_same_request(world):
    world.load(A, B)
    invoice = world.ask(A, B).invoice

    again = world.ask(B, A)

    assert (again.outcome, again.invoice) == (Outcome.STANDING, invoice)


def test_every_ticket_that_is_not_found_is_named(world):
    world.load(B)

    with pytest.raises(TicketNotFound) as refused:
        world.ask(A, B, C)

    assert fields(refused) == [
        ("/tickets/0", "ticket_not_found"),
        ("/tickets/2", "ticket_not_found"),
    ]


def test_a_ticket_that_is_named_twice_is_refused_by_its_place(world):
    world.load(A, B)

    with pytest.raises(Invalid) as refused:
        world.ask(A, B, A, A)

    assert refused.value.code == "ticket_repeated"
    assert fields(refused) == [("/tickets/2", "ticket_repeated"), ("/tickets/3", "ticket_repeated")]


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (S.RECEIVED, "ticket_in_progress"),
        (S.SENT, "ticket_in_progress"),
        (S.STAMPED, "ticket_already_invoiced"),
        (S.DELIVERED, "ticket_already_invoiced"),
    ],
)
@pytest.mark.parametrize("asked", [{}, OTHER_RFC], ids=["same_rfc", "other_rfc"])
def test_a_list_that_overlaps_with_a_standing_invoice_names_the_tickets(world, status, why, asked):
    world.load(A, B, C)
    standing = world.bring(world.ask(A, B).invoice, status)

    with pytest.raises(Conflict) as refused:
        world.ask(C, B, **asked)

    assert refused.value.code == "tickets_not_available"
    assert fields(refused) == [("/tickets/1", why)]
    assert world.now(standing) == standing


def test_an_overlap_with_what_is_invoiced_gives_the_help_folio_of_that_ticket(world):
    world.load(A, B, C)
    world.bring(world.ask(B).invoice, S.DELIVERED)

    with pytest.raises(Conflict) as refused:
        world.ask(A, B, C)

    folio = world.record(B).help_folio
    assert folio is not None
    assert refused.value.extra == {"help_folio": folio}
    assert world.record(A).help_folio is None


def test_an_overlap_with_what_is_on_its_way_tells_when_to_come_back(world):
    world.load(A, B)
    world.ask(B)

    with pytest.raises(Conflict) as refused:
        world.ask(A, B)

    assert (refused.value.retry_after, refused.value.extra) == (60, {})


def test_part_of_a_standing_invoice_is_not_another_invoice(world):
    world.load(A, B, C)
    world.ask(A, B)

    for others in ([A], [A, C], [A, B, C]):
        with pytest.raises(Conflict, match="tickets_not_available"):
            world.ask(*others)


def test_a_refused_invoice_holds_nothing_and_ends_when_its_tickets_are_asked_otherwise(world):
    world.load(A, B, C)
    refused = world.bring(world.ask(A, B).invoice, S.REJECTED)

    answer = world.ask(B, C)

    assert answer.outcome is Outcome.NEW
    assert world.now(refused).phase is Phase.CLOSED
    assert {world.record(t).claim.invoice_id for t in (B, C)} == {answer.invoice.id}
    assert world.ask(A).outcome is Outcome.NEW


def test_several_refused_invoices_may_give_their_tickets_to_one(world):
    world.load(A, B, C)
    refused = [world.bring(world.ask(ticket).invoice, S.REJECTED) for ticket in (A, B)]

    answer = world.ask(A, B, C)

    assert answer.outcome is Outcome.NEW
    assert [world.now(one).phase for one in refused] == [Phase.CLOSED] * 2


def groups(world, *tickets: Ticket):
    with pytest.raises(Invalid) as refused:
        world.ask(*tickets)
    assert refused.value.code == "tickets_not_combinable"
    [problem] = refused.value.fields
    assert problem == FieldProblem(
        "/tickets", "tickets_not_combinable", {"groups": refused.value.extra["groups"]}
    )
    return problem.params["groups"]


def test_tickets_of_two_branches_are_two_invoices(world):
    elsewhere = make_ticket(branch_id="norte", ticket_number="N")
    world.load(A, elsewhere, B)

    assert groups(world, A, elsewhere, B) == [[0, 2], [1]]


def test_tickets_paid_in_two_forms_are_two_invoices(world):
    card = make_ticket(ticket_number="D", payments=CARD)
    world.load(A, card, B)

    assert groups(world, A, card, B) == [[0, 2], [1]]


def test_a_store_may_refuse_to_combine_at_all(world):
    with_policy(world, combine=False)
    world.load(A, B)

    assert groups(world, A, B) == [[0], [1]]


def test_a_ticket_whose_form_is_open_goes_with_any_other(world):
    open_form = make_ticket(ticket_number="O", payments=())
    world.load(A, open_form)

    assert world.ask(A, open_form).invoice.data.forma_pago == "01"


def test_one_empty_ticket_among_several_is_named(world):
    empty = make_ticket(make_donation("5.00"), ticket_number="E")
    world.load(A, empty)

    with pytest.raises(Invalid) as refused:
        world.ask(A, empty)

    assert fields(refused) == [("/tickets/1", "nothing_to_invoice")]
