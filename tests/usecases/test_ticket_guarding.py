"""Which tries count on which budgets, and that a ticket that does not exist is like any other."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from chalicelib.domain.budget import TICKET, TICKET_ACCOUNT, TICKET_BRANCH, TICKET_PREFIX
from chalicelib.errors import Invalid, NotFound, Unavailable
from chalicelib.usecases.captchas import CaptchaRequired
from chalicelib.usecases.counters import Counted
from chalicelib.usecases.invoicing import Wanted
from chalicelib.usecases.ticket_guarding import Asker, TicketGuarding
from chalicelib.usecases.ticketing import ByCode, Proof, TicketNotFound
from tests.factories import make_asked, make_proof, make_ticket
from tests.usecases.account_world import AccountWorld

SOLD = make_ticket()
SECOND = make_ticket(ticket_number="012")
RIGHT = make_proof(SOLD)
WRONG = replace(RIGHT, total=Decimal("1.00"))
ABSENT = replace(RIGHT, ticket_number="999")
GUEST = Asker("203.0.113.0/24")
OLIVIA = Asker("203.0.113.0/24", "olivia")


@pytest.fixture
def world(csd, sat):
    world = AccountWorld(csd, sat, prints=False)
    world.load(SOLD, SECOND)
    return world


@pytest.fixture
def guarding(world):
    return TicketGuarding(world.ticketing, world.invoicing, world.budgets)


def counted(world, budget, who) -> int:
    return world.guards.counted(world.counters.of(Counted(budget, who)).key)


def missed(ask, *asked: object) -> None:
    with pytest.raises(NotFound):
        ask(*asked)


def wanted(*proofs: Proof) -> Wanted:
    return Wanted(proofs, make_asked())


@pytest.mark.parametrize("proof", [WRONG, ABSENT, replace(RIGHT, branch_id="nowhere")])
def test_a_miss_counts_on_ticket_network_account_and_branch(world, guarding, proof):
    missed(guarding.prove, proof, OLIVIA)

    assert counted(world, TICKET_PREFIX, OLIVIA.prefix) == 1
    assert counted(world, TICKET_ACCOUNT, "olivia") == 1
    assert counted(world, TICKET_BRANCH, proof.branch_id) == 1


def test_a_guest_has_no_account_to_count_on(world, guarding):
    missed(guarding.prove, WRONG, GUEST)

    assert counted(world, TICKET_ACCOUNT, "None") == 0
    assert counted(world, TICKET_PREFIX, GUEST.prefix) == 1


def test_a_wrong_code_counts_on_itself_and_on_no_branch(world, guarding):
    code = ByCode("0000000000")

    missed(guarding.prove, code, GUEST)

    assert counted(world, TICKET, "code:0000000000") == 1
    assert counted(world, TICKET_BRANCH, "centro") == 0


def test_every_way_of_asking_about_a_ticket_shares_its_five_tries(guarding):
    missed(guarding.prove, WRONG, GUEST)
    missed(guarding.request, wanted(WRONG), GUEST)
    missed(guarding.look_up, WRONG, "MASO451221PM4", GUEST)
    missed(guarding.look_up, RIGHT, "XIQB891116QE4", GUEST)
    missed(guarding.prove, replace(WRONG, order_number=f" {WRONG.order_number.lower()} "), GUEST)

    for ask, asked in (
        (guarding.prove, (RIGHT,)),
        (guarding.request, (wanted(RIGHT),)),
        (guarding.look_up, (RIGHT, "MASO451221PM4")),
    ):
        with pytest.raises(CaptchaRequired):
            ask(*asked, GUEST)


def test_from_wherever_they_come_the_tries_at_one_ticket_are_five(guarding):
    for number in range(5):
        missed(guarding.prove, WRONG, Asker(f"10.0.{number}.0/24"))

    with pytest.raises(CaptchaRequired):
        guarding.prove(RIGHT, Asker("10.9.9.0/24"))


def test_each_wrong_ticket_of_a_list_is_a_miss_and_is_named(world, guarding):
    other = replace(ABSENT, ticket_number="998")

    with pytest.raises(TicketNotFound) as refusal:
        guarding.request(wanted(ABSENT, RIGHT, other), GUEST)

    assert [problem.field for problem in refusal.value.fields] == ["/tickets/0", "/tickets/2"]
    assert counted(world, TICKET_PREFIX, GUEST.prefix) == 2


def test_many_right_requests_count_nothing(world, guarding):
    for _ in range(30):
        guarding.prove(RIGHT, GUEST)
        guarding.request(wanted(RIGHT, make_proof(SECOND)), GUEST)

    assert counted(world, TICKET_PREFIX, GUEST.prefix) == 0


@pytest.mark.parametrize("total", ["100.00", "1.00"])
def test_one_ticket_twice_in_a_list_is_refused_before_it_is_compared(world, guarding, total):
    twice = wanted(RIGHT, replace(RIGHT, total=Decimal(total)))

    with pytest.raises(Invalid) as refusal:
        guarding.request(twice, GUEST)

    assert refusal.value.code == "ticket_repeated"
    assert [problem.field for problem in refusal.value.fields] == ["/tickets/1"]
    assert counted(world, TICKET_PREFIX, GUEST.prefix) == 0


def test_no_ticket_is_shown_while_nobody_can_count(world, guarding):
    world.guards.is_down = True

    for ask, asked in ((guarding.prove, RIGHT), (guarding.request, wanted(RIGHT))):
        with pytest.raises(Unavailable):
            ask(asked, GUEST)
