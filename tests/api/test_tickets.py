"""Proving a ticket and judging a receptor, over HTTP."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.api.door import complaints, proof_of
from tests.factories import make_donation, make_line, make_ticket

TICKET = make_ticket(order_number="AB-12 34", tip=Decimal("15.00"))
CHECK = "/v1/ticket-checks"


@pytest.fixture
def code(world) -> str:
    [record] = world.load(TICKET)
    return record.code


@pytest.mark.parametrize(
    "order_number",
    [
        "AB-1234",
        "ab 12 34",
        "a-b-1-2-3-4",
        "AB–12—34",
        "AB‑1234",
        "\ufeffAB12\u200b34",
        "AB\xa01234",
    ],
)
def test_a_number_is_read_however_people_type_it(door, code, order_number):
    answer = door.call("POST", CHECK, {**proof_of(TICKET), "order_number": order_number})

    assert answer.status_code == 200


def test_a_code_is_read_however_people_type_it(door, code):
    lookalikes = code.replace("0", "o").replace("1", "l").lower()

    for typed in (code.lower(), lookalikes, f" {code[:5]} {code[5:]} ", f"{code[:5]}–{code[5:]}"):
        assert door.call("POST", CHECK, {"code": typed}).status_code == 200, typed


@pytest.mark.parametrize("total", ["100", "100.0", "0100.00", " 100.00 ", "115.00"])
def test_the_total_proves_it_with_and_without_the_tip(door, code, total):
    answer = door.call("POST", CHECK, {**proof_of(TICKET), "total": total})

    ticket = answer.json_body["ticket"]
    assert (ticket["total"], ticket["tip"], ticket["invoice_total"]) == (
        "100.00",
        "15.00",
        "100.00",
    )
    assert ticket["not_invoiced"] == [{"kind": "tip", "amount": "15.00"}]
    assert ticket["can"] == ["invoice"]


@pytest.mark.parametrize(
    "change",
    [{"order_number": "A"}, {"ticket_number": "A#B"}, {"total": "15.00"}, {"total": "85.00"}],
)
def test_whichever_datum_is_wrong_the_answer_is_the_same(door, code, change):
    answer = door.call("POST", CHECK, {**proof_of(TICKET), **change})

    assert (answer.status_code, answer.json_body["code"]) == (404, "ticket_not_found")
    assert answer.json_body["loaded_until"] == "2026-11-20T16:30:00+00:00"
    assert answer.json_body["can_wait"] is False
    assert complaints(answer) == set()


def test_a_ticket_of_other_peoples_money_can_only_be_asked_about(door, world):
    ticket = make_ticket(make_donation("20.00"))
    world.load(ticket)

    told = door.call("POST", CHECK, proof_of(ticket)).json_body["ticket"]
    answer = door.ask(ticket)

    assert (told["invoice_total"], told["can"]) == ("0.00", ["ask_store"])
    assert complaints(answer) == {("/tickets/0", "nothing_to_invoice")}


def test_a_written_minus_zero_is_zero(door, world):
    sent = {
        **proof_of(make_ticket()),
        "purchased_at": "2026-11-20T10:00:00-06:00",
        "tip": "-0.00",
        "discount": "-0",
        "lines": [
            {
                "description": "Detergente",
                "clave_prod_serv": "47131811",
                "clave_unidad": "H87",
                "objeto_imp": "01",
                "quantity": 1,
                "unit_price": "100",
                "discount": "-0.0",
            }
        ],
    }
    door.send(sent)

    told = door.call("POST", CHECK, proof_of(make_ticket())).json_body["ticket"]

    assert (told["tip"], told["not_invoiced"]) == ("0.00", [])


def test_a_ticket_whose_payment_nobody_told_lets_the_shopper_choose(door, world):
    ticket = make_ticket(make_line("10.00"), payments=())
    world.load(ticket)

    told = door.call("POST", CHECK, proof_of(ticket)).json_body["ticket"]

    assert (told["forma_pago"], told["forma_pago_fixed"]) == (None, False)
    assert told["formas_pago"] == ["01", "02", "03", "04", "05", "06", "08", "28", "29", "31"]


def judged(door, **data):
    return door.call("POST", "/v1/receptor-checks", data)


def test_an_rfc_tells_what_its_holder_may_state(door):
    told = judged(door, rfc="maso-451221-pm4", regimen_fiscal="612", name="Olivia SA").json_body

    assert (told["rfc"], told["persona"]) == ("MASO451221PM4", "fisica")
    assert "612" in {one["code"] for one in told["regimenes"]}
    assert "G03" in {one["code"] for one in told["usos"]}
    assert told["suggested"] == {"name": "OLIVIA SA", "uso_cfdi": "G03"}


@pytest.mark.parametrize("regimen", [{}, {"regimen_fiscal": "616"}])
def test_a_foreigners_only_choices_are_told(door, regimen):
    told = judged(door, rfc="XEXX010101000", **regimen).json_body

    assert [one["code"] for one in told["regimenes"]] == ["616"]
    assert [one["code"] for one in told["usos"]] == ["S01"]
    assert told["suggested"]["uso_cfdi"] == "S01"
    assert told["problems"] == []


def test_the_public_in_general_is_told_apart(door):
    told = judged(door, rfc="XAXX010101000").json_body

    assert told["problems"] == [{"field": "rfc", "code": "rfc_generic", "severity": "error"}]


def test_a_failing_check_digit_warns_only(door):
    told = judged(door, rfc="MASO451221PM3").json_body

    assert told["problems"] == [{"field": "rfc", "code": "check_digit", "severity": "warning"}]


def test_an_rfc_that_is_none_is_a_wrong_field(door):
    answer = judged(door, rfc="NOESRFC", name=7)

    assert complaints(answer) == {("/rfc", "wrong_format"), ("/name", "wrong_type")}
