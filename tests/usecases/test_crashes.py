"""The process may end at any call to the outside: the next one finishes the work, once.

Each story is told as often as it has calls, and twice: the process ends just before
the call takes effect, or right after, when nobody hears the answer.
"""

from __future__ import annotations

from contextlib import suppress

import pytest

from chalicelib.errors import Conflict
from tests.factories import OTHER_RFC, make_ticket
from tests.twins.pac import CLOSED, LOST, UNHEARD
from tests.usecases.crashes import Crash, CrashAt, Moment
from tests.usecases.invariants import assert_all_is_well
from tests.usecases.refusals import NAME

TICKET = make_ticket()
SHORTEST_STORY, LONGEST_STORY = 30, 200
"""In calls to the outside."""


def plain(world):
    world.ask(TICKET)
    world.work()


def with_a_lost_answer(world):
    world.pac.orders.append(LOST)
    plain(world)
    world.lives(minutes=1)


def with_a_silent_pac(world):
    world.pac.orders.extend([CLOSED, UNHEARD])
    plain(world)
    world.lives(minutes=2)


def refused_and_corrected(world):
    world.pac.orders.append(NAME)
    plain(world)
    world.ask(TICKET, name="OLIVIA MARTINEZ SAGAZ")
    world.work()


def refused_and_taken_over(world):
    world.pac.orders.append(NAME)
    plain(world)
    world.ask(TICKET, **OTHER_RFC)
    world.work()


def quiet_and_stamped(world):
    world.pac.orders.extend([UNHEARD, NAME])
    plain(world)
    world.lives(minutes=17)


def with_a_mail_asked_again(world):
    plain(world)
    world.clock.passes(minutes=2)
    [invoice] = world.invoices._kept
    world.mailing.ask(invoice, ("eva@correo.example",))
    world.work()


LAST_ASKER = {
    plain: {},
    with_a_lost_answer: {},
    with_a_silent_pac: {},
    refused_and_corrected: {"name": "OLIVIA MARTINEZ SAGAZ"},
    refused_and_taken_over: OTHER_RFC,
    quiet_and_stamped: {},
    with_a_mail_asked_again: {},
}
"""Each story, and the data of whoever asked last in it."""


def heal(world, asker) -> None:
    """What follows any crash: the shopper asks again, time passes, the reconciler looks."""
    world.crash = CrashAt(None)
    world.pac.orders.clear()
    for _ in range(2):
        with suppress(Conflict):
            world.ask(TICKET, **asker)
        world.lives(minutes=20)


@pytest.mark.parametrize("moment", list(Moment), ids=lambda moment: moment.value)
@pytest.mark.parametrize("story", LAST_ASKER, ids=lambda story: story.__name__)
def test_wherever_the_process_ends_there_is_one_factura_in_the_end(new_world, sat, story, moment):
    for place in range(1, LONGEST_STORY):
        world = new_world(prints=story is plain)
        world.load(TICKET)
        world.crash = CrashAt(place, moment)
        with suppress(Crash):
            story(world)
        if not world.crash.has_struck:
            break

        heal(world, LAST_ASKER[story])

        assert_all_is_well(world, TICKET, sat)

    assert LONGEST_STORY > place > SHORTEST_STORY
