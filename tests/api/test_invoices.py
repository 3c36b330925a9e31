"""Asking for an invoice, following it and getting its files, over HTTP."""

from __future__ import annotations

import pytest

from chalicelib.domain.invoice_status import InvoiceStatus
from tests.api.door import RECEPTOR, complaints, proof_of
from tests.factories import OTHER_RFC, make_ticket

S = InvoiceStatus
TICKET = make_ticket()
SECOND = make_ticket(ticket_number="012")
OTHER = {name: OTHER_RFC[name] for name in RECEPTOR}
PDF = "application/pdf"


@pytest.fixture
def opened(door, world):
    world.load(TICKET)
    return door.opened(TICKET, emails=["olivia@correo.example"])


@pytest.fixture
def ready(door, world, opened):
    world.work()
    return opened


def test_a_new_request_is_kept_and_named(door, opened):
    invoice = opened["invoice"]

    assert invoice["phase"] == "working"
    assert invoice["total"] == "100.00"
    assert invoice["tickets"][0]["order_number"] == TICKET.order_number
    assert opened["access_token"].startswith("inv_")
    assert door.ask(TICKET).json_body["access_token"] == opened["access_token"]


def test_nothing_that_is_shown_tells_the_receptor(door, ready):
    shown = door.own(ready).body.decode()

    assert RECEPTOR["rfc"] not in shown
    assert "OLIVIA" not in shown
    assert "olivia@" not in shown
    assert RECEPTOR["postal_code"] not in shown


def test_the_tag_holds_while_nothing_that_is_shown_changes(door, world, opened):
    first = door.own(opened).headers["ETag"]

    again = door.own(opened, if_none_match=f'"other", W/{first}')
    world.clock.passes(seconds=6)
    later = door.own(opened, if_none_match=first)

    assert (again.status_code, again.body) == (304, b"")
    assert again.headers["ETag"] == first
    assert later.status_code == 200
    assert later.json_body["invoice"]["poll_after_s"] == 2


@pytest.mark.parametrize("asked", ["*", '"a", *'])
def test_any_tag_holds_for_who_asks_for_any(door, opened, asked):
    assert door.own(opened, if_none_match=asked).status_code == 304


def test_a_tag_within_another_is_another(door, opened):
    tag = door.own(opened).headers["ETag"]

    assert door.own(opened, if_none_match=f'"x{tag}').status_code == 200


@pytest.mark.parametrize("kind", ["xml", "pdf"])
def test_a_file_that_is_not_ready_says_so(door, opened, kind):
    answer = door.own(opened, f"/files/{kind}")

    assert (answer.status_code, answer.json_body["code"]) == (409, "file_not_ready")


@pytest.mark.parametrize("accept", ["", "*/*", "application/json", "application/pdf;q=0", "x"])
def test_a_file_is_an_address_for_a_minute(door, ready, accept):
    answer = door.own(ready, "/files/pdf", accept=accept)

    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json_body["url"].endswith("&for=60")
    assert answer.json_body["expires_at"] == "2026-11-20T18:01:00+00:00"


@pytest.mark.parametrize("accept", [PDF, "APPLICATION/PDF;q=0.4", "text/html, application/pdf"])
def test_a_file_is_its_bytes_for_who_asks_by_its_type(door, ready, accept):
    invoice = door.own(ready).json_body["invoice"]
    name = f"{invoice['serie']}{invoice['folio']}_{invoice['uuid']}.pdf"

    answer = door.own(ready, "/files/pdf", accept=accept)

    assert answer.body.startswith(b"%PDF-")
    assert answer.headers["Content-Type"] == PDF
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_type_that_only_ends_like_ours_is_another(door, ready):
    answer = door.own(ready, "/files/pdf", accept="application/vnd.other+application/pdf")

    assert answer.status_code == 200
    assert "url" in answer.json_body


def test_the_xml_is_the_kept_document_to_the_byte(door, world, ready):
    [kept] = [content for key, content in world.documents.kept.items() if key.startswith("cfdi/")]

    answer = door.own(ready, "/files/xml", accept="application/xml")

    assert answer.body == kept
    assert answer.headers["Content-Disposition"].endswith('.xml"')


def test_there_are_two_files_and_no_third(door, ready):
    assert door.own(ready, "/files/zip").status_code == 404


@pytest.mark.parametrize("way", ["", "/files/xml"])
@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer x", "Basic inv_x", "Bearer ses_x"])
def test_who_shows_no_token_is_not_signed_in(door, ready, way, authorization):
    path = f"/v1/invoices/{ready['invoice']['id']}{way}"

    answer = door.call("GET", path, authorization=authorization)

    assert (answer.status_code, answer.json_body["code"]) == (401, "not_signed_in")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("token", ["inv_", "inv_x", "inv_" + "a" * 60_000, "inv_é"])
@pytest.mark.parametrize(
    ("way", "body"), [("", None), ("/emails", {"emails": ["a@b.mx"]}), ("/corrections", {})]
)
def test_a_token_that_opens_something_else_finds_nothing(door, ready, token, way, body):
    wrong = {**ready, "access_token": token}

    answer = door.own(wrong, way, body)

    assert (answer.status_code, answer.json_body["code"]) == (404, "invoice_not_found")


def test_a_guests_token_ends_ninety_days_after_it_is_ready(door, world, ready):
    world.clock.passes(days=90)
    last_day = door.own(ready).status_code
    world.clock.passes(seconds=1)

    assert (last_day, door.own(ready).status_code) == (200, 404)


def test_who_was_overtaken_learns_that_and_nothing_else(door, world, opened):
    accepted = door.ask(TICKET, receptor=OTHER, uso_cfdi="S01")

    former = door.own(opened).json_body["invoice"]
    assert accepted.status_code == 202
    assert (former["phase"], former["problem"]["code"]) == ("closed", "ticket_taken_over")
    assert former["tickets"] == []
    assert {former[name] for name in ("total", "receptor", "uuid", "branch")} == {None}
    assert door.own(opened, "/files/xml").status_code == 409
    assert door.own(opened, "/emails", {"emails": ["a@b.mx"]}).json_body["code"] == "invoice_closed"
    assert door.own(opened, "/corrections", {}).json_body["code"] == "too_late"


def test_an_overlap_with_what_is_invoiced_gives_the_folio_to_ask_by(door, world, ready):
    world.load(SECOND)

    first, again = (door.ask(SECOND, TICKET, receptor=OTHER, uso_cfdi="S01") for _ in "12")

    assert (first.status_code, first.json_body["code"]) == (409, "tickets_not_available")
    assert complaints(first) == {("/tickets/1", "ticket_already_invoiced")}
    assert first.json_body["help_folio"] == world.record(TICKET).help_folio
    assert again.json_body["help_folio"] == first.json_body["help_folio"]


def test_an_overlap_with_what_is_on_its_way_says_when_to_come_back(door, world, opened):
    world.load(SECOND)

    answer = door.ask(TICKET, SECOND)

    assert complaints(answer) == {("/tickets/0", "ticket_in_progress")}
    assert answer.headers["Retry-After"] == "60"
    assert "help_folio" not in answer.json_body


@pytest.mark.parametrize("rfc", ["XEXX010101000", " xexx-010101-000 "])
@pytest.mark.parametrize("more", [{}, {"postal_code": "0", "regimen_fiscal": "999"}])
def test_a_foreigner_tells_only_a_name(door, world, rfc, more):
    world.load(TICKET)

    answer = door.ask(TICKET, receptor={"rfc": rfc, "name": "John Smith", **more}, uso_cfdi=None)

    invoice = answer.json_body["invoice"]
    assert answer.status_code == 202
    assert (invoice["receptor"]["regimen_fiscal"], invoice["uso_cfdi"]) == ("616", "S01")
    assert invoice["receptor"]["postal_code"] == "03***"


def test_a_foreigner_without_a_name_is_asked_for_it(door, world):
    world.load(TICKET)

    answer = door.ask(TICKET, receptor={"rfc": "XEXX010101000"})

    assert complaints(answer) == {("/receptor/name", "required")}


def test_a_lookup_reads_the_rfc_as_people_write_it(door, ready):
    body = {**proof_of(TICKET), "rfc": " maso-451221-pm4 "}

    answer = door.call("POST", "/v1/invoice-lookups", body)

    assert answer.status_code == 200
    assert answer.json_body["invoice"]["id"] == ready["invoice"]["id"]


@pytest.mark.parametrize("change", [{"rfc": OTHER["rfc"]}, {"total": "1.00"}, {"branch_id": "x"}])
def test_a_lookup_that_finds_nothing_is_one_and_the_same(door, ready, change):
    body = {**proof_of(TICKET), "rfc": RECEPTOR["rfc"]}

    right = door.call("POST", "/v1/invoice-lookups", body)
    wrong = door.call("POST", "/v1/invoice-lookups", {**body, **change})

    assert right.status_code == 200
    assert (wrong.status_code, wrong.json_body["code"]) == (404, "invoice_not_found")
    assert set(wrong.json_body) == {"type", "title", "status", "code", "detail"}


@pytest.mark.parametrize(
    ("emails", "place", "code"),
    [
        ([], "", "required"),
        (["a@b.mx"] * 4, "", "too_long"),
        ("a@b.mx", "", "wrong_type"),
        ([None], "/0", "wrong_type"),
        (["a@b.mx\r\nBcc: c@d.mx"], "/0", "wrong_format"),
        (["a@b.mx,c@d.mx"], "/0", "wrong_format"),
        (["a@b"], "/0", "wrong_format"),
        (["ñ@correo.example"], "/0", "wrong_format"),
        (["a@" + "b." * 130 + "mx"], "/0", "too_long"),
    ],
)
def test_a_mail_goes_to_one_to_three_addresses(door, ready, emails, place, code):
    answer = door.own(ready, "/emails", {"emails": emails})

    assert complaints(answer) == {(f"/emails{place}", code)}


def test_a_repeated_wish_for_the_mail_writes_nothing(door, world, ready):
    world.clock.passes(minutes=5)
    first = door.own(ready, "/emails", {"emails": ["eva@correo.example"]})
    written = len(world.invoices.written)

    again = door.own(ready, "/emails", {"emails": ["eva@correo.example"]})

    assert (first.status_code, again.status_code) == (202, 202)
    assert again.json_body == first.json_body
    assert len(world.invoices.written) == written


def test_a_correction_names_every_wrong_datum_by_its_place(door, opened):
    change = {"rfc": "?", "postal_code": "00001", "regimen_fiscal": "1"}

    answer = door.own(opened, "/corrections", {"receptor": change, "uso_cfdi": "ZZZ"})

    assert complaints(answer) == {
        ("/receptor/rfc", "wrong_format"),
        ("/receptor/postal_code", "unknown_postal_code"),
        ("/receptor/regimen_fiscal", "not_in_catalog"),
        ("/uso_cfdi", "not_in_catalog"),
    }


def test_a_correction_of_what_is_stamped_comes_too_late(door, ready):
    answer = door.own(ready, "/corrections", {"receptor": {"name": "OTRA"}})

    assert (answer.status_code, answer.json_body["code"]) == (409, "too_late")
