"""The file with everything that is kept of a person, over HTTP."""

from __future__ import annotations

import json

import pytest

from chalicelib.api import personal_data
from tests.account_factories import make_export, make_profile
from tests.api.door import request_for
from tests.api.members import Member
from tests.api.owners import CHANGES, NEW, change_email, give_password, mailed_token, write
from tests.factories import make_ticket


@pytest.fixture
def member(door):
    member = Member(door)
    give_password(door, member)
    return member


def test_the_file_holds_the_person_whole(door, member):
    ticket = make_ticket()
    door.world.load(ticket)
    write(door, member, profiles=(make_profile(emails=("perfil@correo.example",)),))
    door.world.exports.put(make_export(account_id="acc-1"))
    member.call("POST", "/v1/invoices", request_for(ticket, emails=["Acc-1@cuenta.example"]))
    change_email(member)
    door.world.work()

    answer = member.call("GET", "/v1/account/export")

    data = answer.json_body
    assert (
        answer.headers["Content-Disposition"] == 'attachment; filename="mis-datos-facturable.json"'
    )
    assert answer.headers["Cache-Control"] == "no-store"
    assert data["account"]["email"] == "acc-1@cuenta.example"
    assert data["email_change"]["email"] == NEW
    assert data["profiles"][0]["emails"] == ["perfil@correo.example"]
    assert data["sessions"][0]["current"] is True
    assert data["exports"][0]["format"] == "csv"
    [invoice] = data["invoices"]
    assert invoice["status"] == "delivered"
    assert invoice["receptor"]["name"] == "MARÍA OLIVIA MARTÍNEZ SAGAZ"
    assert invoice["emails"] == ["Acc-1@cuenta.example"]
    assert data["invoices_are_complete"] is True


def test_other_peoples_addresses_are_masked_in_it(door, member):
    ticket = make_ticket()
    door.world.load(ticket)
    door.call(
        "POST",
        "/v1/invoices",
        request_for(ticket, emails=["acc-1@cuenta.example", "otra@correo.example"]),
    )

    [invoice] = member.call("GET", "/v1/account/export").json_body["invoices"]

    assert invoice["emails"] == ["acc-1@cuenta.example", "o***@correo.example"]


def test_a_file_ends_before_an_answer_is_too_large_and_says_so(door, member, monkeypatch):
    tickets = [make_ticket(ticket_number=str(number)) for number in range(1, 4)]
    door.world.load(*tickets)
    for ticket in tickets:
        member.call("POST", "/v1/invoices", request_for(ticket))
    [first, *_] = member.call("GET", "/v1/account/export").json_body["invoices"]
    size = len(json.dumps(first, ensure_ascii=False, separators=(",", ":")).encode())
    monkeypatch.setattr(personal_data, "LARGEST", size * 2 + 10)

    data = member.call("GET", "/v1/account/export").json_body

    assert len(data["invoices"]) == 2
    assert data["invoices_are_complete"] is False


def test_files_are_counted(member):
    answers = [member.call("GET", "/v1/account/export") for _ in range(21)]

    assert [answer.status_code for answer in answers] == [200] * 20 + [429]


def test_an_address_that_was_confirmed_waits_no_more(door, member):
    change_email(member)
    door.call("POST", f"{CHANGES}/confirmations", {"token": mailed_token(door)})

    data = Member(door).call("GET", "/v1/account/export").json_body

    assert data["email_change"] is None
    assert data["account"]["former_emails"] == ["acc-1@cuenta.example"]
