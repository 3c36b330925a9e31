from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.money import cents, text


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [("0.005", "0.01"), ("0.0049", "0.00"), ("2.675", "2.68"), ("1E+3", "1000.00"), ("7", "7.00")],
)
def test_an_amount_is_rounded_half_up_to_the_cent(amount, rounded):
    assert str(cents(Decimal(amount))) == rounded


def test_an_amount_is_written_with_two_decimals_and_no_separator():
    assert text(Decimal("1234567.5")) == "1234567.50"


@given(st.decimals(0, 10**9, places=6))
def test_what_was_rounded_stays_as_it_is(amount):
    assert cents(cents(amount)) == cents(amount)
    assert abs(cents(amount) - amount) <= Decimal("0.005")
