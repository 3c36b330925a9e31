"""Challenges over HTTP: what is given, and what comes back as one."""

from __future__ import annotations

import pytest
from altcha.v2 import Challenge

from chalicelib.domain.budget import LOGIN_PREFIX, TICKET_PREFIX
from chalicelib.domain.captcha_action import CaptchaAction
from tests.api.door import complaints, proof_of
from tests.factories import make_ticket
from tests.solving import solved
from tests.usecases.test_captchas import HOSTILE, read

CHALLENGES = "/v1/captcha-challenges"
CHECK = "/v1/ticket-checks"
TICKET = make_ticket()
HERE = "127.0.0.0/24"


@pytest.fixture
def suspected(door, world):
    """The door of a ticket that five wrong totals were tried at."""
    world.load(TICKET)
    for _ in range(5):
        answer = door.call("POST", CHECK, {**proof_of(TICKET), "total": "1.00"})
        assert answer.status_code == 404
    return door


def test_a_challenge_is_altchas_own_and_nobody_keeps_it(door):
    answer = door.call("POST", CHALLENGES, {"action": "ticket"})

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert Challenge.from_dict(answer.json_body).to_dict() == answer.json_body
    assert answer.json_body["parameters"]["data"] == {"action": "ticket"}


def test_an_unknown_action_is_told_the_known_ones(door):
    answer = door.call("POST", CHALLENGES, {"action": "stamping"})

    assert answer.status_code == 422
    assert answer.json_body["errors"] == [
        {
            "field": "/action",
            "code": "not_in_catalog",
            "params": {"allowed": [action.value for action in CaptchaAction]},
        }
    ]


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ({}, ("/action", "required")),
        ({"action": 5}, ("/action", "wrong_type")),
        ({"action": None}, ("/action", "wrong_type")),
        ({"action": ""}, ("/action", "required")),
        ({"action": "ticket", "hard": False}, ("/hard", "unknown_field")),
    ],
)
def test_a_body_that_names_no_action_is_refused_by_its_field(door, body, complaint):
    assert complaints(door.call("POST", CHALLENGES, body)) == {complaint}


@pytest.mark.parametrize("budget", [TICKET_PREFIX, LOGIN_PREFIX])
def test_who_comes_from_where_many_misses_came_from_works_longer(door, world, budget):
    world.budgets.spend(budget, HERE, uses=budget.limit)
    challenges = [door.call("POST", CHALLENGES, {"action": "login"}).json_body for _ in range(3)]

    payloads = [read(solved(challenge)) for challenge in challenges]

    assert all(payload["solution"]["counter"] >= 800 for payload in payloads)


def test_a_solved_challenge_opens_what_it_was_asked_for(suspected):
    refused = suspected.call("POST", CHECK, proof_of(TICKET))
    action = refused.json_body["captcha_action"]
    challenge = suspected.call("POST", CHALLENGES, {"action": action}).json_body

    answer = suspected.call("POST", CHECK, {**proof_of(TICKET), "captcha": solved(challenge)})

    assert (refused.status_code, refused.json_body["code"]) == (403, "captcha_required")
    assert answer.status_code == 200


def test_the_object_opens_as_its_text_does(suspected):
    challenge = suspected.call("POST", CHALLENGES, {"action": "ticket"}).json_body
    captcha = read(solved(challenge))

    answer = suspected.call("POST", CHECK, {**proof_of(TICKET), "captcha": captcha})

    assert answer.status_code == 200


@pytest.mark.parametrize("given", HOSTILE, ids=range(len(HOSTILE)))
def test_no_hostile_captcha_is_more_than_no_captcha(suspected, given):
    answer = suspected.call("POST", CHECK, {**proof_of(TICKET), "captcha": given})

    assert answer.json_body["code"] in {"captcha_required", "malformed_json"}
    assert answer.status_code in {400, 403}


@pytest.mark.parametrize("given", [5, True, 1.5, [], ["x"]])
def test_what_is_neither_text_nor_object_is_no_captcha(suspected, given):
    answer = suspected.call("POST", CHECK, {**proof_of(TICKET), "captcha": given})

    assert complaints(answer) == {("/captcha", "wrong_type")}


def test_a_captcha_nested_beyond_reading_is_refused(suspected):
    deep = b'{"code": "x", "captcha": ' + b'{"a":' * 16_000 + b"1" + b"}" * 16_000 + b"}"

    assert suspected.call("POST", CHECK, deep).status_code == 400
