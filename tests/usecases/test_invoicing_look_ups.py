"""Finding the invoice that was asked for before ("Ya la pedí: ver mi factura")."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.errors import NotFound
from tests.factories import (
    OTHER_RFC,
    make_proof,
    make_ticket,
)

S = InvoiceStatus


def look_up(world, ticket, rfc="MASO451221PM4", **changes):
    return world.invoicing.look_up(make_proof(ticket, **changes), rfc)


@pytest.mark.parametrize("status", [S.RECEIVED, S.QUIET, S.REJECTED, S.DELIVERED])
def test_whoever_proves_the_ticket_and_knows_the_rfc_finds_the_invoice(world, status):
    ticket = make_ticket()
    world.load(ticket)
    invoice = world.bring(world.ask(ticket).invoice, status)

    assert look_up(world, ticket) == invoice


def test_every_look_up_that_fails_gets_one_answer(world):
    ticket, unasked = make_ticket(), make_ticket(ticket_number="2")
    world.load(ticket, unasked)
    world.bring(world.ask(ticket).invoice, S.DELIVERED)
    answers = []

    for look in (
        lambda: look_up(world, ticket, rfc="XIQB891116QE4"),
        lambda: look_up(world, ticket, total=Decimal(1)),
        lambda: look_up(world, ticket, ticket_number="3"),
        lambda: look_up(world, ticket, branch_id="nowhere"),
        lambda: look_up(world, unasked),
    ):
        with pytest.raises(NotFound) as refused:
            look()
        answers.append((type(refused.value), refused.value.code, refused.value.extra))

    assert answers == [(NotFound, "invoice_not_found", {})] * 5


def test_an_invoice_that_lost_its_ticket_is_not_found_by_it(world):
    ticket = make_ticket()
    world.load(ticket)
    world.ask(ticket)
    world.ask(ticket, **OTHER_RFC)

    with pytest.raises(NotFound):
        look_up(world, ticket)

    assert str(look_up(world, ticket, rfc="XIQB891116QE4").data.receptor.rfc) == "XIQB891116QE4"
