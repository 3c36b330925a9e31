"""Known and unknown are told apart by nothing: not by an answer, nor by the work before it.

ASVS 6.3.8, security 3. How long it takes is measured in benchmarks/telling_apart.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.api.authorization_askers import ASKERS
from tests.api.authorization_scene import OWNER_EMAIL, OWNER_RFC, Scene
from tests.api.door import enter, proof_of, request_for
from tests.api.enumeration_questions import (
    INVOICED,
    NOBODYS_EMAIL,
    NOBODYS_TICKET,
    QUESTIONS,
    RIGHT,
    WRONG,
    Question,
    people,
)
from tests.solving import solved
from tests.usecases.account_world import AccountWorld

if TYPE_CHECKING:
    from collections.abc import Callable

NOT_COMPARED = {"X-Request-Id"}


@dataclass(frozen=True)
class Heard:
    """What a client sees of an answer, and what he could measure of it."""

    status: int
    body: bytes
    headers: dict[str, str]
    hashes: int
    calls: list[str]


@pytest.fixture
def new_scene(csd, sat, monkeypatch) -> Callable[[], Scene]:
    """Makes the same people anew, whose budgets nobody has touched."""

    def made() -> Scene:
        scene = Scene(enter(AccountWorld(csd, sat, prints=False), monkeypatch))
        people(scene)
        return scene

    return made


def hear(scene: Scene, question: Question, name: str) -> Heard:
    """Ask one of a question's bodies, and tell all that came of it."""
    world, body = scene.world, dict(question.bodies[name])
    if question.action:
        body["captcha"] = solved(world.captchas.challenge(question.action))
    headers = ASKERS[question.asker].brings(scene, "")
    world.crash.calls.clear()
    world.hasher.asked = 0
    answer = scene.door.call("POST", question.path, body, **headers)
    told = {name: text for name, text in answer.headers.items() if name not in NOT_COMPARED}
    calls = list(world.crash.calls) if question.calls_alike else []
    return Heard(answer.status_code, answer.body, told, world.hasher.asked, calls)


CASES = [(asked, name) for asked in QUESTIONS for name in [*QUESTIONS[asked].bodies][1:]]


@pytest.mark.parametrize(("asked", "name"), CASES)
def test_what_is_known_is_answered_as_what_is_not(new_scene, asked, name):
    question = QUESTIONS[asked]
    nobody = next(iter(question.bodies))

    unknown, known = (hear(new_scene(), question, one) for one in (nobody, name))

    assert known.status == question.status, known.body
    assert known == unknown


@pytest.mark.parametrize(
    "asked", [asked for asked in QUESTIONS if QUESTIONS[asked].action is not None]
)
def test_where_everybody_is_told_that_it_is_accepted_nobody_is_looked_up(new_scene, asked):
    question = QUESTIONS[asked]

    heard = hear(new_scene(), question, next(iter(question.bodies)))

    assert "QueuesInMemory.send" in heard.calls
    assert [call for call in heard.calls if call.startswith(("Accounts", "Registrations"))] == []


def guessing(path: str, body_of: Callable[[str], dict[str, object]], tries: int):
    return pytest.param(path, body_of, tries, id=path)


def ticket_body(kind: str) -> dict[str, object]:
    """Write a ticket: nobody's, or one with the right total or a wrong one."""
    proof = proof_of(NOBODYS_TICKET if kind == "nobody's" else INVOICED)
    return {**proof, "total": "1.00"} if kind == "wrong" else proof


def look_up_body(kind: str) -> dict[str, object]:
    return {**ticket_body(kind), "rfc": OWNER_RFC}


def request_body(kind: str) -> dict[str, object]:
    return {**request_for(INVOICED), "tickets": [ticket_body(kind)]}


def login_body(kind: str) -> dict[str, object]:
    login = NOBODYS_EMAIL if kind == "nobody's" else OWNER_EMAIL
    return {"login": login, "password": RIGHT if kind == "right" else WRONG}


@pytest.mark.parametrize(
    ("path", "body_of", "tries"),
    [
        guessing("/v1/ticket-checks", ticket_body, 5),
        guessing("/v1/invoice-lookups", look_up_body, 5),
        guessing("/v1/invoices", request_body, 5),
        guessing("/v1/sessions", login_body, 10),
    ],
)
def test_beyond_the_budget_what_is_right_is_answered_as_what_is_nobodys(
    new_scene, path, body_of, tries
):
    faces = []
    for wrong, last in (("wrong", "right"), ("nobody's", "nobody's")):
        asked = Question(path, {"wrong": body_of(wrong), "last": body_of(last)}, 403)
        scene = new_scene()
        for _ in range(tries):
            hear(scene, asked, "wrong")
        faces.append(hear(scene, asked, "last"))

    assert faces[0].status == 403
    assert b"captcha_required" in faces[0].body
    assert faces[0] == faces[1]


def test_a_password_is_hashed_as_often_for_everybody(new_scene):
    """Else the rest would prove nothing: twice to compare a login, once to keep a new one."""
    hashes = {
        asked: {hear(new_scene(), question, name).hashes for name in question.bodies}
        for asked, question in QUESTIONS.items()
        if asked in {"sign-in", "registration", "change of e-mail"}
    }

    assert hashes == {"sign-in": {2}, "registration": {1}, "change of e-mail": {1}}
