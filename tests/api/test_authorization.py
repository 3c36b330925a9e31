"""The authorization matrix: every route of the table, by everybody who may knock (ASVS V8).

It is about objects: each question names the owner's own invoice, profile,
session or export, and is one that its owner is answered (8.2.2).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from string import Formatter
from typing import Any

import pytest
from chalice.test import HTTPResponse

from infra.openapi import endpoints
from tests.api.authorization_askers import ASKERS, Group
from tests.api.authorization_cases import MATRIX, expected
from tests.api.authorization_examples import EXAMPLES, SERVED
from tests.api.authorization_scene import Scene
from tests.api.door import complaints

ROUTES = {endpoint.name: endpoint for endpoint in endpoints()}
KNOWN = [example for example in EXAMPLES if example.route in ROUTES]
CELLS = [(example, name) for example in KNOWN for name in ASKERS]
FEWEST = 400

HERS = {
    Group.OWNER,
    Group.FORGED,
    Group.SETTING,
    Group.HALF,
    Group.OWN_INVOICE,
    Group.OWN_PHONE,
    Group.FORGED_PHONE,
}
"""Groups that, where they are served, are shown or change the owner's things by right."""

NEVER_KEPT = {"account", "new_password", "phone", "pos"}
"""Kinds whose answers stay in no browser's cache (ASVS 14.3.2)."""


@pytest.fixture
def scene(door) -> Scene:
    return Scene(door)


@dataclass(frozen=True)
class Heard:
    """An answer, what was sent for it, and how the owner's things stood before."""

    answer: HTTPResponse
    sent: str
    before: dict[str, Any]

    def told_of(self, secrets: set[str]) -> set[str]:
        """Return which of them the answer holds, but those that were sent by the asker himself."""
        answer = text_of(self.answer)
        return {secret for secret in secrets if secret in answer and secret not in self.sent}


def asked_by(scene, example, name, body=None, **places) -> Heard:
    """Let an asker put an example's question."""
    endpoint, asker = ROUTES[example.route], ASKERS[name]
    headers = asker.brings(scene, example.about)
    body = body or example.body_of(endpoint, asker.group, scene)
    path = example.path_of(endpoint, **places)
    before = scene.things()
    answer = scene.door.call(endpoint.method, path, body, **headers)
    return Heard(answer, f"{path} {body}", before)


def text_of(answer) -> str:
    return answer.body.decode(errors="replace") + json.dumps(dict(answer.headers))


def is_refused_by_who_asks(example, name) -> bool:
    """Tell whether the headers alone decide, though the question has a body that could be wrong."""
    endpoint, asker = ROUTES[example.route], ASKERS[name]
    is_closed = endpoint.security not in {"public", "phone"} and endpoint.request is not None
    by_body = asker.group is Group.OTHER_POS  # which stores a sale is of stands in it
    return is_closed and not by_body and expected(endpoint, example, asker)[0] in {401, 403}


def cell_name(value) -> str:
    return value if isinstance(value, str) else f"{value.route} {value.name}".strip()


# Nothing is left open


def test_every_route_has_an_example():
    assert {example.route for example in EXAMPLES} == set(ROUTES)


def test_every_route_with_a_body_has_one_in_its_example():
    without = {one.route for one in KNOWN if one.body is None and ROUTES[one.route].request}

    assert without == set()


def test_every_place_of_a_path_is_filled_with_something_of_the_owners(scene):
    places = {
        name
        for endpoint in ROUTES.values()
        for _, name, _, _ in Formatter().parse(endpoint.path)
        if name
    }

    assert places == {"invoice_id", "profile_id", "export_id", "session_id", "kind", "locale"}


def test_every_kind_of_security_says_what_each_group_hears():
    assert set(MATRIX) == {endpoint.security for endpoint in ROUTES.values()}
    assert all(set(rules) == set(Group) for rules in MATRIX.values())
    assert {asker.group for asker in ASKERS.values()} == set(Group)


def test_the_matrix_is_large_and_most_of_it_refuses():
    said = [
        expected(ROUTES[example.route], example, ASKERS[name]) != SERVED for example, name in CELLS
    ]

    assert sum(said) >= FEWEST


# Its cells


@pytest.mark.parametrize(("example", "name"), CELLS, ids=cell_name)
def test_everybody_hears_what_the_matrix_says(scene, example, name):
    endpoint, group = ROUTES[example.route], ASKERS[name].group
    outcome = expected(endpoint, example, ASKERS[name])

    heard = asked_by(scene, example, name)

    answer = heard.answer
    assert answer.headers["X-Request-Id"]
    assert "Access-Control-Allow-Origin" not in answer.headers
    if outcome == SERVED:
        assert answer.status_code in endpoint.answers, answer.body
    else:
        complaints(answer)
        assert (answer.status_code, answer.json_body["code"]) == outcome
        assert answer.status_code in endpoint.problems
    if outcome != SERVED or endpoint.security in NEVER_KEPT:
        assert "no-store" in answer.headers["Cache-Control"]
    if outcome != SERVED or group not in HERS:
        assert scene.things() == heard.before
        assert heard.told_of(scene.secrets()) == set()


def test_what_others_are_not_told_is_what_its_owner_is_shown(scene):
    reads = [example for example in KNOWN if ROUTES[example.route].method == "GET"]

    shown = [text_of(asked_by(scene, example, "the owner's app").answer) for example in reads]

    assert {datum for datum in scene.shown() if datum not in "".join(shown)} == set()


# What refusals tell


@pytest.mark.parametrize(
    ("example", "name"), [cell for cell in CELLS if is_refused_by_who_asks(*cell)], ids=cell_name
)
def test_who_may_not_ask_hears_so_whatever_he_sends(scene, example, name):
    outcome = expected(ROUTES[example.route], example, ASKERS[name])

    answer = asked_by(scene, example, name, body=b"{").answer

    assert (answer.status_code, answer.json_body["code"]) == outcome


@pytest.mark.parametrize("example", [one for one in KNOWN if one.stranger[0] == 404], ids=cell_name)
@pytest.mark.parametrize("name", ["another account's app", "another account's browser"])
def test_anothers_thing_is_as_unknown_as_nobodys(scene, example, name):
    nobodys = dict.fromkeys(("invoice_id", "profile_id", "export_id", "session_id"), "nothing")

    theirs = asked_by(scene, example, name).answer
    none = asked_by(scene, example, name, **nobodys).answer

    assert theirs.json_body == none.json_body
    assert alike(theirs) == alike(none)


def alike(answer) -> dict[str, str]:
    return {name: text for name, text in answer.headers.items() if name != "X-Request-Id"}
