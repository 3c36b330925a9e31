"""A change of address may end at any call to the outside: the next one finishes it."""

from __future__ import annotations

from contextlib import suppress

import pytest

from chalicelib.domain.account_job import JobKind
from chalicelib.errors import Conflict
from tests.account_factories import make_account, make_session
from tests.factories import EMAIL, make_ticket
from tests.usecases.crashes import Crash, CrashAt, Moment
from tests.usecases.people import kept, mailed_to

NEW = "olivia.nueva@correo.example"
SHORTEST_STORY, LONGEST_STORY = 12, 60
"""In calls to the outside."""


@pytest.mark.parametrize("moment", list(Moment), ids=lambda moment: moment.value)
def test_wherever_the_process_ends_a_changed_address_loses_nothing(new_account_world, moment):
    for place in range(1, LONGEST_STORY):
        world = new_account_world()
        account, token = prepared(world)
        world.crash = CrashAt(place, moment)
        with suppress(Crash):
            story(world, token)
        if not world.crash.has_struck:
            break

        heal(world, token)

        assert_the_change_is_whole(world, account)

    assert LONGEST_STORY > place > SHORTEST_STORY


def prepared(world):
    account = make_account()
    world.accounts.create(account)
    world.load(make_ticket())
    world.ask(make_ticket())
    world.work()
    world.sessions.put(make_session())
    world.email_changing.ask(account, NEW)
    world.work()
    return account, mailed_to(world, NEW)[-1].text.partition("#correo.")[2].split()[0]


def story(world, token) -> None:
    world.email_changing.confirm(token, None)
    world.clock.passes(seconds=2)
    world.work()


def heal(world, token) -> None:
    """What follows any crash: the reader presses again, and the queue brings what it kept."""
    world.crash = CrashAt(None)
    with suppress(Conflict):
        world.email_changing.confirm(token, None)
    for job_id in tuple(world.jobs.kept):
        world.account_jobs.run(job_id)
    for _ in range(10):
        world.clock.passes(seconds=30)
        world.work()


def assert_the_change_is_whole(world, account) -> None:
    assert kept(world, account).email == NEW
    assert world.sessions.kept == {}
    assert all(invoice.viewers == (account.id,) for invoice in world.invoices._kept.values())
    notices = [one.subject for one in mailed_to(world, EMAIL) if "correo de tu" in one.subject]
    assert notices
    assert not [job for job in world.jobs.kept.values() if job.kind is JobKind.ADOPT]
