"""A refusal while an earlier send may still be stamped: nothing is sent until it cannot."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain.invoice_status import InvoiceStatus, Phase
from chalicelib.errors import Conflict
from tests.factories import OTHER_RFC, make_ticket
from tests.twins.pac import CLOSED, LATE, LOST, UNHEARD
from tests.usecases.refusals import NAME
from tests.usecases.world import DELIVERED

S = InvoiceStatus


@pytest.fixture
def quiet(world, asked):
    """Unheard at noon, refused a minute later."""

    def with_first(order):
        world.pac.orders.extend([order, NAME])
        world.work()
        world.lives(minutes=1)
        return world.now(asked)

    return with_first


def test_a_refusal_after_silence_is_quiet_until_nothing_can_come_late(world, quiet):
    began = world.clock.now

    invoice = quiet(UNHEARD)

    assert (invoice.status, invoice.phase) == (S.QUIET, Phase.WORKING)
    assert invoice.due == began + timedelta(minutes=15)


def test_in_its_quiet_time_nothing_is_sent_whoever_knocks(world, quiet):
    invoice = quiet(UNHEARD)

    for _ in range(13):
        world.clock.passes(minutes=1)
        world.stamping.advance(invoice.id)
        world.reconciling.wake_what_is_due()
        world.work()

    assert len(world.pac.calls) == 2
    assert world.now(invoice) == invoice


def test_in_its_quiet_time_nobody_can_take_or_correct_it(world, quiet):
    invoice = quiet(UNHEARD)

    with pytest.raises(Conflict, match="ticket_in_progress"):
        world.ask(make_ticket(), **OTHER_RFC)

    assert world.ask(make_ticket(), name="OTRA").differs == ("name",)
    assert world.now(invoice) == invoice


def test_after_fifteen_minutes_one_question_finds_that_it_was_never_stamped(world, quiet):
    invoice = quiet(UNHEARD)
    world.pac.orders.append(NAME)

    world.lives(minutes=16)

    assert world.past(invoice) == ["received", "sealed", "sent", "quiet", "rejected"]
    assert world.now(invoice).problem.field == "name"
    assert len(world.pac.calls) == 3


def test_after_fifteen_minutes_one_question_finds_the_late_stamp(world, quiet):
    invoice = quiet(LATE)
    world.pac.arrive()

    world.lives(minutes=16)

    assert world.past(invoice) == [
        "received",
        "sealed",
        "sent",
        "quiet",
        "stamped",
        "ready",
        "delivered",
    ]
    assert len(world.pac.calls) == 3
    assert len(world.pac.ledger) == 1


def test_a_silent_question_is_asked_again_and_never_closes_the_request(world, quiet):
    invoice = quiet(UNHEARD)
    world.pac.orders.extend([UNHEARD, CLOSED, NAME])

    world.lives(minutes=20)
    after_silence = world.now(invoice).status
    world.pac.orders.append(NAME)
    world.lives(minutes=20)

    assert after_silence is S.QUIET
    assert world.now(invoice).status is S.REJECTED
    assert world.pac.ledger == {}


def test_a_silent_question_has_its_pause_too(world, quiet):
    invoice = quiet(UNHEARD)
    world.pac.orders.append(UNHEARD)
    world.clock.now = invoice.due
    world.work()
    asked_in_vain = world.now(invoice)

    for _ in range(5):
        world.stamping.advance(invoice.id)

    assert asked_in_vain.due > world.clock.now
    assert world.now(invoice) == asked_in_vain
    assert len(world.pac.calls) == 3


def test_a_lost_stamp_wins_over_any_refusal(world, asked):
    """The PAC stamped and nobody heard; a refusal of the same bytes cannot follow."""
    world.pac.orders.extend([LOST, NAME])

    world.work()
    world.lives(minutes=1)

    assert world.past(asked) == DELIVERED
    assert len(world.pac.ledger) == 1
