"""The panel: what is in it by itself, how it is searched, and what can be taken out of it."""

from __future__ import annotations

import csv
import io
import time
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from lxml import etree

from tests.journeys.member import COMPANY, Member, new_person
from tests.journeys.shopper import OTRA_EMPRESA, PAUSE_S, Shopper
from tests.journeys.test_accounts import complaints, told

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("system")]

EXPORT_WAIT_S = 30


@dataclass(frozen=True)
class Owner:
    """A member with a factura of each kind; nobody changes what is here."""

    member: Member
    person: dict[str, Any]
    company: dict[str, Any]
    ticket: dict[str, Any]
    of_person: dict[str, Any]
    of_company: dict[str, Any]
    as_guest: dict[str, Any]

    @property
    def newest_first(self) -> list[str]:
        """By the stamp, which is exact to the second; of one second's, by their ids."""
        invoices = (self.of_company, self.of_person, self.as_guest)
        keys = [(datetime.fromisoformat(one["stamped_at"]), one["id"]) for one in invoices]
        return [invoice_id for _, invoice_id in sorted(keys, reverse=True)]


@pytest.fixture(scope="module")
def owner(facturable, meet, shopper, sell) -> Owner:
    stranger = meet()
    guest = shopper.ask(sell(), emails=[stranger.email.upper()]).body
    as_guest = shopper.follow(guest, "delivered")
    member = stranger.opened()
    person, company = member.keeps(new_person()), member.keeps(COMPANY)
    ticket = sell()
    of_person = member.asks(ticket, person)
    of_company = member.asks(sell(branch_id=facturable["branches"][1]["id"]), company)
    return Owner(member, person, company, ticket, of_person, of_company, as_guest)


def exported(member: Member, **asked: Any) -> bytes:
    """Order a file, wait until it is there, and fetch it."""
    answer = member.call("POST", "/v1/account/exports", asked)
    assert answer.status == 202, answer.content
    end = time.monotonic() + EXPORT_WAIT_S
    while (order := answer.body)["status"] != "ready":
        assert order["status"] in {"queued", "working"}, order
        assert time.monotonic() < end, order
        time.sleep(PAUSE_S)
        answer = member.call("GET", f"/v1/account/exports/{order['id']}")
    file = Shopper(order["url"]).call("GET", "", Accept="*/*")
    assert file.status == 200, file.content
    assert "attachment" in file.headers["Content-Disposition"]
    return file.content


def test_what_a_guest_asked_for_with_the_address_is_there_by_itself(owner):
    assert owner.member.finds() == owner.newest_first


def test_each_filter_finds_its_own(owner):
    finds, today = owner.member.finds, datetime.now(UTC).date()
    tomorrow, long_ago = str(today + timedelta(days=1)), str(today - timedelta(days=40))

    assert finds(profile_id=owner.person["id"]) == [owner.of_person["id"]]
    assert finds(branch_id=owner.of_company["branch"]["id"]) == [owner.of_company["id"]]
    assert finds(phase="ready") == finds(type="ingreso") == owner.newest_first
    assert finds(phase="needs_you") == finds(type="egreso") == []
    assert finds(since=long_ago, to=tomorrow) == owner.newest_first
    assert finds(since=long_ago, to=long_ago) == finds(since=tomorrow) == []
    assert set(finds(date="purchased", since=long_ago)) == set(owner.newest_first)


@pytest.mark.parametrize("written", [str, str.lower, lambda text: f" {text[:2]} {text[2:]} "])
def test_a_word_finds_a_factura_however_it_is_typed(owner, written):
    invoice = owner.of_person
    words = (
        invoice["uuid"],
        f"{invoice['serie']}{invoice['folio']}",
        owner.ticket["order_number"],
        owner.ticket["code"],
    )

    for word in words:
        assert owner.member.finds(q=written(word)) == [invoice["id"]]
    assert invoice["id"] in owner.member.finds(q=invoice["folio"])
    assert invoice["id"] in owner.member.finds(q=owner.ticket["ticket_number"])
    assert owner.member.finds(q="NADA-DE-ESTO") == []


def test_pages_show_each_once_in_order(owner):
    shown, page = [], owner.member.panel(limit="1")
    while True:
        shown += [invoice["id"] for invoice in page["items"]]
        if page["next_cursor"] is None:
            break
        page = owner.member.panel(limit="1", cursor=page["next_cursor"])

    assert shown == owner.newest_first


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("from=ayer", ("/from", "wrong_format")),
        ("from=2026-02-30", ("/from", "wrong_format")),
        ("from=2026-02-02&to=2026-02-01", ("/to", "too_small")),
        ("phase=lista", ("/phase", "not_in_catalog")),
        ("date=paid", ("/date", "not_in_catalog")),
        ("type=nomina", ("/type", "not_in_catalog")),
        ("profile_id=ajeno", ("/profile_id", "not_in_catalog")),
        ("limit=0", ("/limit", "too_small")),
        ("limit=201", ("/limit", "too_large")),
        ("cursor=inventado", ("/cursor", "wrong_format")),
        ("q=%00", ("/q", "wrong_format")),
    ],
)
def test_a_wrong_filter_names_its_field(owner, query, complaint):
    answer = owner.member.call("GET", f"/v1/account/invoices?{query}")

    assert complaints(answer) == {complaint}


def test_an_account_sees_its_receptor_whole_and_other_accounts_see_nothing(owner, member):
    path = f"/v1/invoices/{owner.of_person['id']}"

    own = owner.member.call("GET", path).body["invoice"]

    assert own["receptor"]["rfc"] == owner.person["rfc"]
    assert member.finds() == []
    for way in (path, f"{path}/files/xml"):
        assert told(member.call("GET", way)) == (404, "invoice_not_found")
    resend = member.call("POST", f"{path}/emails", {"emails": [member.email]})
    assert told(resend) == (404, "invoice_not_found")


def test_a_factura_is_mailed_again_with_the_files_of_the_panel(owner, mailbox, meet):
    reader = meet().email

    answer = owner.member.call(
        "POST", f"/v1/invoices/{owner.of_company['id']}/emails", {"emails": [reader]}
    )

    assert answer.status == 202
    mail = mailbox.wait(reader, "factura")
    assert {file["content_type"] for file in mail["attachments"]} == {
        "application/pdf",
        "application/xml",
    }


def test_an_export_as_zip_holds_the_panels_own_files(owner):
    archive = zipfile.ZipFile(io.BytesIO(exported(owner.member, format="zip")))

    names = archive.namelist()
    assert archive.testzip() is None
    assert len(names) == len(set(names)) == 7
    for invoice_id in owner.newest_first:
        for kind in ("xml", "pdf"):
            content = owner.member.downloads(invoice_id, kind)
            assert content in [archive.read(name) for name in names if name.endswith(kind)]
    for name in names:
        if name.endswith(".xml"):
            assert etree.fromstring(archive.read(name)).get("Version") == "4.0"
    assert "facturas.csv" in names


def test_an_export_as_csv_has_a_row_for_each_factura_of_its_filter(owner):
    content = exported(owner.member, format="csv", filter={"profile_id": owner.person["id"]})

    [row] = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert owner.of_person["uuid"] in row.values()
    assert owner.person["rfc"] in row.values()
    assert "116.00" in row.values()


def test_an_export_is_its_owners_alone_and_tells_when_there_is_nothing(owner, member):
    order = owner.member.call("POST", "/v1/account/exports", {"format": "csv"}).body

    assert told(member.call("GET", f"/v1/account/exports/{order['id']}")) == (
        404,
        "export_not_found",
    )
    empty = member.call("POST", "/v1/account/exports", {"format": "zip"}).body
    end = time.monotonic() + EXPORT_WAIT_S
    while empty["status"] != "failed":
        assert time.monotonic() < end, empty
        time.sleep(PAUSE_S)
        empty = member.call("GET", f"/v1/account/exports/{empty['id']}").body
    assert empty["problem"] == {"code": "export_empty"}


def test_a_guests_factura_is_claimed_by_its_token(member, shopper, sell):
    guest = shopper.ask(sell(), OTRA_EMPRESA).body
    claim = {"invoice_id": guest["invoice"]["id"], "access_token": guest["access_token"]}
    claims = "/v1/account/invoice-claims"
    forged = {**claim, "access_token": guest["access_token"][:-1] + "~"}
    unknown = {**claim, "invoice_id": "0" * 32}

    assert told(member.call("POST", claims, forged)) == (404, "invoice_not_found")
    assert told(member.call("POST", claims, unknown)) == (404, "invoice_not_found")
    assert told(shopper.call("POST", claims, claim)) == (401, "not_signed_in")
    assert member.finds() == []
    first, again = (member.call("POST", claims, claim) for _ in range(2))

    assert (first.status, again.status) == (200, 200)
    assert first.body["invoice"]["receptor"]["rfc"] == OTRA_EMPRESA["rfc"]
    assert member.finds() == [guest["invoice"]["id"]]
