"""Every wrong datum gets its code and its field, and nothing is a 5xx."""

from __future__ import annotations

import pytest

from tests.journeys.shopper import EMPRESA, proof_of, request_for

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("system")]


def complaints(answer) -> set[tuple[str, str]]:
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["X-Request-Id"]
    return {(one["field"], one["code"]) for one in answer.body.get("errors", [])}


@pytest.mark.parametrize("datum", ["order_number", "ticket_number", "total"])
def test_a_wrong_datum_of_the_ticket_is_not_told_apart(shopper, sell, datum):
    ticket = sell()
    wrong = {"order_number": "X1", "ticket_number": "999999", "total": "1.00"}[datum]

    answer = shopper.call("POST", "/v1/ticket-checks", {**proof_of(ticket), datum: wrong})

    assert answer.status == 404
    assert answer.body["code"] == "ticket_not_found"
    assert answer.body["loaded_until"]
    assert "errors" not in answer.body


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"rfc": "NOESRFC"}, ("/receptor/rfc", "wrong_format")),
        ({"rfc": "XAXX010101000"}, ("/receptor/rfc", "rfc_generic")),
        ({"name": "   "}, ("/receptor/name", "required")),
        ({"postal_code": "00001"}, ("/receptor/postal_code", "unknown_postal_code")),
        ({"postal_code": "ABC"}, ("/receptor/postal_code", "wrong_format")),
        ({"regimen_fiscal": "605"}, ("/receptor/regimen_fiscal", "not_allowed_for_persona")),
        ({"regimen_fiscal": "999"}, ("/receptor/regimen_fiscal", "not_in_catalog")),
    ],
)
def test_a_wrong_datum_of_the_receptor_names_its_field(shopper, sell, change, expected):
    answer = shopper.ask(sell(), {**EMPRESA, **change})

    assert answer.status == 422
    assert expected in complaints(answer)


def test_a_use_that_does_not_fit_the_regimen_names_its_field(shopper, sell):
    answer = shopper.ask(sell(), {**EMPRESA, "regimen_fiscal": "603"}, uso_cfdi="D01")

    assert answer.status == 422
    assert ("/uso_cfdi", "not_allowed_for_persona") in complaints(answer)


def test_a_form_of_payment_that_was_not_the_sales_is_refused(shopper, sell):
    answer = shopper.ask(sell(), forma_pago="04")

    assert answer.status == 422
    assert complaints(answer) == {("/forma_pago", "forma_pago_differs_from_sale")}


def test_every_wrong_field_is_told_at_once(shopper, sell):
    body = request_for(sell(), {**EMPRESA, "rfc": "?", "postal_code": "0"})
    body["tickets"][0]["total"] = "1,234.5"
    body["surprise"] = True

    answer = shopper.call("POST", "/v1/invoices", body)

    assert answer.status == 422
    assert complaints(answer) >= {
        ("/tickets/0/total", "wrong_format"),
        ("/receptor/rfc", "wrong_format"),
        ("/receptor/postal_code", "wrong_format"),
        ("/surprise", "unknown_field"),
    }


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"{not json", 400, "malformed_json"),
        (b"", 400, "malformed_json"),
        (b"\xff\xfe", 400, "malformed_json"),
        (b"[1]", 422, "invalid_fields"),
        (b"null", 422, "invalid_fields"),
    ],
)
def test_a_body_that_is_no_request_is_answered(shopper, content, status, code):
    answer = shopper.call("POST", "/v1/ticket-checks", content)

    assert answer.status == status
    assert answer.body["code"] == code


def test_a_body_that_is_not_json_by_its_own_account_is_415(shopper):
    answer = shopper.call("POST", "/v1/invoices", b"a=b", Content_Type="text/plain")

    assert (answer.status, answer.body["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("wait_for_ticket", True, "not_available_yet"),
        ("profile_id", "p1", "conflicts_with_receptor"),
    ],
)
def test_what_cannot_be_asked_here_says_so(shopper, sell, field, value, code):
    answer = shopper.ask(sell(), **{field: value})

    assert answer.status == 422
    assert (f"/{field}", code) in complaints(answer)


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/v1/nothing", 404, "not_found"),
        ("DELETE", "/v1/branches", 405, "method_not_allowed"),
        ("GET", "/v1/invoices/abc", 401, "not_signed_in"),
        ("GET", "/v1/messages/xx", 404, "not_found"),
    ],
)
def test_unknown_ways_are_problems_too(shopper, method, path, status, code):
    answer = shopper.call(method, path)

    assert (answer.status, answer.body["code"]) == (status, code)
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_token_opens_no_other_invoice(shopper, sell):
    mine, other = shopper.ask(sell()).body, shopper.ask(sell()).body

    answer = shopper.call(
        "GET",
        f"/v1/invoices/{other['invoice']['id']}",
        Authorization=f"Bearer {mine['access_token']}",
    )

    assert answer.status == 404


def test_tickets_repeated_in_one_request_are_refused(shopper, sell):
    ticket = sell()
    body = request_for(ticket)
    body["tickets"] *= 2

    answer = shopper.call("POST", "/v1/invoices", body)

    assert answer.status == 422
    assert ("/tickets/1", "ticket_repeated") in complaints(answer)


def test_a_pos_without_a_key_is_refused(shopper):
    answer = shopper.call("POST", "/v1/pos/tickets", {"tickets": []}, X_Api_Key="nobody.nothing")

    assert answer.status == 401
