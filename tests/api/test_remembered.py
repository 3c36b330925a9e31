"""A phone that remembers its owner's fiscal data, over HTTP."""

from __future__ import annotations

import re
from http.cookies import SimpleCookie

import pytest

from chalicelib.api.identity import cookie_name
from tests.api.door import RECEPTOR, complaints
from tests.api.members import OWN_SITE

PATH = "/v1/remembered-receptor"
DATA = {"receptor": RECEPTOR, "uso_cfdi": "G03", "emails": ["olivia@correo.example"]}


def remember(door, body=DATA, **headers):
    return door.call("POST", PATH, body, **headers)


def token_of(answer) -> str:
    return SimpleCookie(answer.headers["Set-Cookie"])[cookie_name("phone")].value


def phone(answer) -> dict[str, str]:
    """The headers of our own site on the phone that got an answer."""
    return {"cookie": f"{cookie_name('phone')}={token_of(answer)}", **OWN_SITE}


def test_the_phone_gets_its_data_back(door):
    kept = remember(door)

    found = door.call("GET", PATH, **phone(kept))

    assert kept.status_code == found.status_code == 200
    assert found.json_body == kept.json_body
    assert found.json_body["receptor"] == {**RECEPTOR, "name": "MARÍA OLIVIA MARTÍNEZ SAGAZ"}
    assert (found.json_body["uso_cfdi"], found.json_body["emails"]) == ("G03", DATA["emails"])
    assert found.headers["Cache-Control"] == "no-store"


def test_the_cookie_says_nothing_and_is_for_our_own_pages_only(door):
    header = remember(door).headers["Set-Cookie"]

    assert re.fullmatch(
        r"phone=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Strict; Max-Age=15552000", header
    )


def test_the_token_is_in_no_body(door):
    kept = remember(door)

    assert token_of(kept).encode() not in kept.body


def test_a_foreigner_is_remembered_by_his_name(door):
    kept = remember(door, {"receptor": {"rfc": "XEXX010101000", "name": "John Smith"}})

    assert kept.json_body["receptor"]["postal_code"] is None
    assert (kept.json_body["receptor"]["regimen_fiscal"], kept.json_body["uso_cfdi"]) == (
        "616",
        "S01",
    )


def test_the_use_that_most_want_stands_where_none_was_chosen(door):
    assert remember(door, {"receptor": RECEPTOR}).json_body["uso_cfdi"] == "G03"


def test_a_phone_that_remembers_anew_gets_a_new_token(door):
    first = remember(door)
    second = remember(door, {**DATA, "emails": []}, **phone(first))

    assert token_of(second) != token_of(first)
    assert door.call("GET", PATH, **phone(second)).json_body["emails"] == []
    assert door.call("GET", PATH, **phone(first)).status_code == 404
    assert len(door.world.remembered.kept) == 1


def test_what_is_forgotten_is_gone_with_its_cookie(door):
    kept = remember(door)

    answer = door.call("DELETE", PATH, **phone(kept))

    assert (answer.status_code, answer.body) == (204, b"")
    assert "Max-Age=0" in answer.headers["Set-Cookie"]
    assert door.world.remembered.kept == {}
    assert door.call("DELETE", PATH, **phone(kept)).status_code == 204


def test_who_has_nothing_remembered_is_told_nothing_else(door):
    remember(door)
    expired = remember(door)
    door.world.clock.passes(days=180)

    answers = [
        door.call("GET", PATH),
        door.call("GET", PATH, cookie=f"phone={'x' * 43}"),
        door.call("GET", PATH, **phone(expired)),
    ]

    told = [(answer.status_code, answer.json_body["code"]) for answer in answers]
    assert told == [(404, "nothing_remembered")] * 3
    assert len({answer.json_body["detail"] for answer in answers}) == 1


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_another_site_changes_nothing_with_the_cookie(door, method):
    kept = remember(door)

    for change in ({"sec_fetch_site": "cross-site"}, {"x_facturable": "0"}):
        body = DATA if method == "POST" else None
        answer = door.call(method, PATH, body, **{**phone(kept), **change})
        assert (answer.status_code, answer.json_body["code"]) == (403, "not_allowed")

    assert door.call("GET", PATH, **phone(kept)).status_code == 200


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"receptor": None}, ("/receptor", "wrong_type")),
        ({"receptor": {**RECEPTOR, "rfc": "MASO"}}, ("/receptor/rfc", "wrong_format")),
        ({"receptor": {**RECEPTOR, "rfc": "XAXX010101000"}}, ("/receptor/rfc", "rfc_generic")),
        ({"receptor": {**RECEPTOR, "name": " "}}, ("/receptor/name", "required")),
        (
            {"receptor": {**RECEPTOR, "postal_code": "00000"}},
            ("/receptor/postal_code", "unknown_postal_code"),
        ),
        (
            {"receptor": {**RECEPTOR, "regimen_fiscal": "601"}},
            ("/receptor/regimen_fiscal", "not_allowed_for_persona"),
        ),
        ({"uso_cfdi": "XYZ"}, ("/uso_cfdi", "not_in_catalog")),
        ({"emails": ["a@b.mx"] * 4}, ("/emails", "too_long")),
        ({"emails": ["a"]}, ("/emails/0", "wrong_format")),
        ({"token": "mine"}, ("/token", "unknown_field")),
    ],
)
def test_wrong_data_are_told_by_their_fields_and_not_kept(door, change, complaint):
    answer = remember(door, {**DATA, **change})

    assert answer.status_code == 422
    assert complaint in complaints(answer)
    assert "Set-Cookie" not in answer.headers
    assert door.world.remembered.kept == {}


def test_nobody_fills_the_table(door):
    answers = [remember(door) for _ in range(101)]

    assert [answer.status_code for answer in answers] == [200] * 100 + [429]
