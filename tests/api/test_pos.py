"""Points of sale: whose key it is, and what becomes of each ticket of a batch."""

from __future__ import annotations

import pytest

from tests.api.door import ANOTHER_ISSUER, EVERY_STORE, ONE_ISSUER, complaints
from tests.factories import make_ticket

SALE = {
    "branch_id": "centro",
    "order_number": "48213",
    "ticket_number": "011",
    "purchased_at": "2026-11-20T10:00:00-06:00",
    "total": "100.00",
    "payments": [{"forma_pago": "01", "amount": "100.00"}],
    "lines": [
        {
            "description": "Detergente",
            "clave_prod_serv": "47131811",
            "clave_unidad": "H87",
            "objeto_imp": "02",
            "taxes": [{"impuesto": "002", "tipo_factor": "Tasa", "tasa_o_cuota": "0.16"}],
            "quantity": "1",
            "unit_price": "100.00",
        }
    ],
}


def told(answer) -> list[tuple[str, list[tuple[str, str]]]]:
    assert answer.status_code == 200, answer.body
    return [
        (one["status"], [(error["field"], error["code"]) for error in one["errors"]])
        for one in answer.json_body["tickets"]
    ]


@pytest.mark.parametrize(
    "key",
    ["", ".", "x", "a.b", "all.", ".x", "all.y", "ALL.x", "all.x.x", "é.x", "a" * 60_000 + ".x"],
)
def test_a_key_that_opens_nothing_is_not_signed_in(door, key):
    answer = door.send(SALE, key=key)

    assert (answer.status_code, answer.json_body["code"]) == (401, "not_signed_in")


@pytest.mark.parametrize("key", [EVERY_STORE, ONE_ISSUER])
def test_a_key_sends_for_its_own_stores(door, key):
    assert told(door.send(SALE, key=key)) == [("created", [])]


def test_a_key_of_another_issuer_sends_nothing_of_the_batch(door, world):
    unknown = {**SALE, "branch_id": "nowhere"}

    answer = door.send(unknown, SALE, key=ANOTHER_ISSUER)

    assert (answer.status_code, answer.json_body["code"]) == (403, "not_allowed")
    assert world.tickets.get(make_ticket(ticket_number="011").key) is None


def test_the_same_sale_changes_nothing_and_another_amount_changes_it(door):
    dearer = {**SALE, "total": "116.00", "prices_include_tax": False}

    became = told(door.send(SALE, SALE, dearer))

    assert [status for status, _ in became] == ["created", "unchanged", "updated"]


def test_a_ticket_that_somebody_asked_to_invoice_never_changes(door):
    door.send(SALE)
    door.opened(make_ticket(ticket_number="011"))

    became = told(door.send(SALE, {**SALE, "tip": "5.00"}))

    assert became == [("unchanged", []), ("refused", [("", "ticket_already_claimed")])]


@pytest.mark.parametrize("branch_id", ["", " ", "nowhere", "x" * 900_000, "a\x00b", "#"])
def test_a_branch_that_there_is_not_refuses_its_ticket_only(door, branch_id):
    wrong, right = told(door.send({**SALE, "branch_id": branch_id}, SALE))

    assert wrong[0] == "refused"
    assert [field for field, _ in wrong[1]] == ["/branch_id"]
    assert right == ("created", [])


def test_what_is_no_ticket_refuses_itself_only(door):
    became = told(door.send(1, None, "x", [], {}, SALE))

    assert [status for status, _ in became] == ["refused"] * 5 + ["created"]
    assert became[0][1] == [("", "wrong_type")]


@pytest.mark.parametrize("number", ["A#1", "\u200b", "a\x00b", "\ud7ff\ufffe", "a\x7fb"])
def test_a_number_that_could_name_two_tickets_or_none_is_refused(door, number):
    became = told(door.send({**SALE, "order_number": number}))

    assert became == [("refused", [("/order_number", "wrong_format")])]


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        ("0001-01-01T00:00:00+23:59", "too_small"),
        ("2016-12-31T23:59:59-06:00", "too_small"),
        ("9999-12-31T23:59:59-23:59", "too_large"),
        ("2026-11-20T18:05:01Z", "too_large"),
        ("2026-02-30T10:00:00Z", "wrong_format"),
        ("2026-11-20T10:00:00+99:99", "wrong_format"),
        ("0000-01-01T00:00:00Z", "wrong_format"),
    ],
)
def test_a_date_that_no_sale_can_have_is_refused(door, moment, code):
    became = told(door.send({**SALE, "purchased_at": moment}))

    assert became == [("refused", [("/purchased_at", code)])]


def test_a_batch_has_a_hundred_tickets_at_most(door):
    answer = door.send(*[SALE] * 101)

    assert answer.status_code == 422
    assert complaints(answer) == {("/tickets", "too_long")}


def test_a_batch_of_a_hundred_long_tickets_is_taken(door):
    lines = [{**SALE["lines"][0], "description": "D" * 400}] * 60
    batch = [
        {**SALE, "ticket_number": str(at), "total": "6000.00", "lines": lines} for at in range(100)
    ]

    became = told(door.send(*batch))

    assert became == [("created", [])] * 100
