"""Exports over HTTP: ordered, waited for, and downloaded."""

from __future__ import annotations

import pytest

from tests.api.door import complaints
from tests.api.members import Member
from tests.usecases.panels import make_many

EXPORTS = "/v1/account/exports"


@pytest.fixture
def member(door) -> Member:
    return Member(door)


def ordered(member: Member, kind: str = "csv", **filters: str):
    answer = member.call("POST", EXPORTS, {"filter": filters, "format": kind})
    assert answer.status_code == 202, answer.body
    return answer.json_body


def shown(member: Member, export) -> dict:
    answer = member.call("GET", f"{EXPORTS}/{export['id']}")
    assert answer.status_code == 200, answer.body
    return answer.json_body


def test_an_order_is_taken_and_told_as_it_stands(member):
    export = ordered(member)

    assert export == {
        "id": export["id"],
        "format": "csv",
        "status": "queued",
        "progress": {"done": 0, "total": None},
        "asked_at": "2026-11-20T18:00:00+00:00",
        "expires_at": "2026-11-27T18:00:00+00:00",
        "poll_after_s": 2,
        "url": None,
        "url_expires_at": None,
        "problem": None,
    }
    assert shown(member, export) == export


def test_once_it_is_ready_it_has_a_short_lived_address(member, world):
    make_many(world.invoices, 3, viewers=("acc-1",))
    export = ordered(member)
    world.work()

    ready = shown(member, export)

    assert (ready["status"], ready["poll_after_s"]) == ("ready", None)
    assert ready["progress"] == {"done": 3, "total": 3}
    assert ready["url"].startswith("https://files.example/exports/acc-1/")
    assert ready["url_expires_at"] == "2026-11-20T18:02:00+00:00"


def test_an_archive_is_ordered_the_same_way(member, world):
    kept = make_many(world.invoices, 2, viewers=("acc-1",))
    world.documents.put_cfdi(kept[0].xml_key, b"<cfdi/>")
    world.documents.put_pdf(kept[0].pdf_key, b"%PDF-")
    export = ordered(member, "zip", phase="ready")
    world.work()

    assert shown(member, export)["status"] == "ready"
    assert ".zip?" in shown(member, export)["url"]


def test_where_nothing_fits_the_reason_is_told(member, world):
    export = ordered(member, "zip", q="nothing")
    world.work()

    failed = shown(member, export)

    assert (failed["status"], failed["problem"]) == ("failed", {"code": "export_empty"})
    assert (failed["url"], failed["poll_after_s"]) == (None, None)


def test_the_same_order_again_is_the_standing_one(member):
    assert ordered(member, phase="ready") == ordered(member, phase="ready")
    assert ordered(member, phase="ready")["id"] != ordered(member, phase="closed")["id"]


def test_every_answer_to_an_order_tells_what_is_left_of_the_accounts_budget(member):
    order = {"filter": {}, "format": "csv"}

    told = [member.call("POST", EXPORTS, order).headers["RateLimit"] for _ in range(2)]

    assert all(limit.startswith('"exports";r=19;t=') for limit in told)


def test_who_waits_for_long_asks_less_often(member, world):
    export = ordered(member)
    pauses = []
    for minutes in (1, 2, 10):
        world.clock.passes(minutes=minutes)
        pauses.append(shown(member, export)["poll_after_s"])

    assert pauses == [5, 15, 15]


def test_another_accounts_order_is_unknown(door, member):
    export = ordered(member)
    stranger = Member(door, "acc-2")

    theirs = stranger.call("GET", f"{EXPORTS}/{export['id']}")
    nobodys = stranger.call("GET", f"{EXPORTS}/none")

    for answer in (theirs, nobodys):
        assert (answer.status_code, answer.json_body["code"]) == (404, "export_not_found")
    assert theirs.json_body == nobodys.json_body


@pytest.mark.parametrize(("method", "path"), [("POST", EXPORTS), ("GET", f"{EXPORTS}/x")])
def test_nobody_exports_without_a_session(door, method, path):
    answer = door.call(method, path, {"format": "csv"} if method == "POST" else None)

    assert (answer.status_code, answer.json_body["code"]) == (401, "not_signed_in")


def test_every_wrong_datum_is_named_where_it_stands(member):
    answer = member.call(
        "POST",
        EXPORTS,
        {
            "filter": {"from": "x", "to": 7, "phase": "z", "limit": "9", "q": "a" * 61},
            "format": "xlsx",
            "name": "mine",
        },
    )

    assert answer.status_code == 422
    assert complaints(answer) == {
        ("/filter/from", "wrong_format"),
        ("/filter/to", "wrong_type"),
        ("/filter/phase", "not_in_catalog"),
        ("/filter/limit", "unknown_field"),
        ("/filter/q", "too_long"),
        ("/format", "not_in_catalog"),
        ("/name", "unknown_field"),
    }


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({}, ("/format", "required")),
        ({"format": "csv", "filter": []}, ("/filter", "wrong_type")),
        (
            {"format": "csv", "filter": {"profile_id": "x"}},
            ("/filter/profile_id", "not_in_catalog"),
        ),
        (
            {"format": "csv", "filter": {"from": "2026-11-20", "to": "2026-11-19"}},
            ("/filter/to", "too_small"),
        ),
    ],
)
def test_an_order_that_is_none_is_refused(member, body, found):
    answer = member.call("POST", EXPORTS, body)

    assert answer.status_code == 422
    assert complaints(answer) == {found}


def test_too_many_orders_are_told_when_to_come_again(member):
    for day in range(1, 21):
        ordered(member, **{"from": f"2026-10-{day:02}"})

    answer = member.call("POST", EXPORTS, {"format": "csv"})

    assert (answer.status_code, answer.json_body["code"]) == (429, "too_many")
    assert int(answer.headers["Retry-After"]) > 0


def test_while_the_worker_cannot_be_woken_nothing_is_promised(member, world):
    world.queues.is_down = True

    answer = member.call("POST", EXPORTS, {"format": "csv"})

    assert (answer.status_code, answer.json_body["code"]) == (503, "unavailable")
