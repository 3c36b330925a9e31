"""Whatever a body is, it is read or refused in the contract's words."""

from __future__ import annotations

import json

import pytest

from tests.api.door import RECEPTOR, complaints, proof_of, request_for
from tests.factories import make_ticket

CHECK = "/v1/receptor-checks"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"\xef\xbb\xbf{}",
        '{"name": "ñ"}'.encode("latin-1"),
        '{"name": "ñ"}'.encode("utf-16"),
        b'{"rfc": NaN}',
        b'{"rfc": -Infinity}',
        b'{"rfc": 1e999}',
        b'{"rfc": "a", "rfc": "b"}',
        rb'{"rfc": "\ud800"}',
        rb'{"\udfff": 1}',
        b'{"rfc": "a\x00"}',
        b'{"rfc": ' + b"9" * 5000 + b"}",
        b"{} {}",
        *(b'{"rfc": ' + b"[" * deep + b"]" * deep + b"}" for deep in (250, 900, 980, 40_000)),
        *(b'{"a":' * deep + b"1" + b"}" * deep for deep in (250, 480, 900, 980, 16_000)),
    ],
    ids=range(24),
)
def test_what_is_not_json_is_malformed(door, body):
    answer = door.call("POST", CHECK, body)

    assert (answer.status_code, answer.json_body["code"]) == (400, "malformed_json")


@pytest.mark.parametrize("body", [b"null", b"1", b'"x"', b"[]", b"[{}]", b"true"])
def test_json_that_is_no_object_is_a_wrong_type(door, body):
    answer = door.call("POST", CHECK, body)

    assert answer.status_code == 422
    assert complaints(answer) == {("", "wrong_type")}


@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "application/xml", "application/pdf", "application/json, text/plain", ";"],
)
def test_what_does_not_call_itself_json_is_not_read(door, content_type):
    answer = door.call("POST", CHECK, RECEPTOR, content_type=content_type)

    assert (answer.status_code, answer.json_body["code"]) == (415, "unsupported_media_type")


def test_a_body_over_a_hundred_thousand_bytes_is_too_large(door):
    answer = door.call("POST", CHECK, b" " * 100_001)

    assert (answer.status_code, answer.json_body["code"]) == (413, "too_large")


@pytest.mark.parametrize("name", ["surprise", "Surprise", "a/b", "~", "", "0", "ñ", "rfc "])
def test_an_unknown_field_is_named_however_it_is_called(door, name):
    escaped = name.replace("~", "~0").replace("/", "~1")

    answer = door.call("POST", CHECK, {**RECEPTOR, name: 1})

    assert complaints(answer) == {(f"/{escaped}", "unknown_field")}


def test_of_thousands_of_unknown_fields_the_first_twenty_are_named(door):
    """Each is a row of the answer: who sends many could have us work for seconds."""
    many = {f"x{at}": 1 for at in range(5_000)}

    answer = door.call("POST", CHECK, {**many, **RECEPTOR, "rfc": "?"})

    named = {(f"/x{at}", "unknown_field") for at in range(20)}
    assert complaints(answer) == {*named, ("/rfc", "wrong_format")}


def test_an_unknown_field_is_named_at_every_depth(door):
    body = request_for(make_ticket())
    body["tickets"][0]["Tip"] = "1.00"
    body["receptor"] = {**RECEPTOR, "Curp": "x"}

    answer = door.call("POST", "/v1/invoices", body)

    assert complaints(answer) == {
        ("/tickets/0/Tip", "unknown_field"),
        ("/receptor/Curp", "unknown_field"),
    }


def test_a_wrong_type_is_named_once_and_by_its_field(door):
    body = {
        "tickets": "one",
        "receptor": "MASO451221PM4",
        "profile_id": [],
        "uso_cfdi": 1,
        "forma_pago": True,
        "emails": "a@correo.example",
        "wait_for_ticket": {},
        "captcha": 7,
    }

    answer = door.call("POST", "/v1/invoices", body)

    assert complaints(answer) == {(f"/{name}", "wrong_type") for name in body}


def test_every_wrong_field_of_a_request_is_told_at_once(door):
    body = request_for(
        make_ticket(),
        receptor={"rfc": "?", "name": 5, "postal_code": "00001", "regimen_fiscal": "1"},
        uso_cfdi="ZZZ",
        forma_pago="00",
        emails=["a@correo.example", "nowhere"],
        profile_id="p1",
        wait_for_ticket=True,
        Surprise=1,
    )
    body["tickets"].append({"branch_id": 5, "total": "1,234.5"})
    body["tickets"].append({"code": "UUUUUUUUUU"})

    answer = door.call("POST", "/v1/invoices", body)

    assert answer.status_code == 422
    assert complaints(answer) == {
        ("/receptor/rfc", "wrong_format"),
        ("/receptor/name", "wrong_type"),
        ("/receptor/postal_code", "unknown_postal_code"),
        ("/receptor/regimen_fiscal", "not_in_catalog"),
        ("/uso_cfdi", "not_in_catalog"),
        ("/forma_pago", "not_in_catalog"),
        ("/emails/1", "wrong_format"),
        ("/profile_id", "conflicts_with_receptor"),
        ("/wait_for_ticket", "not_available_yet"),
        ("/Surprise", "unknown_field"),
        ("/tickets/1/branch_id", "wrong_type"),
        ("/tickets/1/order_number", "required"),
        ("/tickets/1/ticket_number", "required"),
        ("/tickets/1/total", "wrong_format"),
        ("/tickets/2/code", "wrong_format"),
    }


def test_what_was_left_out_is_asked_for_at_once(door):
    answer = door.call("POST", "/v1/invoices", {"tickets": [{}], "receptor": {"rfc": " "}})

    assert complaints(answer) == {
        ("/tickets/0/branch_id", "required"),
        ("/tickets/0/order_number", "required"),
        ("/tickets/0/ticket_number", "required"),
        ("/tickets/0/total", "required"),
        ("/receptor/rfc", "required"),
        ("/receptor/name", "required"),
        ("/receptor/postal_code", "required"),
        ("/receptor/regimen_fiscal", "required"),
        ("/uso_cfdi", "required"),
        ("/forma_pago", "required"),
    }


def test_a_lookup_tells_of_the_ticket_and_of_the_rfc_at_once(door):
    answer = door.call("POST", "/v1/invoice-lookups", {"rfc": "?", "order_number": "1"})

    assert complaints(answer) == {
        ("/branch_id", "required"),
        ("/ticket_number", "required"),
        ("/total", "required"),
        ("/rfc", "wrong_format"),
    }


@pytest.mark.parametrize("count", [0, 21])
def test_a_request_is_for_one_to_twenty_tickets(door, count):
    body = {**request_for(), "tickets": [proof_of(make_ticket())] * count}

    answer = door.call("POST", "/v1/invoices", body)

    assert complaints(answer) == {("/tickets", "too_long" if count else "required")}


@pytest.mark.parametrize(
    "total", ["1,234.5", "$116.00", "116,00", "-1.00", "1e3", "1.234", ".5", "1.", "٣", "９.00"]
)
def test_a_total_is_plain_digits_with_two_decimals_at_most(door, total):
    answer = door.call("POST", "/v1/ticket-checks", {**proof_of(make_ticket()), "total": total})

    assert complaints(answer) == {("/total", "wrong_format")}


@pytest.mark.parametrize("text", ["a\x00b", "a\nb", "a\x1fb", "a" * 61])
@pytest.mark.parametrize("field", ["branch_id", "order_number", "ticket_number", "code"])
def test_a_datum_of_the_ticket_is_a_short_line_of_text(door, field, text):
    known = {} if field == "code" else proof_of(make_ticket())

    answer = door.call("POST", "/v1/ticket-checks", {**known, field: text})

    assert complaints(answer) == {(f"/{field}", "too_long" if len(text) > 60 else "wrong_format")}


def test_a_number_of_four_thousand_digits_is_only_a_wrong_type(door):
    body = json.dumps({**RECEPTOR, "name": 0}).replace("0}", "9" * 4000 + "}")

    answer = door.call("POST", CHECK, body.encode())

    assert complaints(answer) == {("/name", "wrong_type")}
