"""The process may end at any call to the outside: the queue brings the job again, people ask again.

A mail may come twice then. What the newest one brings works, and there is one account.
"""

from __future__ import annotations

from contextlib import suppress

import pytest

from chalicelib.domain.temporary_password import normal_temporary
from chalicelib.errors import Conflict
from tests.factories import make_receptor
from tests.usecases.account_world import AccountWorld
from tests.usecases.crashes import Crash, CrashAt, Moment
from tests.usecases.people import (
    OLIVIA,
    confirmed,
    kept,
    mailed_to,
    temporary_in,
    token_in,
    with_profile,
)

NAME, EMAIL, PASSWORD = OLIVIA
RFC = make_receptor().rfc
LONGEST_STORY = 100
MOMENTS = pytest.mark.parametrize("moment", list(Moment), ids=lambda moment: moment.value)


@pytest.fixture
def new_world(csd, sat):
    return lambda: AccountWorld(csd, sat, prints=False)


def ends_everywhere(new_world, moment, prepare, story):
    """Yield a world for each call of a story, ended there; the queue has brought its jobs again."""
    for place in range(1, LONGEST_STORY):
        world = new_world()
        prepare(world)
        world.crash = CrashAt(place, moment)
        with suppress(Crash):
            story(world)
        if not world.crash.has_struck:
            break
        world.crash = CrashAt(None)
        for job_id in tuple(world.jobs.kept):
            world.account_jobs.run(job_id)
        yield world
    assert LONGEST_STORY > place > 1


def nothing(world):
    pass


def opened(world):
    with_profile(world, confirmed(world))


def register(world):
    world.registering.ask(*OLIVIA)
    world.work()


def register_and_confirm(world):
    register(world)
    world.registering.confirm(token_in(mailed_to(world, EMAIL)[-1]))


def recover(world):
    world.recovering.ask(EMAIL, RFC)
    world.work()


@MOMENTS
def test_whoever_registers_gets_one_account(new_world, moment):
    for world in ends_everywhere(new_world, moment, nothing, register_and_confirm):
        if not mailed_to(world, EMAIL):
            register(world)  # nobody heard of it: the asker had no answer
        for mail in mailed_to(world, EMAIL):
            with suppress(Conflict):
                world.registering.confirm(token_in(mail))

        [account] = world.accounts.kept.values()
        assert (account.name, account.email) == (NAME, EMAIL)
        assert world.hasher.matches(PASSWORD, account.password)
        assert len(mailed_to(world, EMAIL)) <= 2
        assert world.jobs.kept == {}


@MOMENTS
def test_every_link_tells_in_the_end_that_the_account_is_there(new_world, moment):
    for world in ends_everywhere(new_world, moment, nothing, register_and_confirm):
        tokens = [token_in(mail) for mail in mailed_to(world, EMAIL)]
        for token in tokens:
            with suppress(Conflict):
                world.registering.confirm(token)

        for token in tokens:
            with pytest.raises(Conflict) as refusal:
                world.registering.confirm(token)
            assert refusal.value.code == "token_used"


@MOMENTS
def test_an_owner_who_registers_again_keeps_his_account(new_world, moment):
    for world in ends_everywhere(new_world, moment, opened, register):
        [account] = world.accounts.kept.values()
        assert account.version == 2
        assert world.registrations.kept == {}
        assert {mail.subject for mail in mailed_to(world, EMAIL)[1:]} <= {
            "Ya tienes una cuenta con este correo"
        }


@MOMENTS
def test_the_newest_temporary_password_opens(new_world, moment):
    for world in ends_everywhere(new_world, moment, opened, recover):
        if len(mailed_to(world, EMAIL)) == 1:
            recover(world)
        [account] = world.accounts.kept.values()
        mails = mailed_to(world, EMAIL)[1:]

        temporary = kept(world, account).temporary
        assert world.hasher.matches(normal_temporary(temporary_in(mails[-1])), temporary.hash)
        assert world.hasher.matches(PASSWORD, account.password)
        assert len(mails) <= 2
        assert world.jobs.kept == {}


@MOMENTS
def test_no_crash_opens_the_way_to_a_fourth_mail(new_world, moment):
    def three(world):
        opened(world)
        for _ in range(2):
            recover(world)

    for world in ends_everywhere(new_world, moment, three, recover):
        for _ in range(3):
            recover(world)

        assert len(mailed_to(world, EMAIL)[1:]) <= 3
