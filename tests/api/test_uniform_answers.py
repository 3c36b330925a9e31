"""Nothing in an answer, nor in the work before it, tells whether there is an account."""

from __future__ import annotations

import pytest

from chalicelib.domain.captcha_action import CaptchaAction
from tests.api.door import enter
from tests.factories import make_receptor
from tests.solving import solved
from tests.twins.guards import GuardsInMemory
from tests.usecases.crashes import CrashAt
from tests.usecases.people import OLIVIA, confirmed, with_profile

NAME, EMAIL, PASSWORD = OLIVIA
NOBODY = "nadie@correo.example"
WAITING = ("Eva Luna", "eva@correo.example", PASSWORD)
OWN_RFC, OTHER_RFC = str(make_receptor().rfc), "CUSC850516316"
NOT_COMPARED = {"X-Request-Id"}


@pytest.fixture
def heard(world, monkeypatch):
    """Knocks for the first time, and returns the whole answer with every call behind it."""
    with_profile(world, confirmed(world))
    world.registering.ask(*WAITING)
    world.work()

    def knock(path, action, body):
        world.crash, world.guards = CrashAt(None), GuardsInMemory(world.clock)
        door = enter(world, monkeypatch)
        given = solved(world.captchas.challenge(action))
        answer = door.call("POST", path, {**body, "captcha": given})
        headers = {name: text for name, text in answer.headers.items() if name not in NOT_COMPARED}
        return answer.status_code, answer.body, headers, world.crash.calls

    return knock


def registration(email):
    return {"name": NAME, "email": email, "password": PASSWORD}


@pytest.mark.parametrize(
    ("path", "action", "bodies"),
    [
        (
            "/v1/accounts",
            CaptchaAction.REGISTRATION,
            [registration(email) for email in (EMAIL, EMAIL.upper(), WAITING[1], NOBODY)],
        ),
        (
            "/v1/accounts/confirmations/resend",
            CaptchaAction.CONFIRMATION_RESEND,
            [{"email": email} for email in (EMAIL, WAITING[1], NOBODY)],
        ),
        (
            "/v1/password-recoveries",
            CaptchaAction.PASSWORD_RECOVERY,
            [
                {"email": email, "rfc": rfc}
                for email in (EMAIL, WAITING[1], NOBODY)
                for rfc in (OWN_RFC, OTHER_RFC, None)
            ],
        ),
    ],
    ids=["registration", "resend", "recovery"],
)
def test_known_and_unknown_are_told_apart_by_nothing(heard, path, action, bodies):
    answers = [heard(path, action, body) for body in bodies]

    status, _, _, calls = answers[0]
    assert status == 202
    assert "QueuesInMemory.send" in calls
    assert [call for call in calls if call.startswith(("Accounts", "Registrations"))] == []
    assert answers == [answers[0]] * len(answers)


def test_the_password_is_hashed_for_everybody(heard):
    for email in (EMAIL, NOBODY):
        *_, calls = heard("/v1/accounts", CaptchaAction.REGISTRATION, registration(email))

        assert calls.count("HasherInMemory.hash") == 1
