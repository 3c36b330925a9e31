from datetime import timedelta

import pytest

from chalicelib.domain.branch import Issuer
from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.usecases.line import Line
from tests.factories import make_branch, make_ticket
from tests.twins.branches import BranchesInMemory

S = InvoiceStatus


def ask_in_turn(world, *numbers: str) -> list:
    """Several shoppers ask, a second between each and the next."""
    invoices = []
    for number in numbers:
        world.load(make_ticket(ticket_number=number))
        invoices.append(world.ask(make_ticket(ticket_number=number)).invoice)
        world.clock.passes(seconds=1)
    return invoices


def positions(world, invoices) -> list:
    return [Line(world.invoices).position(world.now(invoice)) for invoice in invoices]


def test_a_request_counts_those_of_its_issuer_before_it(world):
    invoices = ask_in_turn(world, "1", "2", "3")

    assert positions(world, invoices) == [None, 1, 2]


@pytest.mark.parametrize("status", [S.STAMPED, S.READY, S.DELIVERED, S.REJECTED, S.CANCELLED])
def test_who_waits_for_nobody_has_no_place_and_holds_nobody_up(world, status):
    first, second = ask_in_turn(world, "1", "2")
    world.bring(first, status)

    assert positions(world, [first, second]) == [None, None]


@pytest.mark.parametrize("status", [S.SEALED, S.SENT, S.QUIET])
def test_who_is_on_his_way_is_still_in_line(world, status):
    first, second = ask_in_turn(world, "1", "2")
    world.bring(first, status)

    assert positions(world, [second]) == [1]


def test_a_corrected_request_keeps_its_place(world):
    first, second = ask_in_turn(world, "1", "2")

    corrected = world.ask(make_ticket(ticket_number="1"), uso_cfdi="S01").invoice

    assert first.accepted_at == corrected.accepted_at
    assert positions(world, [corrected, second]) == [None, 1]


def test_another_issuers_line_is_another_line(world):
    other = make_branch(id="sur", issuer=Issuer("i2", "EKU9003173C9", "KEMPER", "601"))
    world.branches = BranchesInMemory([make_branch(), other])
    world.load(make_ticket(), make_ticket(branch_id="sur"))

    ask_in_turn(world, "1")
    theirs = world.ask(make_ticket(branch_id="sur")).invoice

    assert world.clock.now - theirs.accepted_at < timedelta(seconds=1)
    assert positions(world, [theirs]) == [None]
