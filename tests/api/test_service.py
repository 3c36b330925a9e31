"""What everybody may read: the service, its stores, SAT's lists and the texts."""

from __future__ import annotations

import json

import pytest

from chalicelib import container
from chalicelib.errors import Unavailable
from chalicelib.usecases.health import ServiceHealth
from tests.api.door import complaints
from tests.factories import NOW, make_branch, make_ticket
from tests.twins.clock import FixedClock

TAGGED = ["/v1/catalogs", "/v1/messages/es-MX", "/v1/messages/en", "/v1/openapi.json"]


def test_the_status_tells_of_a_part_that_fails(door, world):
    world.health.failed("stamping", NOW)
    world.clock.passes(minutes=1)
    slow = door.call("GET", "/v1/status").json_body
    world.clock.passes(minutes=2)

    down = door.call("GET", "/v1/status").json_body

    assert slow["acceptance"] == {"status": "ok", "since": None, "message_code": "status.ok"}
    assert slow["stamping"]["message_code"] == "status.stamping_slow"
    assert down["stamping"] == {
        "status": "down",
        "since": "2026-11-20T18:00:00+00:00",
        "message_code": "status.stamping_down",
    }


def test_the_status_tells_that_nothing_is_accepted_while_the_store_is_down(door, monkeypatch):
    class Silent:
        def failing_since(self, _):
            raise Unavailable

    monkeypatch.setattr(container, "service_health", lambda: ServiceHealth(Silent(), FixedClock()))

    answer = door.call("GET", "/v1/status")

    assert answer.status_code == 200
    assert answer.json_body["acceptance"] == {
        "status": "down",
        "since": None,
        "message_code": "status.acceptance_down",
    }
    assert {answer.json_body[part]["status"] for part in ("stamping", "mail")} == {"ok"}


def test_a_branch_tells_how_far_its_sales_are_loaded_in_its_own_time(door, world):
    world.load(make_ticket())

    [centro, norte] = door.call("GET", "/v1/branches").json_body["items"]

    assert centro["id"] == make_branch().id
    assert centro["loaded_until"] == "2026-11-20T10:30:00-06:00"
    assert norte["loaded_until"] is None
    assert centro["policy"]["deadline"] == "fiscal_year"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=bohemia%20CENTRO", 2),
        ("city=ciudad%20de%20mexico", 2),
        ("brand=SUPER%20zarapito", 2),
        ("q=nada", 0),
        ("q=%00", 0),
        ("q=%ff%", 0),
        ("unknown=1", 2),
    ],
)
def test_a_branch_is_found_as_people_write(door, query, found):
    assert len(door.call("GET", f"/v1/branches?{query}").json_body["items"]) == found


def test_the_branches_come_by_pages(door):
    first = door.call("GET", "/v1/branches?limit=1").json_body
    second = door.call("GET", f"/v1/branches?limit=1&cursor={first['next_cursor']}").json_body

    assert [page["items"][0]["id"] for page in (first, second)] == ["centro", "norte"]
    assert second["next_cursor"] is None


@pytest.mark.parametrize("limit", ["0", "9" * 5000, "x"])
def test_a_page_of_no_size_is_a_wrong_field(door, limit):
    answer = door.call("GET", f"/v1/branches?limit={limit}")

    assert answer.status_code == 422
    assert {field for field, _ in complaints(answer)} == {"/limit"}


@pytest.mark.parametrize("path", TAGGED)
def test_what_changes_seldom_is_given_once(door, path):
    first = door.call("GET", path)
    tag = first.headers["ETag"]

    known = [tag, f"W/{tag}", f'"other", {tag}', "*"]
    unknown = ['"other"', tag.strip('"'), tag[:-1], ""]

    assert json.loads(first.body)
    assert [door.call("GET", path, if_none_match=one).status_code for one in known] == [304] * 4
    assert [door.call("GET", path, if_none_match=one).status_code for one in unknown] == [200] * 4


@pytest.mark.parametrize("locale", ["xx", "es", "en-US", "EN", "es-MX%00", "..%2F..", "%ff"])
def test_a_language_that_there_is_not_is_not_found(door, locale):
    answer = door.call("GET", f"/v1/messages/{locale}")

    assert (answer.status_code, answer.json_body["code"]) == (404, "not_found")


def test_the_catalogs_tell_which_uses_go_with_which_regimen(door):
    lists = door.call("GET", "/v1/catalogs").json_body

    uses = {one["code"]: one for one in lists["usos_cfdi"]}
    assert "605" not in uses["G03"]["regimenes"]
    assert uses["D01"]["personas"] == ["fisica"]
    assert {one["code"] for one in lists["formas_pago"]} >= {"01", "03", "04", "28"}
    assert all(one["personas"] for one in lists["regimenes"])
