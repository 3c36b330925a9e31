"""An erasure may end at any call to the outside: the next one finishes it."""

from __future__ import annotations

from contextlib import suppress

import pytest

from chalicelib.domain.invoice_erasure import NOBODY
from chalicelib.errors import NotSignedIn
from chalicelib.usecases.invoicing import Wanted
from tests.account_factories import make_account, make_export, make_profile, make_session
from tests.factories import EMAIL, make_asked, make_proof, make_ticket
from tests.usecases.crashes import Crash, CrashAt, Moment
from tests.usecases.people import mailed_to
from tests.usecases.refusals import NAME

COPY = "contador@correo.example"
SHORTEST_STORY, LONGEST_STORY = 25, 200
"""In calls to the outside."""


def prepared(world):
    """An account with a factura, a refused request, a session and an export."""
    account = make_account(profiles=(make_profile(emails=(COPY,)),))
    world.accounts.create(account)
    world.sessions.put(make_session())
    world.exports.put(make_export())
    world.export_files.put_export("exports/acc1/random/facturas.csv", b"x", "text/csv")
    asked = make_asked(emails=(EMAIL, COPY))
    for number in ("1", "2"):
        ticket = make_ticket(ticket_number=number)
        world.load(ticket)
        world.invoicing.request(Wanted((make_proof(ticket),), asked, account.id))
        world.work()
        world.pac.orders.append(NAME)
    world.pac.orders.clear()
    return account


def story(world, account) -> None:
    world.closing.close(account)
    for seconds in (2, 60):
        world.clock.passes(seconds=seconds)
        world.work()


def heal(world, account) -> None:
    """What follows any crash: its owner tries again if he can, the queue brings what it kept."""
    world.crash = CrashAt(None)
    if account.id in world.accounts.kept:
        standing = world.accounts.get(account.id)
        if not standing.is_closing:
            world.closing.close(standing)
    for job_id in tuple(world.jobs.kept):
        world.account_jobs.run(job_id)
    world.lives(minutes=5)


def assert_nothing_is_left(world) -> None:
    assert world.accounts.kept == world.sessions.kept == world.exports.kept == {}
    assert world.export_files.kept == world.jobs.kept == {}
    assert world.invoices._listed == {}
    told = repr(world.invoices._kept)
    assert EMAIL not in told
    assert COPY not in told
    closed = [one for one in world.invoices._kept.values() if one.uuid is None]
    assert [one.data.receptor for one in closed] == [NOBODY]
    assert any("Eliminamos" in one.subject for one in mailed_to(world, EMAIL))


@pytest.mark.parametrize("moment", list(Moment), ids=lambda moment: moment.value)
def test_wherever_the_process_ends_nothing_is_left_in_the_end(new_account_world, moment):
    for place in range(1, LONGEST_STORY):
        world = new_account_world()
        account = prepared(world)
        world.crash = CrashAt(place, moment)
        with suppress(Crash):
            story(world, account)
        if not world.crash.has_struck:
            break

        heal(world, account)

        assert_nothing_is_left(world)

    assert LONGEST_STORY > place > SHORTEST_STORY


def test_nobody_signs_in_once_the_account_is_closed_wherever_the_process_ends(new_account_world):
    for place in range(1, LONGEST_STORY):
        world = new_account_world()
        account = prepared(world)
        world.crash = CrashAt(place, Moment.AFTER)
        with suppress(Crash):
            world.closing.close(account)
        struck, world.crash = world.crash.has_struck, CrashAt(None)

        if world.accounts.get(account.id).is_closing:
            with pytest.raises(NotSignedIn):
                world.session_keeping.recognise("ses_acc1.s1.secret")
        if not struck:
            return

    raise AssertionError("the story has no end")
