"""Nothing personal or secret in an address: it ends in histories and logs (ASVS 14.2.1)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from string import Formatter
from typing import Any

import pytest

from infra.openapi import endpoints
from tests.api.authorization_askers import ASKERS
from tests.api.authorization_examples import EXAMPLES
from tests.api.authorization_scene import PERSONAL, PHONE, Scene

ROUTES = {endpoint.name: endpoint for endpoint in endpoints()}
IN_PATHS = {"invoice_id", "profile_id", "export_id", "session_id", "kind", "locale"}
"""Names that we gave ourselves, and which open nothing without a token."""

IN_QUERIES = {
    "brand",
    "city",
    "limit",
    "cursor",
    "from",
    "to",
    "date",
    "profile_id",
    "branch_id",
    "phase",
    "type",
    "q",
}
"""`q` is words of a branch's address; in the panel a folio, a UUID or a number of a ticket."""


@pytest.fixture
def scene(door) -> Scene:
    return Scene(door)


def test_a_path_names_things_by_our_own_ids():
    named = {
        name
        for endpoint in ROUTES.values()
        for _, name, _, _ in Formatter().parse(endpoint.path)
        if name
    }

    assert named <= IN_PATHS


def test_a_query_asks_for_no_persons_data():
    asked = {name for endpoint in ROUTES.values() for name in endpoint.query}

    assert asked <= IN_QUERIES


@pytest.mark.parametrize("name", ["the owner's app", "the guest", "the owner's phone"])
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.route} {one.name}".strip())
def test_no_address_in_an_answer_holds_personal_data(scene, example, name):
    endpoint, asker = ROUTES[example.route], ASKERS[name]
    headers = asker.brings(scene, example.about)
    body = example.body_of(endpoint, asker.group, scene)

    answer = scene.door.call(endpoint.method, example.path_of(endpoint), body, **headers)

    told = " ".join(addresses(read(answer)))
    assert [datum for datum in (*PERSONAL, PHONE) if datum in told] == []
    assert "ses_" not in told
    assert "inv_" not in told
    assert "Location" not in answer.headers


def test_a_files_and_an_exports_addresses_are_among_those_looked_at(scene):
    paths = ["/v1/invoices/inv-olivia-1/files/xml", "/v1/account/exports/exp-olivia"]
    headers = ASKERS["the owner's app"].brings(scene, "")

    answers = [scene.door.call("GET", path, **headers) for path in paths]

    assert all([*addresses(read(answer))] for answer in answers)


def read(answer) -> Any:
    is_json = answer.headers.get("Content-Type", "").endswith("json")
    return json.loads(answer.body) if answer.body and is_json else None


def addresses(body: Any) -> Iterator[str]:
    """Yield every text of a body that is an address."""
    if isinstance(body, str) and ("://" in body or body.startswith("/")):
        yield body
    if isinstance(body, dict):
        for value in body.values():
            yield from addresses(value)
    if isinstance(body, list):
        for value in body:
            yield from addresses(value)
