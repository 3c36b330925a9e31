"""An account from its registration to a new password, and each refusal on the way."""

from __future__ import annotations

import pytest
from lxml import etree

from tests.journeys.member import COMPANY, CONFIRM, PASSWORD, new_address, new_person
from tests.solving import solved

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("system")]

OTHER_PASSWORD = "una frase distinta de anoche"
OWN_SITE = {"X_Facturable": "1", "Sec_Fetch_Site": "same-origin"}


def told(answer) -> tuple[int, str]:
    """Return a refusal's status and code, whose shape is everywhere the same."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.body["status"] == answer.status
    return answer.status, answer.body["code"]


def complaints(answer) -> set[tuple[str, str]]:
    assert told(answer) == (422, "invalid_fields")
    return {(one["field"], one["code"]) for one in answer.body["errors"]}


def test_the_whole_walk(stranger, sell):
    assert stranger.registers().status == 202
    assert stranger.confirms(stranger.mailed_token()).status == 204
    member = stranger.signed_in()
    person, company = new_person(), COMPANY

    invoices = [member.asks(sell(), member.keeps(profile)) for profile in (person, company)]

    assert set(member.finds()) == {invoice["id"] for invoice in invoices}
    for invoice, profile in zip(invoices, (person, company), strict=True):
        assert member.finds(q=invoice["uuid"]) == [invoice["id"]]
        xml = etree.fromstring(member.downloads(invoice["id"], "xml"))
        receptor = xml.find("{*}Receptor")
        assert receptor.get("Rfc") == profile["rfc"]
        assert receptor.get("Nombre") == profile["name"]
        assert member.downloads(invoice["id"], "pdf").startswith(b"%PDF-")

    assert member.call("DELETE", "/v1/sessions/current").status == 204
    assert told(member.call("GET", "/v1/account")) == (401, "not_signed_in")

    assert member.asks_for_a_temporary_password(person["rfc"]).status == 202
    temporary = member.mailed_temporary()
    limited = stranger.signed_in(temporary)
    changed = limited.call("PUT", "/v1/account/password", {"new_password": OTHER_PASSWORD})

    assert (changed.status, changed.body["scope"]) == (200, "full")
    assert told(stranger.tries(PASSWORD)) == (401, "not_signed_in")
    assert told(stranger.tries(temporary)) == (401, "not_signed_in")
    assert set(stranger.signed_in(OTHER_PASSWORD).finds()) == {one["id"] for one in invoices}


def test_a_link_confirms_once(stranger):
    stranger.registers()
    token = stranger.mailed_token()

    assert told(stranger.tries()) == (401, "not_signed_in")
    assert stranger.confirms(token).status == 204
    assert told(stranger.confirms(token)) == (409, "token_used")
    assert told(stranger.confirms(token[:-1])) == (409, "token_expired")


def test_a_link_comes_again_and_the_first_one_stays_good(stranger):
    stranger.registers()
    first = stranger.mailed_token()

    answer = stranger.call(
        "POST",
        "/v1/accounts/confirmations/resend",
        {"email": stranger.email, "captcha": stranger.captcha("confirmation_resend")},
    )

    assert answer.status == 202
    second = stranger.mailed_token(number=2)
    assert stranger.confirms(first).status == 204
    assert told(stranger.confirms(second)) == (409, "token_used")


def test_a_known_address_gets_the_same_answer_and_another_mail(member, meet, mailbox):
    unknown = meet().registers()

    known = member.registers(name="Alguien Más", password=OTHER_PASSWORD)

    assert (known.status, known.content) == (unknown.status, unknown.content)
    mail = mailbox.wait(member.email, "Ya tienes una cuenta con este correo")
    assert member.name in mail["text"]
    assert len(mailbox.to(member.email, CONFIRM)) == 1
    assert told(member.tries(OTHER_PASSWORD)) == (401, "not_signed_in")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"name": " "}, ("/name", "required")),
        ({"name": "x" * 101}, ("/name", "too_long")),
        ({"email": "sin-arroba"}, ("/email", "wrong_format")),
        ({"email": "a@b.example\r\nBcc: c@d.example"}, ("/email", "wrong_format")),
        ({"password": "corta"}, ("/password", "password_too_short")),
        ({"password": "contraseña1"}, ("/password", "password_common")),
        ({"password": 12345678}, ("/password", "wrong_type")),
        ({"is_admin": True}, ("/is_admin", "unknown_field")),
    ],
)
def test_a_registration_names_its_wrong_field(stranger, change, complaint):
    assert complaints(stranger.registers(captcha=None, **change)) == {complaint}


def test_a_captcha_is_good_once_and_for_its_action_only(stranger):
    captcha = stranger.captcha("registration")
    other = stranger.captcha("password_recovery")

    first = stranger.registers(captcha=captcha)
    refused = [stranger.registers(captcha=given) for given in (captcha, other, None, "x", {})]

    assert first.status == 202
    assert {told(answer) for answer in refused} == {(403, "captcha_required")}
    assert {answer.body["captcha_action"] for answer in refused} == {"registration"}


def test_a_forged_captcha_opens_nothing(stranger):
    challenge = stranger.call("POST", "/v1/captcha-challenges", {"action": "registration"}).body
    asked = challenge["parameters"]
    asked["keyPrefix"], asked["cost"] = asked["keyPrefix"][:2], 1

    assert told(stranger.registers(captcha=solved(challenge))) == (403, "captcha_required")


def test_every_wrong_sign_in_is_told_the_same(member):
    member.keeps(new_person())
    answers = [
        member.tries("otra frase cualquiera"),
        member.tries(login=new_address()),
        member.tries(login="XEXX010101000"),
        member.tries(login="AAAA850214AAA"),
        member.tries(login="nadie"),
    ]

    assert {told(answer) for answer in answers} == {(401, "not_signed_in")}
    assert len({answer.content for answer in answers}) == 1
    assert len({frozenset(answer.headers) for answer in answers}) == 1


def test_a_main_rfc_signs_in_while_it_is_nobody_elses(member, meet):
    profile = member.keeps(new_person())
    typed = f"{profile['rfc'][:4]}-{profile['rfc'][4:10]} {profile['rfc'][10:]}".lower()
    assert member.tries(login=typed).status == 200

    other = meet().opened()
    other.keeps({**new_person(), "rfc": profile["rfc"]})

    assert told(member.tries(login=typed)) == (401, "not_signed_in")
    assert told(other.tries(login=typed)) == (401, "not_signed_in")


def test_a_browser_has_its_token_in_a_cookie_that_scripts_and_other_sites_cannot_use(member):
    answer = member.tries(cookie=True)

    assert "token" not in answer.body
    attributes = answer.headers["Set-Cookie"].split("; ")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(attributes)
    cookie = {"Cookie": attributes[0]}
    change = ("PATCH", "/v1/account", {"name": "Socorro"})
    browser = member.shopper
    assert browser.call("GET", "/v1/account", **cookie).status == 200
    for headers in (
        {},
        {"X_Facturable": "1"},
        {"Sec_Fetch_Site": "same-origin"},
        {"X_Facturable": "1", "Sec_Fetch_Site": "cross-site"},
        {"X_Facturable": "1", "Origin": "https://otro.example"},
        {"X_Facturable": "1", "Origin": "null"},
    ):
        assert told(browser.call(*change, **cookie, **headers)) == (403, "not_allowed")
    assert browser.call(*change, **cookie, **OWN_SITE).status == 200
    left = browser.call("DELETE", "/v1/sessions/current", **cookie, **OWN_SITE)
    assert left.status == 204
    assert "Max-Age=0" in left.headers["Set-Cookie"]
    assert told(browser.call("GET", "/v1/account", **cookie)) == (401, "not_signed_in")


def test_a_profile_names_its_wrong_field_and_an_rfc_has_one_profile(member):
    kept = member.keeps(COMPANY)

    again = member.call("POST", "/v1/account/profiles", COMPANY)
    other = member.call("POST", "/v1/account/profiles", {**COMPANY, "postal_code": "06700"})
    wrong = member.call(
        "POST", "/v1/account/profiles", {**COMPANY, "persona": "fisica", "regimen_fiscal": "605"}
    )

    assert (again.status, again.body) == (200, kept)
    assert told(other) == (409, "profile_exists")
    assert complaints(wrong) >= {
        ("/persona", "not_allowed_for_persona"),
        ("/regimen_fiscal", "not_allowed_for_persona"),
    }


def test_a_profile_of_somebody_else_is_as_unknown_as_none(member, meet, sell):
    profile = member.keeps(new_person())
    other = meet().opened()
    path = f"/v1/account/profiles/{profile['id']}"

    assert told(other.call("GET", f"{path}/card")) == (404, "profile_not_found")
    assert told(other.call("PUT", path, COMPANY)) == (404, "profile_not_found")
    assert told(other.call("DELETE", path)) == (404, "profile_not_found")
    asked = other.shopper.ask(sell(), None, profile_id=profile["id"])
    assert told(asked) == (401, "not_signed_in")
