"""Changing a password over HTTP, by a full session and by that of a temporary password."""

from __future__ import annotations

import pytest

from chalicelib.domain.captcha_action import CaptchaAction
from tests.api.door import complaints
from tests.api.members import OWN_SITE
from tests.factories import EMAIL
from tests.solving import solved
from tests.usecases.signed_in import (
    BROWSER,
    OTHER_PASSWORD,
    PASSWORD,
    PHONE,
    TEMPORARY,
    recovered,
    sign_in,
    with_password,
)

PATH, SESSIONS = "/v1/account/password", "/v1/sessions"
CHANGE = {"current_password": PASSWORD, "new_password": OTHER_PASSWORD}


@pytest.fixture
def account(world):
    return with_password(world)


def bearer(opened) -> dict[str, str]:
    return {"authorization": f"Bearer {opened.token}"}


def by_cookie(opened) -> dict[str, str]:
    return {**OWN_SITE, "cookie": f"sid={opened.token}"}


def log_in(door, password):
    return door.call("POST", SESSIONS, {"login": EMAIL, "password": password})


def test_the_password_changes_and_the_session_goes_on(door, world, account):
    opened, other = sign_in(world), sign_in(world)

    answer = door.call("PUT", PATH, CHANGE, **bearer(opened))

    assert (answer.status_code, answer.body) == (204, b"")
    assert door.call("GET", SESSIONS, **bearer(opened)).status_code == 200
    assert door.call("GET", SESSIONS, **bearer(other)).status_code == 401
    assert log_in(door, OTHER_PASSWORD).status_code == 200
    assert log_in(door, PASSWORD).status_code == 401


def test_a_browser_changes_it_from_our_site_only(door, world, account):
    opened = sign_in(world, device=BROWSER)

    foreign = door.call("PUT", PATH, CHANGE, **{**by_cookie(opened), "x_facturable": ""})
    own = door.call("PUT", PATH, CHANGE, **by_cookie(opened))

    assert (foreign.status_code, own.status_code) == (403, 204)


def test_nobody_changes_a_password_without_a_session(door, account):
    assert door.call("PUT", PATH, CHANGE).status_code == 401


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"current_password": None}, ("/current_password", "required")),
        ({"current_password": ""}, ("/current_password", "required")),
        ({"current_password": 1}, ("/current_password", "wrong_type")),
        ({"current_password": OTHER_PASSWORD}, ("/current_password", "wrong_password")),
        ({"new_password": None}, ("/new_password", "wrong_type")),
        ({"new_password": ""}, ("/new_password", "required")),
        ({"new_password": "corta"}, ("/new_password", "password_too_short")),
        ({"new_password": "x1y2 " * 26}, ("/new_password", "too_long")),
        ({"new_password": "x" * 1025}, ("/new_password", "too_long")),
        ({"new_password": "password1"}, ("/new_password", "password_common")),
        ({"new_password": "Olivia2026"}, ("/new_password", "password_guessable")),
        ({"new_password": PASSWORD}, ("/new_password", "password_same")),
        ({"account_id": "acc-2"}, ("/account_id", "unknown_field")),
    ],
)
def test_a_wrong_field_is_named(door, world, account, change, complaint):
    answer = door.call("PUT", PATH, {**CHANGE, **change}, **bearer(sign_in(world)))

    assert answer.status_code == 422
    assert complaints(answer) == {complaint}
    assert log_in(door, PASSWORD).status_code == 200


def test_a_complaint_tells_the_numbers_that_its_sentence_needs(door, world, account):
    answer = door.call("PUT", PATH, {**CHANGE, "new_password": "corta"}, **bearer(sign_in(world)))

    assert [one["params"] for one in answer.json_body["errors"]] == [{"min": 8}]


def test_whoever_finds_an_open_session_cannot_guess_the_password(door, world, account):
    opened = sign_in(world)
    guess = {**CHANGE, "current_password": "una frase cualquiera"}
    missed = {door.call("PUT", PATH, guess, **bearer(opened)).status_code for _ in range(10)}

    limited = door.call("PUT", PATH, CHANGE, **bearer(opened))
    captcha = solved(world.captchas.challenge(CaptchaAction.LOGIN))
    right = door.call("PUT", PATH, {**CHANGE, "captcha": captcha}, **bearer(opened))

    assert missed == {422}
    assert (limited.status_code, limited.json_body["captcha_action"]) == (403, "login")
    assert right.status_code == 204


def test_a_new_password_that_is_refused_is_no_miss(door, world, account):
    opened = sign_in(world)
    for _ in range(12):
        door.call("PUT", PATH, {**CHANGE, "new_password": "corta"}, **bearer(opened))

    assert door.call("PUT", PATH, CHANGE, **bearer(opened)).status_code == 204


# After a temporary password.


@pytest.mark.parametrize("current", [{}, {"current_password": None}, {"current_password": "x"}])
def test_an_app_gets_a_full_session_for_the_one_that_was_for_the_change(
    door, world, account, current
):
    recovered(world, account)
    opened = sign_in(world, TEMPORARY, device=PHONE)

    answer = door.call("PUT", PATH, {"new_password": OTHER_PASSWORD, **current}, **bearer(opened))

    assert (answer.status_code, answer.json_body["scope"]) == (200, "full")
    token = answer.json_body["token"]
    assert door.call("GET", SESSIONS, authorization=f"Bearer {token}").status_code == 200
    assert door.call("GET", SESSIONS, **bearer(opened)).status_code == 401


def test_a_browser_gets_its_full_session_as_a_cookie(door, world, account):
    recovered(world, account)
    opened = sign_in(world, TEMPORARY, device=BROWSER)

    answer = door.call("PUT", PATH, {"new_password": OTHER_PASSWORD}, **by_cookie(opened))

    assert set(answer.json_body) == {"expires_at", "scope"}
    token = answer.headers["Set-Cookie"].partition("=")[2].partition(";")[0]
    assert door.call("GET", SESSIONS, cookie=f"sid={token}").status_code == 200


def test_ten_minutes_are_all_there_is_for_the_change(door, world, account):
    recovered(world, account)
    opened = sign_in(world, TEMPORARY)
    world.clock.passes(minutes=10)

    answer = door.call("PUT", PATH, {"new_password": OTHER_PASSWORD}, **bearer(opened))

    assert answer.status_code == 401
    assert log_in(door, PASSWORD).status_code == 200
