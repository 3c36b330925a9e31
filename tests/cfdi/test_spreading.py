from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.cfdi.spreading import rounded_ratio, spread, steps

WEIGHTS = st.lists(st.integers(0, 10**9), min_size=1).filter(any)


@given(st.integers(0, 10**9), WEIGHTS)
def test_the_parts_add_up_to_the_whole(total, weights):
    parts = spread(total, weights)

    assert sum(parts) == total


@given(st.integers(0, 10**9), WEIGHTS)
def test_each_part_is_within_a_unit_of_its_share(total, weights):
    parts = spread(total, weights)

    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * sum(weights) - weight * total) < sum(weights)


@given(st.integers(0, 10**9), WEIGHTS)
def test_who_weighs_nothing_gets_nothing(total, weights):
    parts = spread(total, weights)

    assert all(part == 0 for part, weight in zip(parts, weights, strict=True) if not weight)


def test_a_whole_that_is_the_sum_of_the_weights_is_given_back_as_it_was():
    assert spread(60, [10, 20, 30]) == [10, 20, 30]


def test_halves_are_rounded_up():
    assert [rounded_ratio(numerator, 2) for numerator in (1, 2, 3)] == [1, 1, 2]


def test_steps_undo_a_running_sum():
    assert steps([2, 2, 7]) == [2, 0, 5]
