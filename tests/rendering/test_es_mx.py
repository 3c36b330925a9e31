from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rendering import es_mx


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("0", "$0.00"),
        ("1234.5", "$1,234.50"),
        ("1234567.89", "$1,234,567.89"),
        ("86.206897", "$86.206897"),
        ("86.200000", "$86.20"),
        ("1E+3", "$1,000.00"),
    ],
)
def test_money_shows_two_decimals_or_as_many_more_as_the_cfdi_has(amount, written):
    assert es_mx.money(Decimal(amount)) == written


@given(st.decimals(0, 10**17, places=6))
def test_no_digit_of_an_amount_is_lost(amount):
    assert Decimal(es_mx.money(amount).strip("$").replace(",", "")) == amount


@pytest.mark.parametrize(
    ("count", "written"),
    [("3", "3"), ("3.000", "3"), ("0.750", "0.75"), ("1200", "1,200"), ("1E+2", "100")],
)
def test_a_quantity_has_no_zeros_that_say_nothing(count, written):
    assert es_mx.quantity(Decimal(count)) == written


@pytest.mark.parametrize(
    ("rate", "written"),
    [("0.160000", "16 %"), ("0.265000", "26.5 %"), ("0.000000", "0 %"), ("1.600000", "160 %")],
)
def test_a_rate_is_told_in_percent(rate, written):
    assert es_mx.percent(Decimal(rate)) == written


def test_a_moment_is_told_by_the_clock_that_it_carries():
    moment = datetime(2026, 12, 1, 2, 5, tzinfo=UTC).astimezone(ZoneInfo("America/Tijuana"))

    assert es_mx.date_and_minute(moment) == "30 de noviembre de 2026, 18:05"
