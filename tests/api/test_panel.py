"""The panel over HTTP: whose invoices, which of them, and by pages."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from urllib.parse import urlencode

import pytest

from tests.api.door import complaints
from tests.api.members import Member
from tests.factories import OTHER_RFC, make_ticket
from tests.usecases.panels import make_many

PANEL = "/v1/account/invoices"
PROFILE = {
    "rfc": "MASO451221PM4",
    "name": "María Olivia Martínez Sagaz",
    "postal_code": "80290",
    "regimen_fiscal": "612",
    "uso_cfdi": "G03",
}


@pytest.fixture
def member(door) -> Member:
    return Member(door)


def bought(world, number: str, *viewers: str, **changes):
    """Let a guest get a factura by mail, at the member's address unless told otherwise."""
    ticket = make_ticket(ticket_number=number, order_number=f"O-{number}")
    world.load(ticket)
    changes.setdefault("emails", ("ACC-1@cuenta.example",))
    invoice = world.ask(ticket, **changes).invoice
    world.work()
    world.clock.passes(minutes=1)
    return world.now(invoice)


def listed(member: Member, **query: str) -> list[str]:
    """Ask for the panel, expecting to be let in; return what it shows by name."""
    answer = member.call("GET", f"{PANEL}?{urlencode(query)}")
    assert answer.status_code == 200, answer.body
    return [item["id"] for item in answer.json_body["items"]]


def wrong(member: Member, **query: str) -> set[tuple[str, str]]:
    answer = member.call("GET", f"{PANEL}?{urlencode(query)}")
    assert answer.status_code == 422, answer.body
    return complaints(answer)


def test_a_guests_earlier_facturas_are_in_the_panel_whole(member, world):
    invoice = bought(world, "1")

    answer = member.call("GET", PANEL).json_body

    [item] = answer["items"]
    assert (answer["next_cursor"], answer["count"]) == (None, 1)
    assert item["id"] == invoice.id
    assert (item["phase"], item["status"], item["type"]) == ("ready", "delivered", "ingreso")
    assert item["receptor"] == {
        "rfc": "MASO451221PM4",
        "name": "MARIA OLIVIA MARTINEZ SAGAZ",
        "postal_code": "80290",
        "regimen_fiscal": "612",
    }
    assert item["files"]["xml"] == f"/v1/invoices/{invoice.id}/files/xml"
    assert item["mail"] == [{"to": "A***@cuenta.example", "status": "sent", "reason": None}]
    assert item["can"] == ["download", "email"]
    assert item["position"] is None


def test_nobody_sees_a_panel_without_a_session(door):
    answer = door.call("GET", PANEL)

    assert (answer.status_code, answer.json_body["code"]) == (401, "not_signed_in")


def test_another_account_sees_nothing_of_it(door, world):
    bought(world, "1")

    assert listed(Member(door, "acc-2")) == []


def test_it_is_shown_newest_first(member, world):
    names = [bought(world, number).id for number in ("1", "2", "3")]

    assert listed(member) == names[::-1]


@pytest.mark.parametrize("limit", ["1", "2", "7", "200"])
def test_the_pages_hold_every_invoice_once(member, world, limit):
    kept = make_many(world.invoices, 7, viewers=("acc-1",))
    seen, query = [], {"limit": limit}
    while True:
        answer = member.call("GET", f"{PANEL}?{urlencode(query)}").json_body
        seen += [item["id"] for item in answer["items"]]
        if answer["next_cursor"] is None:
            break
        query["cursor"] = answer["next_cursor"]

    assert seen == [invoice.id for invoice in reversed(kept)]


def test_a_page_has_fifty_unless_told_otherwise(member, world):
    make_many(world.invoices, 51, viewers=("acc-1",))

    answer = member.call("GET", PANEL).json_body

    assert (len(answer["items"]), answer["count"]) == (50, 50)
    assert answer["next_cursor"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"from": "2026-11-20", "to": "2026-11-20"}, True),
        ({"from": "2026-11-21T05:59:00Z"}, True),
        ({"from": "2026-11-20T23:59:00-06:00", "to": "2026-11-20T00:00:00-06:00"}, True),
        ({"from": "2026-11-21"}, False),
        ({"to": "2026-11-19"}, False),
        ({"from": "2026-11-19", "date": "purchased"}, True),
        ({"phase": "ready"}, True),
        ({"phase": "closed"}, False),
        ({"type": "ingreso"}, True),
        ({"type": "global"}, False),
        ({"branch_id": "centro"}, True),
        ({"branch_id": "nowhere"}, False),
        ({"q": "o-1"}, True),
        ({"q": " O 1 "}, True),
        ({"q": "c1"}, True),
        ({"q": "2"}, False),
        ({"q": "MASO451221PM4"}, False),
        ({"from": "", "to": "", "q": "", "phase": "", "branch_id": "", "profile_id": ""}, True),
        ({"utm_source": "mail", "sort": "oldest"}, True),
    ],
)
def test_each_filter_shows_what_fits_it(member, world, query, found):
    invoice = bought(world, "1")

    assert listed(member, **query) == [invoice.id] * found


def test_it_is_found_by_its_uuid_and_by_its_tickets_code(member, world):
    invoice = bought(world, "1")
    code = invoice.tickets[0].code

    for word in (invoice.uuid, invoice.uuid.lower(), code, f"{code[:5]} {code[5:]}".lower()):
        assert listed(member, q=word) == [invoice.id], word


def test_a_profile_filters_by_its_rfc(member, world):
    profile = member.keep(**PROFILE)
    own = bought(world, "1")
    bought(world, "2", **{**OTHER_RFC, "emails": ("acc-1@cuenta.example",)})

    assert len(listed(member)) == 2
    assert listed(member, profile_id=profile["id"]) == [own.id]


def test_another_accounts_profile_is_none(door, member):
    theirs = Member(door, "acc-2").keep(**PROFILE)

    for profile_id in (theirs["id"], "none"):
        assert wrong(member, profile_id=profile_id) == {("/profile_id", "not_in_catalog")}


def test_without_a_period_it_is_the_last_three_months_unless_something_is_looked_for(member, world):
    invoice = bought(world, "1")
    world.clock.passes(days=100)
    member = Member(member._door)

    assert listed(member) == []
    assert listed(member, q="O-1") == [invoice.id]
    assert listed(member, to="2026-12-01") == [invoice.id]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"from": "20-11-2026"}, ("/from", "wrong_format")),
        ({"from": "2026-02-30"}, ("/from", "wrong_format")),
        ({"from": "2026-11-20T10:00:00"}, ("/from", "wrong_format")),
        ({"to": "9999-12-31"}, ("/to", "wrong_format")),
        ({"to": "mañana"}, ("/to", "wrong_format")),
        ({"from": "2026-11-20", "to": "2026-11-19"}, ("/to", "too_small")),
        ({"date": "issued"}, ("/date", "not_in_catalog")),
        ({"phase": "Ready"}, ("/phase", "not_in_catalog")),
        ({"type": "I"}, ("/type", "not_in_catalog")),
        ({"q": "a" * 61}, ("/q", "too_long")),
        ({"q": "a\x00b"}, ("/q", "wrong_format")),
        ({"q": "a\x7fb"}, ("/q", "wrong_format")),
        ({"q": "--"}, ("/q", "wrong_format")),
        ({"branch_id": "a" * 101}, ("/branch_id", "too_long")),
        ({"limit": "0"}, ("/limit", "too_small")),
        ({"limit": "201"}, ("/limit", "too_large")),
        ({"limit": "ten"}, ("/limit", "wrong_type")),
        ({"limit": ""}, ("/limit", "wrong_type")),
        ({"cursor": ""}, ("/cursor", "wrong_format")),
        ({"cursor": "x"}, ("/cursor", "wrong_format")),
        ({"cursor": "ñ"}, ("/cursor", "wrong_format")),
        ({"cursor": urlsafe_b64encode(b"acc:acc-2").decode()}, ("/cursor", "wrong_format")),
        ({"cursor": urlsafe_b64encode(b"\xff\xfe").decode()}, ("/cursor", "wrong_format")),
    ],
)
def test_what_cannot_be_asked_is_named(member, query, found):
    assert wrong(member, **query) == {found}


def test_every_wrong_parameter_is_named_at_once(member):
    found = wrong(member, **{"from": "x", "to": "y", "phase": "z", "limit": "0", "cursor": "w"})

    assert {field for field, _ in found} == {"/from", "/to", "/phase", "/limit", "/cursor"}


def test_another_accounts_cursor_opens_only_ones_own_list(door, member, world):
    bought(world, "1", emails=("acc-2@cuenta.example",))
    bought(world, "2", emails=("acc-2@cuenta.example",))
    theirs = Member(door, "acc-2").call("GET", f"{PANEL}?limit=1").json_body["next_cursor"]

    assert listed(member, cursor=theirs) == []


def test_nobody_else_may_keep_the_answer(member):
    assert member.call("GET", PANEL).headers["Cache-Control"] == "no-store"
