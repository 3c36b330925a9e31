"""One truth for guards in the table and in memory: what counts, for how long, and for whom."""

from __future__ import annotations

from datetime import timedelta

import pytest

MINUTE = timedelta(minutes=1)


@pytest.fixture
def guards(account_rooms):
    return account_rooms.guards


@pytest.fixture
def until(account_rooms):
    return account_rooms.clock.now + MINUTE


def test_misses_add_up(guards, unique, until):
    assert guards.counted(unique) == 0
    assert [guards.note(unique, until) for _ in range(3)] == [1, 2, 3]
    assert guards.counted(unique) == 3


def test_a_counter_is_forgotten_when_its_time_is_over(account_rooms, guards, unique, until):
    guards.note(unique, until)
    account_rooms.clock.passes(minutes=1)

    assert guards.counted(unique) == 0
    assert guards.note(unique, until + MINUTE) == 1
    assert guards.counted(unique) == 1


def test_no_more_places_are_taken_than_there_are(guards, unique, until):
    assert [guards.take(unique, 3, until) for _ in range(5)] == [True, True, True, False, False]


def test_a_place_that_was_given_back_can_be_taken(guards, unique, until):
    guards.take(unique, 1, until)
    guards.give_back(unique)

    assert guards.take(unique, 1, until)
    assert not guards.take(unique, 1, until)


def test_nobody_gives_back_what_was_not_taken(guards, unique, until):
    guards.give_back(unique)
    guards.note(unique, until)
    guards.give_back(unique)

    assert guards.take(unique, 1, until)
    assert not guards.take(unique, 1, until)


def test_places_are_free_again_when_their_time_is_over(account_rooms, guards, unique, until):
    guards.take(unique, 1, until)
    account_rooms.clock.passes(minutes=1)

    assert guards.take(unique, 1, until + MINUTE)
    assert not guards.take(unique, 1, until + MINUTE)


def test_there_may_be_no_place_at_all(guards, unique, until):
    assert not guards.take(unique, 0, until)


def test_misses_and_places_are_counted_apart(guards, unique, until):
    guards.note(unique, until)

    assert guards.take(unique, 1, until)
    assert guards.counted(unique) == 1


def test_what_is_used_once_is_used_up(guards, unique, until):
    assert guards.once(unique, until)
    assert not guards.once(unique, until)
    assert not guards.once(unique, until + MINUTE)


def test_a_single_use_is_free_again_when_its_time_is_over(account_rooms, guards, unique, until):
    guards.once(unique, until)
    account_rooms.clock.passes(minutes=1)

    assert guards.once(unique, until + MINUTE)
    assert not guards.once(unique, until + MINUTE)


@pytest.mark.parametrize("typed", ["", "\ud800", "ñ" * 5000])
def test_whatever_people_type_can_be_counted(guards, unique, until, typed):
    assert guards.note(f"{unique}{typed}", until) == 1
    assert guards.counted(f"{unique}{typed}") == 1
