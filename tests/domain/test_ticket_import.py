from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from chalicelib.domain.ticket import LineKind, LineTax, Payment
from chalicelib.domain.ticket_import import problems_of
from tests.domain.sales import (
    EXEMPT,
    IEPS_8,
    IVA_0,
    IVA_8,
    IVA_16,
    NOW,
    WINE,
    make_branch,
    make_donation,
    make_line,
    make_ticket,
)

CENT = Decimal("0.01")


def told(ticket, branch=None):
    """What is wrong with a ticket, as pairs of field and code."""
    found = problems_of(ticket, branch or make_branch(), NOW)
    return [(problem.field, problem.code) for problem in found]


def test_a_right_ticket_has_nothing_wrong():
    lines = (
        make_line("57.90", quantity=Decimal("0.735"), clave_unidad="KGM", taxes=(IVA_0,)),
        make_line("249.00", taxes=(IVA_16, WINE), discount=Decimal("30.00")),
        make_line("52.00", taxes=(IVA_0, IEPS_8)),
        make_line("149.00", taxes=(EXEMPT,)),
        make_line("0.00", objeto_imp="01", taxes=()),
        make_donation("0.90"),
    )

    assert told(make_ticket(*lines)) == []


def test_every_complaint_comes_at_once():
    line = make_line("-1.00", description="", clave_prod_serv="123", objeto_imp="05", taxes=())
    ticket = make_ticket(
        line,
        order_number="",
        payments=(Payment("99", Decimal(1)), Payment("77", Decimal(0))),
        total=Decimal("5.00"),
        tip=Decimal("-1.00"),
    )

    assert told(ticket) == [
        ("/order_number", "required"),
        ("/payments/0/forma_pago", "metodo_pago_not_supported"),
        ("/payments/1/forma_pago", "not_in_catalog"),
        ("/payments/1/amount", "too_small"),
        ("/tip", "too_small"),
        ("/lines/0/description", "required"),
        ("/lines/0/unit_price", "too_small"),
        ("/lines/0/clave_prod_serv", "wrong_format"),
        ("/lines/0/objeto_imp", "objeto_imp_not_supported"),
        ("/total", "total_mismatch"),
    ]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("", "required"),
        (" - ", "required"),
        ("12#4", "wrong_format"),
        ("12\x00", "wrong_format"),
        ("12\u200b4", "wrong_format"),
        ("12\ud800", "wrong_format"),
        ("7" * 41, "too_long"),
    ],
)
def test_a_number_that_cannot_name_a_ticket_is_refused(number, code):
    ticket = make_ticket(order_number=number, ticket_number=number)

    assert told(ticket) == [("/order_number", code), ("/ticket_number", code)]


@pytest.mark.parametrize("number", ["7" * 40, "P-43920", "Ñ 12/4", "011-02-004471"])
def test_numbers_as_tills_print_them_are_taken(number):
    assert told(make_ticket(order_number=number, ticket_number=number)) == []


def test_a_branch_that_we_do_not_know_is_refused_with_all_the_rest():
    ticket = make_ticket(make_line(clave_unidad="H 7"), branch_id="nowhere")

    found = problems_of(ticket, None, NOW)

    assert [(problem.field, problem.code) for problem in found] == [
        ("/branch_id", "not_in_catalog"),
        ("/lines/0/clave_unidad", "wrong_format"),
    ]


def test_a_till_may_run_five_minutes_fast_and_no_more():
    fast = make_ticket(purchased_at=NOW + timedelta(minutes=5))
    wrong = make_ticket(purchased_at=NOW + timedelta(minutes=5, seconds=1))

    assert told(fast) == []
    assert told(wrong) == [("/purchased_at", "too_large")]


@pytest.mark.parametrize("year", [1, 1970, 2016])
def test_a_date_before_any_till_is_refused(year):
    ticket = make_ticket(purchased_at=datetime(year, 6, 1, tzinfo=ZoneInfo("Asia/Tokyo")))

    assert told(ticket) == [("/purchased_at", "too_small")]


def test_payments_need_not_add_up():
    paid = (Payment("01", Decimal("500.00")), Payment("28", Decimal("0.01")))

    assert told(make_ticket(payments=paid)) == []


def test_a_ticket_needs_a_line():
    assert told(make_ticket(lines=(), total=Decimal("0.00"))) == [("/lines", "required")]


def test_a_ticket_that_no_item_could_hold_is_refused():
    many = make_ticket(*[make_line("1.00")] * 501)
    wordy = make_ticket(*[make_line("1.00", description="ñ" * 1000)] * 40)
    paid = make_ticket(payments=(Payment("01", CENT),) * 51)

    assert told(many) == [("/lines", "too_large")]
    assert told(wordy) == [("/lines", "too_long")]
    assert told(paid) == [("/payments", "too_large")]


def test_the_tickets_discount_reaches_the_stores_own_sale_and_no_further():
    lines = (make_line("100.00"), make_donation("5.00"))
    whole = make_ticket(*lines, discount=Decimal("100.00"), total=Decimal("5.00"))
    beyond = make_ticket(*lines, discount=Decimal("100.01"), total=Decimal("4.99"))

    assert told(whole) == []
    assert told(beyond) == [("/discount", "too_large")]


@pytest.mark.parametrize("field", ["clave_prod_serv", "clave_unidad", "objeto_imp"])
def test_a_sale_needs_sats_data_and_other_peoples_money_does_not(field):
    changes = {field: "", "taxes": ()} if field == "objeto_imp" else {field: ""}
    sale = make_line(**changes)
    top_up = replace(sale, kind=LineKind.THIRD_PARTY)

    assert told(make_ticket(sale)) == [(f"/lines/0/{field}", "required")]
    assert told(make_ticket(top_up)) == []


def test_what_other_peoples_money_does_state_must_be_right():
    top_up = make_line(kind=LineKind.THIRD_PARTY, clave_prod_serv="0101")

    assert told(make_ticket(top_up)) == [("/lines/0/clave_prod_serv", "wrong_format")]


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"quantity": Decimal(0)}, "quantity", "too_small"),
        ({"unit_price": Decimal("-0.01"), "discount": Decimal(0)}, "unit_price", "too_small"),
        ({"discount": Decimal("-0.01")}, "discount", "too_small"),
        ({"discount": Decimal("100.01")}, "discount", "too_large"),
        ({"description": "x" * 1001}, "description", "too_long"),
        ({"description": "a\x07b"}, "description", "wrong_format"),
        ({"description": "a\udfffb"}, "description", "wrong_format"),
        ({"sku": "x" * 101}, "sku", "too_long"),
        ({"clave_prod_serv": "4713181"}, "clave_prod_serv", "wrong_format"),
        ({"clave_unidad": "H876"}, "clave_unidad", "wrong_format"),
        ({"objeto_imp": "04", "taxes": ()}, "objeto_imp", "objeto_imp_not_supported"),
        ({"objeto_imp": "zz", "taxes": ()}, "objeto_imp", "objeto_imp_not_supported"),
    ],
)
def test_a_wrong_line_says_which_datum(changes, field, code):
    assert (f"/lines/0/{field}", code) in told(make_ticket(make_line(**changes)))


def test_the_whole_price_may_be_given_away():
    whole = make_line("42.90", quantity=Decimal("0.734"), discount=Decimal("31.49"))

    assert told(make_ticket(whole)) == []


def rate(impuesto="002", factor="Tasa", tasa="0.160000"):
    return LineTax(impuesto, factor, Decimal(tasa) if tasa else None)


@pytest.mark.parametrize(
    ("taxes", "complaints"),
    [
        ((), [("", "required")]),
        ((IEPS_8,), [("", "required")]),
        ((IVA_16, IVA_0), [("/1", "tax_repeated")]),
        ((IVA_16, EXEMPT), [("/1", "tax_repeated")]),
        ((IVA_16, IEPS_8, WINE), [("/2", "tax_repeated")]),
        ((IVA_16, rate("001")), [("/1/impuesto", "not_in_catalog")]),
        ((rate(factor="tasa"),), [("/0/tipo_factor", "not_in_catalog")]),
        ((rate(tasa=None),), [("/0/tasa_o_cuota", "required")]),
        ((rate(tasa="0.15"),), [("/0/tasa_o_cuota", "not_in_catalog")]),
        ((rate(factor="Exento"),), [("/0/tasa_o_cuota", "not_in_catalog")]),
        ((IVA_16, rate("003", tasa="0.1")), [("/1/tasa_o_cuota", "not_in_catalog")]),
        ((IVA_8,), [("/0/tasa_o_cuota", "iva_8_not_enabled")]),
    ],
)
def test_taxes_that_sat_would_refuse_are_refused(taxes, complaints):
    found = told(make_ticket(make_line(taxes=taxes)))

    assert found == [(f"/lines/0/taxes{field}", code) for field, code in complaints]


def test_ieps_may_be_a_rate_and_a_quota_at_once():
    cigarettes = (IVA_16, rate("003", tasa="1.6"), rate("003", "Cuota", "0.6445"))

    assert told(make_ticket(make_line(taxes=cigarettes))) == []


@pytest.mark.parametrize("objeto_imp", ["01", "03"])
def test_lines_that_do_not_break_taxes_out_may_have_none(objeto_imp):
    bare = make_line(objeto_imp=objeto_imp, taxes=())
    taxed = make_line(objeto_imp=objeto_imp)

    assert told(make_ticket(bare)) == []
    assert told(make_ticket(taxed)) == [("/lines/0/taxes", "taxes_not_allowed")]


def test_iva_at_8_is_taken_where_it_is_switched_on():
    ticket = make_ticket(make_line(taxes=(IVA_8,)), make_line(taxes=(IVA_16,)))

    assert told(ticket, make_branch(iva_8=True)) == []


def test_a_total_that_the_lines_do_not_make_is_refused_with_the_right_one():
    ticket = make_ticket(make_line("57.50"), make_donation("0.50"), total=Decimal("58.01"))

    (problem,) = problems_of(ticket, make_branch(), NOW)

    assert (problem.field, problem.code) == ("/total", "total_mismatch")
    assert problem.params == {"expected": "58.00"}
