from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from chalicelib.domain import budget
from chalicelib.domain.budget import LOGIN, TICKET, TICKET_PREFIX, Budget, seconds_until

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
EVERY = [one for one in vars(budget).values() if isinstance(one, Budget)]


def test_every_budget_has_a_name_of_its_own():
    names = [one.name for one in EVERY]

    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize(
    ("factor", "limit"), [(1, 5), (2, 10), (1000, 5000), (0.5, 2), (0.001, 1), (1e-9, 1)]
)
def test_a_factor_multiplies_the_limit_and_never_takes_the_last_use(factor, limit):
    assert TICKET.times(factor).limit == limit


def test_a_window_begins_at_a_whole_multiple_of_its_length():
    window = TICKET_PREFIX.present(NOON + timedelta(minutes=59, seconds=59))

    assert (window.starts_at, window.ends_at) == (NOON, NOON + timedelta(hours=1))


def test_the_next_window_begins_when_the_former_ends():
    assert TICKET_PREFIX.present(NOON + timedelta(hours=1)).starts_at == NOON + timedelta(hours=1)


@pytest.mark.parametrize(
    ("misses", "minutes"), [(5, 10), (6, 20), (7, 40), (8, 80), (9, 160), (10, 160), (10_000, 160)]
)
def test_a_tickets_pause_doubles_up_to_a_longest_one(misses, minutes):
    slot = TICKET.paced(misses, NOON)

    assert slot.ends_at - slot.starts_at == timedelta(minutes=minutes)


@pytest.mark.parametrize("misses", [10, 11, 500])
def test_a_logins_pause_stays_as_it_is(misses):
    slot = LOGIN.paced(misses, NOON)

    assert slot.ends_at - slot.starts_at == timedelta(minutes=1)


def test_a_longer_pause_holds_the_shorter_ones_whole():
    moments = [NOON + timedelta(minutes=minute) for minute in range(0, 1440, 7)]

    for now in moments:
        slots = [TICKET.paced(misses, now) for misses in range(5, 11)]
        assert all(
            longer.starts_at <= shorter.starts_at and shorter.ends_at <= longer.ends_at
            for shorter, longer in pairwise(slots)
        )


def test_what_has_no_pause_waits_for_its_window():
    assert TICKET_PREFIX.paced(20, NOON) == TICKET_PREFIX.present(NOON)


@pytest.mark.parametrize(("passed", "seconds"), [(0, 60), (0.1, 60), (59.9, 1), (60, 1), (90, 1)])
def test_who_waits_as_told_never_comes_too_early(passed, seconds):
    moment = NOON + timedelta(minutes=1)

    assert seconds_until(moment, NOON + timedelta(seconds=passed)) == seconds
