from dataclasses import replace
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.ticket import LineTax
from chalicelib.domain.ticket_import_total import expected_total
from tests.domain.sales import EXEMPT, IEPS_8, IVA_0, IVA_16, make_donation, make_line, make_ticket

CENT = Decimal("0.01")


def adds_up(ticket, total):
    expected, slack = expected_total(ticket)
    return abs(Decimal(total) - expected) <= slack


def weighed(price="42.90", quantity="0.734"):
    return make_line(price, quantity=Decimal(quantity))


def test_whole_cents_leave_no_room():
    ticket = make_ticket(make_line("10.00"), make_line("0.50", quantity=Decimal(3)))

    assert adds_up(ticket, "11.50")
    assert not adds_up(ticket, "11.49")
    assert not adds_up(ticket, "11.51")


def test_a_weight_may_be_rounded_either_way_only_at_half_a_cent():
    half = make_ticket(weighed("0.10", "0.050"))  # 0.005
    less = make_ticket(weighed("42.90", "0.734"))  # 31.4886

    assert adds_up(half, "0.00")
    assert adds_up(half, "0.01")
    assert adds_up(less, "31.49")
    assert not adds_up(less, "31.48")


def test_discounts_of_lines_and_ticket_are_taken_off():
    line = make_line("100.00", discount=Decimal("10.00"))
    ticket = make_ticket(line, make_donation("1.00"), discount=Decimal("5.00"))

    assert adds_up(ticket, "86.00")


def test_prices_without_tax_get_theirs_and_iva_is_due_on_ieps():
    lines = (
        make_line("100.00", taxes=(IVA_16, IEPS_8)),  # 100 + 8 + 17.28
        make_line("50.00", taxes=(EXEMPT,)),
        make_line("50.00", taxes=(IVA_0,)),
        make_donation("2.00"),
    )
    ticket = make_ticket(*lines, prices_include_tax=False)

    assert adds_up(ticket, "227.28")
    assert not adds_up(ticket, "227.29")


def test_a_quota_is_due_on_the_quantity():
    quota = LineTax("003", "Cuota", Decimal("1.500000"))
    line = make_line("10.00", quantity=Decimal(2), taxes=(quota, IVA_16))
    ticket = make_ticket(line, prices_include_tax=False)

    assert adds_up(ticket, "26.68")  # (20 + 3) * 1.16


def test_a_discount_before_tax_takes_its_tax_along():
    lines = (make_line("100.00"), make_line("300.00", taxes=(IVA_0,)), make_donation("10.00"))
    ticket = make_ticket(*lines, discount=Decimal("40.00"), prices_include_tax=False)

    assert adds_up(ticket, "384.40")  # 90 * 1.16 + 270 + 10


def test_everything_given_away_costs_nothing():
    line = make_line("12.00", discount=Decimal("12.00"))
    ticket = make_ticket(line, prices_include_tax=False)

    assert adds_up(ticket, "0.00")


prices = st.integers(1, 500_000).map(lambda cents: Decimal(cents).scaleb(-2))
weights = st.integers(1, 20_000).map(lambda grams: Decimal(grams).scaleb(-3))
taxes = st.sampled_from([(IVA_16,), (IVA_0, IEPS_8), (IVA_16, IEPS_8), (EXEMPT,)])
lines = st.lists(
    st.builds(
        lambda price, weight, tax: make_line(str(price), quantity=weight, taxes=tax),
        prices,
        weights,
        taxes,
    ),
    min_size=1,
    max_size=12,
)


@pytest.mark.parametrize("rounding", [ROUND_HALF_UP, ROUND_HALF_EVEN])
@given(sold=lines)
def test_a_till_that_rounds_each_line_is_understood(rounding, sold):
    ticket = make_ticket(*sold)
    rounded = sum((line.quantity * line.unit_price).quantize(CENT, rounding) for line in sold)

    assert adds_up(ticket, rounded)


@given(sold=lines)
def test_a_till_that_rounds_only_the_sum_is_understood(sold):
    ticket = make_ticket(*sold)
    exact = sum(line.quantity * line.unit_price for line in sold)

    assert adds_up(ticket, exact.quantize(CENT, ROUND_HALF_UP))


@given(sold=lines)
def test_a_till_that_rounds_each_tax_is_understood(sold):
    ticket = replace(make_ticket(*sold), prices_include_tax=False)
    total = Decimal(0)
    for line in sold:
        net = (line.quantity * line.unit_price).quantize(CENT, ROUND_HALF_UP)
        exact = line.quantity * line.unit_price
        ieps = exact * Decimal("0.08") if IEPS_8 in line.taxes else Decimal(0)
        iva = (exact + ieps) * Decimal("0.16") if IVA_16 in line.taxes else Decimal(0)
        total += net + ieps.quantize(CENT, ROUND_HALF_UP) + iva.quantize(CENT, ROUND_HALF_UP)

    assert adds_up(ticket, total)


@given(sold=lines, pesos=st.integers(1, 1000))
def test_a_peso_too_much_is_never_rounding(sold, pesos):
    ticket = make_ticket(*sold)
    exact = sum(line.quantity * line.unit_price for line in sold)

    assert not adds_up(ticket, exact.quantize(CENT, ROUND_FLOOR) + pesos)
