from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.backoff import EAGER_TIME, wait_after, wait_as_long

YOUNG, OLD = timedelta(minutes=14), timedelta(minutes=15)


def test_the_pause_doubles_from_one_second_up_to_a_minute():
    pauses = [wait_after(tries, YOUNG).seconds for tries in range(1, 9)]

    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]


def test_a_request_that_nobody_looks_at_any_more_may_wait_ten_minutes():
    pauses = [wait_after(tries, OLD).seconds for tries in (1, 7, 10, 11, 50, 10_000)]

    assert pauses == [1, 64, 512, 600, 600, 600]


def test_before_the_first_try_the_pause_is_the_shortest():
    assert wait_after(0, YOUNG) == timedelta(seconds=1)


@given(st.integers(0, 10**6), st.timedeltas(timedelta(0), EAGER_TIME))
def test_in_the_first_fifteen_minutes_no_pause_is_over_a_minute(tries, age):
    longest = timedelta(seconds=60 if age < EAGER_TIME else 600)

    assert timedelta(seconds=1) <= wait_after(tries, age) <= longest


@pytest.mark.parametrize(
    ("age_s", "pause_s"), [(0, 1), (1, 1), (8, 8), (59, 59), (300, 60), (900, 600), (10**6, 600)]
)
def test_where_no_tries_are_counted_the_pause_is_as_long_as_the_wait_so_far(age_s, pause_s):
    assert wait_as_long(timedelta(seconds=age_s)) == timedelta(seconds=pause_s)
