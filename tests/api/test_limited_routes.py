"""Every answer of a limited route tells of a budget, and the route says that it may refuse."""

from __future__ import annotations

import re

import pytest

from chalicelib.api.table import BLUEPRINTS

ENDPOINTS = [endpoint for routes in BLUEPRINTS for endpoint in routes.endpoints]
LIMITED = [endpoint for endpoint in ENDPOINTS if endpoint.limited]


@pytest.mark.parametrize("endpoint", LIMITED, ids=lambda one: one.name)
@pytest.mark.parametrize("body", [None, b"{", {"unheard_of": 1}])
def test_a_refusal_tells_of_the_networks_budget(door, endpoint, body):
    answer = door.call(endpoint.method, re.sub(r"{\w+}", "x", endpoint.path), body)

    budget = endpoint.limited
    assert 400 <= answer.status_code < 500
    assert answer.headers["RateLimit-Policy"].startswith(f'"{budget.name}";q={budget.limit};w=')
    assert answer.headers["RateLimit"].startswith(f'"{budget.name}";r={budget.limit};t=')


@pytest.mark.parametrize("endpoint", LIMITED, ids=lambda one: one.name)
def test_while_nobody_can_count_the_refusal_stands_without_it(door, world, endpoint):
    world.guards.is_down = True

    answer = door.call(endpoint.method, re.sub(r"{\w+}", "x", endpoint.path), b"{")

    assert 400 <= answer.status_code < 500
    assert "RateLimit" not in answer.headers


@pytest.mark.parametrize("endpoint", LIMITED, ids=lambda one: one.name)
def test_a_limited_route_declares_that_it_may_send_away(endpoint):
    assert 429 in endpoint.problems


def test_whatever_asks_without_proving_anything_is_limited():
    """Public writes and the tickets' routes; a challenge costs us nothing and is free."""
    free = {
        endpoint.name
        for endpoint in ENDPOINTS
        if endpoint.method != "GET" and endpoint.security == "public" and not endpoint.limited
    }

    assert free == {"make_a_challenge", "check_a_receptor"}
