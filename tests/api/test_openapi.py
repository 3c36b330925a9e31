"""The description is fresh, whole, and tells nothing that no route has."""

from __future__ import annotations

import json
from importlib import resources

from infra.openapi import description, endpoints, written

REF = "#/components/schemas/"


def refs_in(part: object) -> set[str]:
    if isinstance(part, dict):
        own = {part["$ref"].removeprefix(REF)} if "$ref" in part else set()
        return own.union(*map(refs_in, part.values()))
    if isinstance(part, list):
        return set().union(*map(refs_in, part))
    return set()


def test_the_committed_description_is_fresh():
    committed = resources.files("chalicelib.api").joinpath("openapi.json").read_text("utf-8")

    assert committed == written(description())


def test_every_model_that_is_named_is_described_and_every_one_described_is_named():
    document = json.loads(written(description()))

    assert refs_in(document) == set(document["components"]["schemas"])


def test_every_route_with_a_body_declares_how_it_is_refused():
    for endpoint in endpoints():
        if endpoint.request is not None:
            assert {400, 413, 415, 422} <= set(endpoint.problems), endpoint.path


def test_a_ticket_is_described_by_its_own_form():
    schemas = description()["components"]["schemas"]

    assert schemas["TicketsBody"]["properties"]["tickets"]["items"] == {"$ref": REF + "TicketForm"}
    assert schemas["TicketForm"]["additionalProperties"] is False
