"""A challenge is good for one action, once, for ten minutes, and only when it was solved."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import UTC, datetime

import pytest
from altcha.v2 import verify_solution

from chalicelib.domain.captcha_action import CaptchaAction
from chalicelib.errors import Unavailable
from chalicelib.usecases.captchas import COST, HARD, LARGEST, CaptchaRequired, Captchas
from tests.solving import solved
from tests.twins.guards import GuardsInMemory

TICKET, LOGIN = CaptchaAction.TICKET, CaptchaAction.LOGIN


def key(purpose: str) -> bytes:
    return hashlib.sha256(purpose.encode()).digest()


@pytest.fixture
def guards(clock):
    return GuardsInMemory(clock)


@pytest.fixture
def captchas(guards, clock):
    return Captchas(guards, key, clock, cost=1)


def read(payload: str) -> dict:
    return json.loads(base64.b64decode(payload))


def refused(captchas, given, action=TICKET) -> None:
    with pytest.raises(CaptchaRequired) as refusal:
        captchas.require(action, given)
    assert refusal.value.code == "captcha_required"
    assert refusal.value.extra == {"captcha_action": action.value}


def test_a_solved_challenge_lets_in_once(captchas):
    payload = solved(captchas.challenge(TICKET))

    captchas.require(TICKET, payload)

    refused(captchas, payload)


def test_the_object_is_as_good_as_its_text_and_no_second_use(captchas):
    payload = solved(captchas.challenge(TICKET))

    captchas.require(TICKET, read(payload))

    refused(captchas, payload)


def test_dressed_up_anew_it_is_still_the_same(captchas):
    payload = read(solved(captchas.challenge(TICKET)))
    captchas.require(TICKET, payload)

    refused(captchas, {**payload, "solution": {**payload["solution"], "time": 5}})
    refused(captchas, {"more": 1, **payload})


def test_it_is_good_for_ten_minutes(captchas, clock):
    first, second = (solved(captchas.challenge(TICKET)) for _ in "12")

    clock.passes(minutes=9, seconds=59)
    captchas.require(TICKET, first)
    clock.passes(seconds=1)

    refused(captchas, second)


def test_an_expired_one_stays_used_up_for_ever(captchas, clock):
    payload = solved(captchas.challenge(TICKET))
    captchas.require(TICKET, payload)

    clock.passes(days=400)

    refused(captchas, payload)


@pytest.mark.parametrize("action", sorted(set(CaptchaAction) - {TICKET}))
def test_it_is_good_for_its_own_action_only(captchas, action):
    payload = solved(captchas.challenge(TICKET))

    refused(captchas, payload, action)

    captchas.require(TICKET, payload)


@pytest.mark.parametrize(
    "change",
    [
        {"cost": 0},
        {"expiresAt": 4_000_000_000},
        {"data": {"action": "login"}},
        {"keySignature": "00" * 32},
        {"keyPrefix": ""},
        {"nonce": "00" * 16},
    ],
)
def test_a_changed_challenge_is_forged(captchas, change):
    payload = read(solved(captchas.challenge(TICKET)))
    payload["challenge"]["parameters"].update(change)

    refused(captchas, payload)
    refused(captchas, payload, LOGIN)


@pytest.mark.parametrize(
    "derived", ["", "00" * 32, "x", 5, None, "é", ["00"], {}, "00" * 5_000, "\ud800"]
)
def test_an_unsolved_challenge_is_none(captchas, derived):
    challenge = captchas.challenge(TICKET)

    refused(captchas, {"challenge": challenge, "solution": {"counter": 1, "derivedKey": derived}})


def test_the_solution_of_another_challenge_is_none(captchas):
    mine, other = captchas.challenge(TICKET), read(solved(captchas.challenge(TICKET)))

    refused(captchas, {"challenge": mine, "solution": other["solution"]})


def test_a_challenge_of_another_installation_is_forged(guards, captchas, clock):
    foreign = Captchas(guards, lambda purpose: key(f"{purpose}!"), clock, cost=1)

    refused(captchas, solved(foreign.challenge(TICKET)))


DEEP = "[" * 4_000 + "]" * 4_000
HOSTILE = [
    None,
    "",
    " ",
    "x",
    "é" * 10,
    "\ud800",
    "a" * (LARGEST + 1),
    base64.b64encode(b"\xff\xfe").decode(),
    base64.b64encode(DEEP.encode()).decode()[:LARGEST],
    base64.b64encode(("[" * 3_500 + "]" * 3_500).encode()).decode(),
    base64.b64encode(b"null").decode(),
    base64.b64encode(b"[]").decode(),
    base64.b64encode(b"NaN").decode(),
    base64.b64encode(b'{"challenge":5,"solution":6}').decode(),
    base64.b64encode(b'{"challenge":{"parameters":null,"signature":"x"},"solution":{}}').decode(),
    {},
    {"challenge": None},
    {"challenge": {"parameters": {}, "signature": 5}, "solution": {}},
    {"challenge": {"parameters": {}, "signature": "\ud800"}, "solution": {}},
    {"challenge": {"parameters": {"a": float("inf")}, "signature": "x"}, "solution": {}},
    {"challenge": {"parameters": {"a": 10**400}, "signature": "x"}, "solution": {}},
    {"challenge": {"parameters": {}, "signature": "x"}, "solution": {}, "more": "a" * LARGEST},
]


@pytest.mark.parametrize("given", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_no_challenge_of_ours_is_asked_for_again(captchas, given):
    refused(captchas, given)


def test_a_payload_nested_beyond_reading_is_asked_for_again(captchas):
    nested: dict = {}
    for _ in range(50_000):
        nested = {"challenge": nested}

    refused(captchas, nested)


def test_nobody_is_let_in_while_nobody_can_tell_whether_it_was_used(captchas, guards):
    payload = solved(captchas.challenge(TICKET))
    guards.is_down = True

    with pytest.raises(Unavailable):
        captchas.require(TICKET, payload)


def test_a_hard_challenge_is_sixteen_times_the_work(captchas):
    counters = [
        [read(solved(captchas.challenge(TICKET, hard)))["solution"]["counter"] for _ in range(20)]
        for hard in (False, True)
    ]

    easy, hard = counters
    assert min(easy) >= 50
    assert max(easy) < 150
    assert {counter % HARD for counter in hard} == {0}
    assert min(hard) / HARD >= 50
    assert max(hard) / HARD < 150


def test_altcha_itself_finds_our_challenges_right(guards):
    now = datetime.now(UTC)
    captchas = Captchas(guards, key, lambda: now)

    challenge = captchas.challenge(TICKET)

    assert challenge["parameters"]["algorithm"] == "PBKDF2/SHA-256"
    assert challenge["parameters"]["cost"] == COST
    assert challenge["parameters"]["data"] == {"action": "ticket"}
    verdict = verify_solution(
        solved(challenge), key("captcha"), hmac_key_secret=key("captcha-solution")
    )
    assert verdict.verified
