"""Signing in over HTTP: tokens, cookies, and what guessing costs."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from chalicelib.api.problems import sentence
from chalicelib.config import settings
from chalicelib.domain.captcha_action import CaptchaAction
from tests.account_factories import make_account
from tests.api.door import complaints
from tests.api.members import OWN_SITE
from tests.api.signing import PATH, browse_in, cookie_in, sessions, sign_in
from tests.factories import EMAIL
from tests.solving import solved
from tests.usecases.signed_in import (
    OTHER_PASSWORD,
    PASSWORD,
    RFC,
    TEMPORARY,
    recovered,
    with_password,
)


@pytest.fixture
def account(world):
    return with_password(world)


@pytest.mark.parametrize("login", [EMAIL, EMAIL.upper(), RFC, RFC.lower()])
def test_an_app_gets_a_token(door, account, login):
    answer = sign_in(door, login)

    body = answer.json_body
    assert answer.status_code == 200
    assert set(body) == {"token", "expires_at", "scope"}
    assert re.fullmatch(r"ses_acc-1\.[\w-]+\.[\w-]{43}", body["token"])
    assert body["scope"] == "full"
    assert datetime.fromisoformat(body["expires_at"]).tzinfo
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert len(sessions(door, body["token"])) == 1


def test_a_browser_gets_a_cookie_and_no_token_in_the_body(door, account):
    answer = browse_in(door)

    cookie = cookie_in(answer)
    assert set(answer.json_body) == {"expires_at", "scope"}
    assert cookie[""].rpartition(".")[2] not in answer.body.decode()
    assert {"HttpOnly", "Path", "SameSite"} <= set(cookie)
    assert (cookie["name"], cookie["Path"], cookie["SameSite"]) == ("sid", "/", "Lax")
    assert door.call("GET", PATH, cookie=f"sid={cookie['']}").status_code == 200


def test_a_cookie_ends_with_the_browser_unless_the_session_is_to_be_kept(door, account):
    plain, kept = cookie_in(browse_in(door)), cookie_in(browse_in(door, remember=True))

    assert "Max-Age" not in plain
    assert kept["Max-Age"] == str(90 * 24 * 3600)


def test_a_deployed_stage_binds_the_cookie_to_tls_and_to_its_host(door, account, monkeypatch):
    monkeypatch.setenv("STAGE", "prod")
    settings.cache_clear()
    try:
        cookie = cookie_in(browse_in(door))
    finally:
        settings.cache_clear()

    assert cookie["name"] == "__Host-sid"
    assert "Secure" in cookie
    assert "Domain" not in cookie


@pytest.mark.parametrize(
    "said", [{"sec_fetch_site": "cross-site"}, {"origin": "https://evil.example"}]
)
def test_another_site_signs_nobody_in(door, account, said):
    """Else it could have a shopper work in an account that is not his."""
    answer = sign_in(door, cookie=True, headers={"x_facturable": "1", **said})

    assert (answer.status_code, answer.json_body["code"]) == (403, "not_allowed")
    assert "Set-Cookie" not in answer.headers


def test_a_client_that_is_no_browser_may_ask_for_the_cookie(door, account):
    assert cookie_in(sign_in(door, cookie=True, headers={}))["name"] == "sid"


def test_a_browser_that_signs_in_again_leaves_no_session_behind(door, account):
    first = cookie_in(browse_in(door))[""]

    second = sign_in(door, cookie=True, headers={**OWN_SITE, "cookie": f"sid={first}"})

    assert [one["current"] for one in sessions(door, cookie_in(second)[""])] == [True]
    assert door.call("GET", PATH, cookie=f"sid={first}").status_code == 401


def test_a_cookie_of_an_ended_session_keeps_nobody_from_signing_in(door, account):
    headers = {**OWN_SITE, "cookie": "sid=ses_acc-1.gone.x"}

    assert sign_in(door, cookie=True, headers=headers).status_code == 200


def test_a_second_factor_has_its_place_before_there_is_one(door, account):
    assert sign_in(door, otp="123456").status_code == 200


def test_a_temporary_password_gives_a_session_for_its_change(door, world, account):
    recovered(world, account)

    answer = sign_in(door, password=TEMPORARY)

    assert (answer.status_code, answer.json_body["scope"]) == (200, "set_password")
    token = answer.json_body["token"]
    assert door.call("GET", PATH, authorization=f"Bearer {token}").status_code == 403


# Refusals.


@pytest.fixture
def refused(door, world, account):
    """Sign in, be refused, and return all of the answer that somebody could tell apart."""

    def knock(login, password):
        answer = sign_in(door, login, password)
        told = {name: text for name, text in answer.headers.items() if name != "X-Request-Id"}
        return answer.status_code, answer.body, told

    return knock


def test_every_refusal_is_the_same(refused, world, account):
    shared = "CUSC850516316"
    closing = make_account(id="acc-3", email="c@correo.example", closing_since=world.clock())
    assert world.accounts.create(closing)

    answers = [
        refused(EMAIL, OTHER_PASSWORD),
        refused(RFC, OTHER_PASSWORD),
        refused("nobody@correo.example", PASSWORD),
        refused(shared, PASSWORD),
        refused(closing.email, PASSWORD),
        refused("#", PASSWORD),
        refused("x" * 254, PASSWORD),
    ]

    assert answers[0][0] == 401
    assert b'"not_signed_in"' in answers[0][1]
    assert sentence("wrong_credentials").encode() in answers[0][1]
    assert [answer[1] for answer in answers] == [answers[0][1]] * len(answers)
    assert [set(answer[2]) for answer in answers] == [set(answers[0][2])] * len(answers)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"login": ""}, ("/login", "required")),
        ({"login": " "}, ("/login", "required")),
        ({"login": 1}, ("/login", "wrong_type")),
        ({"login": "x" * 255}, ("/login", "too_long")),
        ({"login": "a\x00b"}, ("/login", "wrong_format")),
        ({"password": ""}, ("/password", "required")),
        ({"password": None}, ("/password", "wrong_type")),
        ({"password": "x" * 1025}, ("/password", "too_long")),
        ({"cookie": "yes"}, ("/cookie", "wrong_type")),
        ({"remember": 1}, ("/remember", "wrong_type")),
        ({"device_name": ""}, ("/device_name", "required")),
        ({"device_name": "x" * 81}, ("/device_name", "too_long")),
        ({"device_name": "a\nb"}, ("/device_name", "wrong_format")),
        ({"otp": 123456}, ("/otp", "wrong_type")),
        ({"captcha": 1}, ("/captcha", "wrong_type")),
        ({"scope": "full"}, ("/scope", "unknown_field")),
        ({"account_id": "acc-1"}, ("/account_id", "unknown_field")),
    ],
)
def test_a_wrong_field_is_named(door, account, change, complaint):
    answer = door.call("POST", PATH, {"login": EMAIL, "password": PASSWORD, **change})

    assert answer.status_code == 422
    assert complaints(answer) == {complaint}


def test_every_missing_field_is_named_at_once(door):
    answer = door.call("POST", PATH, {})

    assert complaints(answer) == {("/login", "required"), ("/password", "required")}


@pytest.mark.parametrize("password", [" ", "\x00" * 9, "\u202e" * 9, "ñ" * 1024, "\ufdfa" * 1024])
def test_no_password_is_too_strange_to_be_wrong(door, account, password):
    assert sign_in(door, password=password).status_code == 401


# Guessing.


def miss(door, login=EMAIL, times=1, **more):
    return [sign_in(door, login, OTHER_PASSWORD, **more) for _ in range(times)]


@pytest.mark.parametrize("login", [EMAIL, "nobody@correo.example", RFC, "CUSC850516316"])
def test_after_ten_misses_a_login_asks_for_a_captcha_known_or_not(door, account, login):
    assert {answer.status_code for answer in miss(door, login, 10)} == {401}

    [answer] = miss(door, login)

    assert (answer.status_code, answer.json_body["code"]) == (403, "captcha_required")
    assert answer.json_body["captcha_action"] == "login"


def test_a_login_is_one_however_it_is_typed(door, account):
    miss(door, EMAIL, 5)
    miss(door, f" {EMAIL.upper()} ", 5)

    assert sign_in(door).status_code == 403


def captcha(world) -> str:
    return solved(world.captchas.challenge(CaptchaAction.LOGIN))


def test_its_owner_is_never_locked_out(door, world, account):
    miss(door, times=10)

    assert sign_in(door, captcha=captcha(world)).status_code == 200


def test_beyond_the_limit_there_is_one_try_a_pause(door, world, account):
    miss(door, times=10)

    [wrong] = miss(door, captcha=captcha(world))
    soon = sign_in(door, captcha=captcha(world))
    world.clock.passes(minutes=2)
    later = sign_in(door, captcha=captcha(world))

    assert (wrong.status_code, soon.status_code, later.status_code) == (401, 429, 200)
    assert int(soon.headers["Retry-After"]) > 0


def test_hits_do_not_count(door, account):
    statuses = {sign_in(door).status_code for _ in range(15)}

    assert statuses == {200}


def test_a_network_has_a_budget_over_all_logins(door, account):
    for number in range(100):
        miss(door, f"somebody{number}@correo.example")

    assert sign_in(door).status_code == 403


def test_what_is_malformed_is_no_miss(door, account):
    for _ in range(15):
        door.call("POST", PATH, {"login": EMAIL, "password": ""})

    assert sign_in(door).status_code == 200
