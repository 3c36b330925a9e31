"""Nobody sets by a body what is not his to set: each member that it may not have is refused.

OWASP API3 (mass assignment), ASVS 15.3.3. Every route with a body, at every
object of its example.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from infra.openapi import endpoints
from tests.api.authorization_askers import ASKERS, Group
from tests.api.authorization_examples import EXAMPLES
from tests.api.authorization_scene import Scene
from tests.api.door import complaints

ROUTES = {endpoint.name: endpoint for endpoint in endpoints() if endpoint.request}
WRITES = [example for example in EXAMPLES if example.route in ROUTES]

SERVED = {
    "account": "the owner's app",
    "new_password": "the owner's app",
    "invoice": "the owner's app",
    "phone": "the owner's phone",
    "pos": "the installation's POS",
    "public": "the owner's app",
}
"""Who is served by each kind of route, so that nothing is wrong but the member."""

EXTRAS = {
    "viewers": ["acc-berenice"],
    "id": "acc-olivia",
    "version": 9,
    "scope": "full",
    "is_admin": True,
    "account_id": "acc-olivia",
    "status": "stamped",
    "uuid": "6f35d3b5-9a0c-4d0e-8b61-0a2f5c1d7e34",
    "__proto__": {"is_admin": True},
}


@pytest.fixture
def scene(door) -> Scene:
    return Scene(door)


def send(scene, example, change=None):
    """Send an example's body as somebody who is served, with one change at most."""
    endpoint = ROUTES[example.route]
    asker = ASKERS[SERVED[endpoint.security]]
    body = example.body_of(endpoint, Group.OWNER, scene)
    if change:
        change(body)
    headers = asker.brings(scene, example.about)
    return scene.door.call(endpoint.method, example.path_of(endpoint), body, **headers)


def objects(body: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every object of a body and the JSON pointer of it."""
    if isinstance(body, dict):
        yield place, body
        for name, value in body.items():
            yield from objects(value, f"{place}/{name}")
    if isinstance(body, list):
        for at, value in enumerate(body):
            yield from objects(value, f"{place}/{at}")


def name_of(example) -> str:
    return f"{example.route} {example.name}".strip()


def refusals(answer) -> set[tuple[str, str]]:
    """Read what is wrong; a point of sale's tickets are each answered for by themselves."""
    if answer.status_code != 200:
        return complaints(answer)
    return {
        (f"/tickets/{at}{error['field']}", error["code"])
        for at, ticket in enumerate(answer.json_body["tickets"])
        for error in ticket["errors"]
    }


@pytest.mark.parametrize("example", WRITES, ids=name_of)
def test_the_example_itself_is_taken(scene, example):
    answer = send(scene, example)

    assert answer.status_code in ROUTES[example.route].answers, answer.body


@pytest.mark.parametrize("extra", EXTRAS)
@pytest.mark.parametrize("example", WRITES, ids=name_of)
def test_what_a_body_may_not_have_is_named_and_nothing_is_done(scene, example, extra):
    before = scene.things()
    body = example.body_of(ROUTES[example.route], Group.OWNER, scene)
    allowed = {place for place, found in objects(body) if extra in found}

    for place, _ in objects(body):
        if place not in allowed:
            answer = send(scene, example, lambda sent, at=place: _add(sent, at, extra))

            assert (f"{place}/{extra}", "unknown_field") in refusals(answer)
    assert scene.things() == before


def _add(body: Any, place: str, extra: str) -> None:
    found = next(one for at, one in objects(body) if at == place)
    found[extra] = deepcopy(EXTRAS[extra])
