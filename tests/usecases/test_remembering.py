from __future__ import annotations

import pytest

from chalicelib.usecases.remembering import NothingRemembered
from tests.factories import EMAIL, make_receptor

DATA = (make_receptor(), "G03", (EMAIL,))


@pytest.fixture
def world(account_world):
    return account_world


def remember(world, former="", data=DATA) -> str:
    token, _ = world.remembering.remember(*data, former)
    return token


def test_a_phone_gets_back_what_it_had_remembered(world):
    token, answered = world.remembering.remember(*DATA)

    kept = world.remembering.recall(token)

    assert (kept.receptor, kept.uso_cfdi, kept.emails) == DATA
    assert kept == answered


def test_only_the_hash_of_a_phones_token_is_kept(world):
    token = remember(world)

    assert len(token) == 43
    assert token not in repr(world.remembered.kept)


def test_every_phone_has_a_token_of_its_own(world):
    assert remember(world) != remember(world)


def test_a_phone_that_remembers_anew_has_a_new_token_and_the_old_one_opens_nothing(world):
    former = remember(world)
    other = (make_receptor(name="OTRO NOMBRE"), "S01", ())

    token = remember(world, former, other)

    assert token != former
    assert world.remembering.recall(token).receptor == other[0]
    assert len(world.remembered.kept) == 1
    with pytest.raises(NothingRemembered):
        world.remembering.recall(former)


def test_nothing_is_remembered_longer_than_180_days(world):
    token = remember(world)
    world.clock.passes(days=180, seconds=-1)
    world.remembering.recall(token)
    world.clock.passes(seconds=1)

    with pytest.raises(NothingRemembered):
        world.remembering.recall(token)


@pytest.mark.parametrize("token", ["", "guessed", "x" * 43, "\ud800", "é"])
def test_a_token_that_was_given_to_nobody_opens_nothing(world, token):
    remember(world)

    with pytest.raises(NothingRemembered):
        world.remembering.recall(token)


def test_what_is_forgotten_is_gone_and_may_be_forgotten_again(world):
    token = remember(world)

    world.remembering.forget(token)
    world.remembering.forget(token)

    assert world.remembered.kept == {}
