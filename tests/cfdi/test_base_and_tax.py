from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.cfdi.base_and_tax import line_taxes, splits

CENT = 10_000
RATES = (160_000, 80_000, 0)
PAID = st.integers(1, 10**8)


def half_up(micros: int) -> int:
    return (micros + CENT // 2) // CENT


def tax_in_micros(base: int, rate: int) -> int:
    return (2 * base * rate + 1_000_000) // 2_000_000


@pytest.mark.parametrize("rate", RATES)
def test_every_amount_to_fifty_pesos_is_base_and_tax_to_the_cent(rate):
    for paid in range(1, 5_001):
        (split,) = splits([(paid, rate)])

        assert half_up(split.base) + split.tax == paid
        assert half_up(tax_in_micros(split.base, rate)) == split.tax


def test_a_whole_base_is_taken_where_there_is_one():
    (split,) = splits([(11_600, 160_000)])

    assert (split.base, split.tax, split.excess) == (100 * 100 * CENT, 1_600, 0)


def test_four_cents_at_16_take_a_fraction_of_a_cent():
    """No base in cents has 0.04 with its tax: 0.03 gives 0.03, and 0.04 gives 0.05."""
    (split,) = splits([(4, 160_000)])

    assert split.tax == 1
    assert 0 < split.excess < CENT // 2


def test_two_rates_that_both_need_fractions_do_not_add_them_to_a_cent():
    """Alone each would take its own smallest fraction, and both upwards."""
    hard_16 = [paid for paid in range(1, 60) if splits([(paid, 160_000)])[0].excess > 0]
    hard_8 = [paid for paid in range(1, 60) if splits([(paid, 80_000)])[0].excess > 0]
    assert hard_16
    assert hard_8

    for sixteen, eight in product(hard_16, hard_8):
        chosen = splits([(sixteen, 160_000), (eight, 80_000)])

        whole = half_up(sum(split.base for split in chosen))
        assert whole + sum(split.tax for split in chosen) == sixteen + eight


@given(PAID, PAID, PAID)
def test_all_rates_together_come_to_what_was_paid(sixteen, eight, zero):
    groups = [(sixteen, 160_000), (eight, 80_000), (zero, 0)]

    chosen = splits(groups)

    whole = half_up(sum(split.base for split in chosen))
    assert whole + sum(split.tax for split in chosen) == sixteen + eight + zero
    for split, (_, rate) in zip(chosen, groups, strict=True):
        assert half_up(tax_in_micros(split.base, rate)) == split.tax


@given(st.lists(st.integers(0, 10**10), min_size=1), st.sampled_from(RATES))
def test_the_lines_taxes_add_up_to_the_tax_of_the_whole(bases, rate):
    taxes = line_taxes(bases, rate)

    assert sum(taxes) == tax_in_micros(sum(bases), rate)


@given(st.lists(st.integers(0, 10**10), min_size=1), st.sampled_from(RATES))
def test_each_lines_tax_is_its_own_rounded_up_or_down(bases, rate):
    taxes = line_taxes(bases, rate)

    for base, tax in zip(bases, taxes, strict=True):
        assert base * rate // 1_000_000 <= tax <= -(-base * rate // 1_000_000)
