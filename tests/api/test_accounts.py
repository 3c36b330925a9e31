from __future__ import annotations

import pytest

from chalicelib.domain.captcha_action import CaptchaAction
from tests.api.door import complaints
from tests.solving import solved
from tests.usecases.people import OLIVIA, mailed_to, token_in

NAME, EMAIL, PASSWORD = OLIVIA
ANSWER = {"status": "accepted"}


def captcha(door, action=CaptchaAction.REGISTRATION) -> str:
    return solved(door.world.captchas.challenge(action))


def register(door, **changes):
    body = {"name": NAME, "email": EMAIL, "password": PASSWORD, "captcha": captcha(door)}
    return door.call("POST", "/v1/accounts", {**body, **changes})


def resend(door, email=EMAIL):
    body = {"email": email, "captcha": captcha(door, CaptchaAction.CONFIRMATION_RESEND)}
    return door.call("POST", "/v1/accounts/confirmations/resend", body)


def confirm(door, token):
    return door.call("POST", "/v1/accounts/confirmations", {"token": token})


def newest_token(door) -> str:
    door.world.work()
    return token_in(mailed_to(door.world, EMAIL)[-1])


def test_somebody_registers_and_confirms(door):
    asked = register(door)
    answer = confirm(door, newest_token(door))

    assert (asked.status_code, asked.json_body) == (202, ANSWER)
    assert (answer.status_code, answer.body) == (204, b"")
    assert door.world.accounts.by_email(EMAIL).name == NAME


def test_no_answer_of_these_is_kept_by_anybody(door):
    answers = [register(door), resend(door), confirm(door, "x")]

    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}


def test_a_second_click_says_that_the_address_is_confirmed(door):
    register(door)
    token = newest_token(door)
    confirm(door, token)

    answer = confirm(door, token)

    assert complaints(answer) == set()
    assert (answer.status_code, answer.json_body["code"]) == (409, "token_used")
    assert "Inicia sesión" in answer.json_body["detail"]


def test_a_link_of_yesterday_says_how_to_get_another(door):
    register(door)
    token = newest_token(door)
    door.world.clock.passes(hours=24)

    answer = confirm(door, token)

    assert (answer.status_code, answer.json_body["code"]) == (409, "token_expired")
    assert "Pide otro correo" in answer.json_body["detail"]


def test_another_link_is_mailed(door):
    register(door)
    door.world.clock.passes(hours=24)

    answer = resend(door)

    assert (answer.status_code, answer.json_body) == (202, ANSWER)
    assert confirm(door, newest_token(door)).status_code == 204


# What is wrong with what was typed


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"name": ""}, ("/name", "required")),
        ({"name": "x" * 101}, ("/name", "too_long")),
        ({"name": "\u200b"}, ("/name", "wrong_format")),
        ({"name": 7}, ("/name", "wrong_type")),
        ({"email": "olivia"}, ("/email", "wrong_format")),
        ({"email": "o@x.mx\r\nBcc: e@x.mx"}, ("/email", "wrong_format")),
        ({"password": ""}, ("/password", "required")),
        ({"password": "corta"}, ("/password", "password_too_short")),
        ({"password": "sunshine2026!"}, ("/password", "password_common")),
        ({"password": EMAIL}, ("/password", "password_guessable")),
        ({"password": "x" * 129}, ("/password", "too_long")),
        ({"password": None}, ("/password", "wrong_type")),
        ({"captcha": 7}, ("/captcha", "wrong_type")),
        ({"rol": "admin"}, ("/rol", "unknown_field")),
    ],
    ids=repr,
)
def test_a_wrong_datum_is_named_and_uses_nothing_up(door, change, complaint):
    unused = captcha(door)

    answer = register(door, **{"captcha": unused, **change})

    assert answer.status_code == 422
    assert complaints(answer) == {complaint}
    assert door.world.queues.waiting == []
    assert register(door, captcha=unused).status_code == 202


def test_everything_that_is_missing_is_named_at_once(door):
    answer = door.call("POST", "/v1/accounts", {})

    assert complaints(answer) == {
        ("/name", "required"),
        ("/email", "required"),
        ("/password", "required"),
    }


@pytest.mark.parametrize("token", [None, "", 7, "x" * 201])
def test_what_cannot_be_a_token_is_said(door, token):
    answer = confirm(door, token)

    assert answer.status_code == 422
    assert {field for field, _ in complaints(answer)} == {"/token"}


# Captcha and budgets


@pytest.mark.parametrize(
    ("path", "body", "action"),
    [
        ("/v1/accounts", {"name": NAME, "email": EMAIL, "password": PASSWORD}, "registration"),
        ("/v1/accounts/confirmations/resend", {"email": EMAIL}, "confirmation_resend"),
    ],
)
def test_without_a_captcha_of_its_own_action_nothing_is_asked(door, path, body, action):
    for given in (None, captcha(door, CaptchaAction.LOGIN)):
        answer = door.call("POST", path, {**body, "captcha": given})

        assert complaints(answer) == set()
        assert (answer.status_code, answer.json_body["code"]) == (403, "captcha_required")
        assert answer.json_body["captcha_action"] == action
    assert door.world.queues.waiting == []


def test_a_captcha_is_good_for_one_registration(door):
    once = captcha(door)
    register(door, captcha=once)

    assert register(door, captcha=once).status_code == 403


def test_one_network_registers_twenty_times_an_hour(door):
    statuses = [register(door, email=f"p{n}@correo.example").status_code for n in range(20)]
    refused = register(door)

    assert set(statuses) == {202}
    assert complaints(refused) == set()
    assert (refused.status_code, refused.json_body["code"]) == (429, "too_many")
    assert int(refused.headers["Retry-After"]) > 0

    door.world.clock.passes(hours=1)

    assert register(door).status_code == 202


def test_who_tries_tokens_is_stopped_and_his_neighbour_is_not(door):
    """A network may be a whole town's: who has a right token guesses nothing."""
    register(door)
    guesses = [confirm(door, f"guess-{n}").status_code for n in range(21)]

    assert guesses == [409] * 20 + [429]
    assert confirm(door, newest_token(door)).status_code == 204


def test_a_double_click_is_no_guess(door):
    register(door)
    token = newest_token(door)
    confirm(door, token)

    assert {confirm(door, token).status_code for _ in range(30)} == {409}


@pytest.mark.parametrize("deaf", ["queues", "guards"])
def test_nothing_is_promised_that_nobody_will_do(door, deaf):
    given = captcha(door)
    getattr(door.world, deaf).is_down = True

    answer = register(door, captcha=given)

    assert complaints(answer) == set()
    assert (answer.status_code, answer.json_body["code"]) == (503, "unavailable")
