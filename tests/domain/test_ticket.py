"""What of a sale is invoiced, how it was paid, and what proves that one holds its ticket."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.ticket import LineKind, NotInvoiced, Payment, TicketKey, normal_number
from tests.domain.sales import make_donation, make_line, make_ticket

FOR_SHOPPERS = ("01", "02", "03", "04", "05", "06", "08", "28", "29", "31")


def paid(*parts: tuple[str, str]) -> tuple[Payment, ...]:
    return tuple(Payment(forma_pago, Decimal(amount)) for forma_pago, amount in parts)


def test_one_form_of_payment_is_fixed():
    ticket = make_ticket(payments=paid(("04", "100.00")))

    assert ticket.forma_pago == "04"


def test_of_several_forms_the_largest_amount_counts():
    ticket = make_ticket(payments=paid(("01", "40.00"), ("04", "60.00")))

    assert ticket.forma_pago == "04"


def test_payments_of_one_form_are_added_up():
    ticket = make_ticket(payments=paid(("01", "30.00"), ("04", "40.00"), ("01", "30.00")))

    assert ticket.forma_pago == "01"


def test_between_equal_amounts_the_shopper_chooses():
    ticket = make_ticket(payments=paid(("01", "45.00"), ("04", "45.00"), ("28", "10.00")))

    assert ticket.forma_pago is None
    assert ticket.formas_pago == ("01", "04")


def test_where_the_store_told_none_the_shopper_chooses_among_those_of_shoppers():
    ticket = make_ticket(payments=())

    assert ticket.forma_pago is None
    assert ticket.formas_pago == FOR_SHOPPERS


def test_other_peoples_money_is_not_invoiced():
    top_up = make_line("50.00", kind=LineKind.THIRD_PARTY)
    ticket = make_ticket(
        make_line("100.00"), make_donation("0.40"), make_donation("0.10"), top_up, tip=Decimal(15)
    )

    assert ticket.total == Decimal("150.50")
    assert ticket.invoice_total == Decimal("100.00")
    assert ticket.not_invoiced == (
        NotInvoiced("donation", Decimal("0.50")),
        NotInvoiced("third_party", Decimal("50.00")),
        NotInvoiced("tip", Decimal(15)),
    )


@pytest.mark.parametrize("kind", [kind for kind in LineKind if kind is not LineKind.SALE])
def test_only_sales_are_the_stores_own_income(kind):
    ticket = make_ticket(make_line("100.00"), make_line("20.00", kind=kind))

    assert [line.kind for line in ticket.sale_lines] == [LineKind.SALE]
    assert ticket.invoice_total == Decimal("100.00")


def test_a_plain_ticket_leaves_nothing_out():
    assert make_ticket().not_invoiced == ()


def test_a_line_costs_quantity_by_price_to_the_cent_less_its_discount():
    line = make_line("33.33", quantity=Decimal("0.755"), discount=Decimal("1.16"))

    assert line.gross == Decimal("25.16")
    assert line.amount == Decimal("24.00")


@pytest.mark.parametrize("typed", ["100.00", "115.00", "100", "100.0"])
def test_the_total_with_or_without_its_tip_proves_a_ticket(typed):
    ticket = make_ticket(total=Decimal("100.00"), tip=Decimal("15.00"))

    assert ticket.is_proved_by(Decimal(typed))


@pytest.mark.parametrize("typed", ["100.01", "15.00", "85.00", "0", "-100.00", "1000.00"])
def test_no_other_amount_proves_it(typed):
    ticket = make_ticket(total=Decimal("100.00"), tip=Decimal("15.00"))

    assert not ticket.is_proved_by(Decimal(typed))


def test_a_number_is_the_same_however_it_is_typed():
    for typed in ("011-02-4471a", " 011 02 4471A ", "011024471a", "011\u00a0024471A"):
        assert normal_number(typed) == "011024471A"


@given(st.text(max_size=40))
def test_a_normal_number_is_its_own_normal_form(typed):
    assert normal_number(normal_number(typed)) == normal_number(typed)


def test_a_ticket_is_named_by_branch_order_and_number():
    key = TicketKey.typed("centro", "48-213", "t-1")

    assert key == make_ticket(order_number="48213", ticket_number="T1").key
    assert str(key) == "TKT#centro#48213#T1"


def test_a_tickets_id_tells_nothing_of_its_numbers():
    ticket_id = TicketKey.typed("centro", "48213", "T1").ticket_id

    assert ticket_id.startswith("tkt_")
    assert "48213" not in ticket_id
    assert ticket_id != TicketKey.typed("norte", "48213", "T1").ticket_id
