import json
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.ticket import LineKind, LineTax, Payment, Ticket
from chalicelib.domain.ticket_import_form import read_ticket


def sent(**changes):
    line = {
        "sku": "100112",
        "description": "Jitomate saladette",
        "kind": "sale",
        "clave_prod_serv": "50406500",
        "clave_unidad": "KGM",
        "objeto_imp": "02",
        "taxes": [{"impuesto": "002", "tipo_factor": "Tasa", "tasa_o_cuota": "0.000000"}],
        "quantity": "0.735",
        "unit_price": "34.90",
        "discount": "0.50",
    }
    known = {
        "branch_id": "centro",
        "order_number": "48213",
        "ticket_number": "011-02-004471",
        "purchased_at": "2026-11-19T18:42:10-06:00",
        "total": "25.15",
        "tip": "3.00",
        "discount": "0.00",
        "payments": [{"forma_pago": "04", "amount": "28.15"}],
        "prices_include_tax": False,
        "lines": [line],
    }
    return {**known, **changes}


def with_line(**changes):
    return sent(lines=[{**sent()["lines"][0], **changes}])


def told(content):
    reading = read_ticket(content)
    assert isinstance(reading, tuple)
    return [(problem.field, problem.code) for problem in reading]


def test_every_datum_of_the_contract_is_read():
    ticket = read_ticket(sent())

    assert isinstance(ticket, Ticket)
    assert (ticket.branch_id, ticket.order_number) == ("centro", "48213")
    assert ticket.ticket_number == "011-02-004471"
    zone = timezone(timedelta(hours=-6))
    assert ticket.purchased_at == datetime(2026, 11, 19, 18, 42, 10, tzinfo=zone)
    assert (ticket.total, ticket.tip) == (Decimal("25.15"), Decimal("3.00"))
    assert ticket.payments == (Payment("04", Decimal("28.15")),)
    assert not ticket.prices_include_tax
    (line,) = ticket.lines
    assert line.taxes == (LineTax("002", "Tasa", Decimal(0)),)
    assert (line.quantity, line.discount) == (Decimal("0.735"), Decimal("0.50"))


def test_what_may_be_left_out_has_the_plain_meaning():
    line = {"description": "Redondeo", "quantity": 1, "unit_price": "0.90"}
    bare = {name: sent()[name] for name in ("branch_id", "order_number", "ticket_number")}
    times = {"purchased_at": "2026-11-20T00:42:10Z", "total": "0.9"}

    ticket = read_ticket({**bare, **times, "lines": [line]})

    assert isinstance(ticket, Ticket)
    assert ticket.prices_include_tax
    assert (ticket.tip, ticket.discount, ticket.payments) == (0, 0, ())
    assert ticket.lines[0].kind is LineKind.SALE
    assert (ticket.lines[0].sku, ticket.lines[0].objeto_imp) == ("", "")


def test_an_exempt_line_has_no_rate():
    exempt = [{"impuesto": "002", "tipo_factor": "Exento"}]

    ticket = read_ticket(with_line(taxes=exempt))

    assert isinstance(ticket, Ticket)
    assert ticket.lines[0].taxes == (LineTax("002", "Exento", None),)


def test_blanks_around_and_inside_a_text_are_collapsed():
    ticket = read_ticket(with_line(description='  Piña\t miel \n 12" '))

    assert isinstance(ticket, Ticket)
    assert ticket.lines[0].description == 'Piña miel 12"'


def test_a_misspelt_field_is_refused_because_it_might_be_a_discount():
    assert told(sent(discuont="5.00")) == [("/discuont", "unknown_field")]
    assert told(with_line(**{"dis/co~unt": "5.00"})) == [("/lines/0/dis~1co~0unt", "unknown_field")]


def test_everything_that_is_missing_is_named():
    assert told({}) == [
        ("/branch_id", "required"),
        ("/order_number", "required"),
        ("/ticket_number", "required"),
        ("/purchased_at", "required"),
        ("/total", "required"),
        ("/lines", "required"),
    ]
    assert told(sent(lines=[{}])) == [
        ("/lines/0/description", "required"),
        ("/lines/0/quantity", "required"),
        ("/lines/0/unit_price", "required"),
    ]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("total", 25.15, "wrong_type"),
        ("total", 25, "wrong_type"),
        ("total", None, "wrong_type"),
        ("total", "25.155", "wrong_format"),
        ("total", "1,234.50", "wrong_format"),
        ("total", "$25.15", "wrong_format"),
        ("total", "2.5e1", "wrong_format"),
        ("total", "NaN", "wrong_format"),
        ("total", "٢٥.١٥", "wrong_format"),
        ("total", "1000000000.00", "too_large"),
        ("order_number", 48213, "wrong_type"),
        ("purchased_at", 1763596930, "wrong_type"),
        ("purchased_at", "2026-11-19T18:42:10", "wrong_format"),
        ("purchased_at", "2026-11-19", "wrong_format"),
        ("purchased_at", "2026-02-30T18:42:10-06:00", "wrong_format"),
        ("prices_include_tax", "true", "wrong_type"),
        ("payments", {}, "wrong_type"),
        ("lines", "one", "wrong_type"),
        ("receptor", {"rfc": "XAXX010101000"}, "not_available_yet"),
    ],
)
def test_a_value_of_the_wrong_kind_says_so(field, value, code):
    assert told(sent(**{field: value})) == [(f"/{field}", code)]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("kind", "tip", "not_in_catalog"),
        ("kind", ["sale"], "not_in_catalog"),
        ("quantity", 0.735, "wrong_type"),
        ("quantity", True, "wrong_type"),
        ("quantity", "0.7351234", "wrong_format"),
        ("unit_price", "1.1234567", "wrong_format"),
        ("discount", "1.005", "wrong_format"),
        ("taxes", "002:Tasa:0.160000", "wrong_type"),
    ],
)
def test_a_value_of_a_line_says_where_it_stands(field, value, code):
    assert told(with_line(**{field: value})) == [(f"/lines/0/{field}", code)]


def test_an_amount_under_zero_is_read_so_that_its_meaning_can_be_judged():
    ticket = read_ticket(sent(tip="-3.00"))

    assert isinstance(ticket, Ticket)
    assert ticket.tip == Decimal("-3.00")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(json_values)
def test_no_json_is_too_strange_to_be_answered(content):
    assert told(content)


@given(st.sampled_from(sorted(sent())), json_values)
def test_no_value_of_a_field_is_too_strange_to_be_answered(field, value):
    reading = read_ticket(json.loads(json.dumps(sent(**{field: value}))))

    assert isinstance(reading, Ticket) or reading


@pytest.mark.parametrize("zero", ["-0", "-0.00", "0", "000.0"])
def test_a_written_minus_zero_is_zero(zero):
    ticket = read_ticket(sent(tip=zero, discount=zero))

    assert isinstance(ticket, Ticket)
    assert not ticket.tip.is_signed()
    assert not ticket.discount.is_signed()
