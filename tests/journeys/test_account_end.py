"""Another address, other devices, one's own data, and the end of an account."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.journeys.member import (
    COMPANY,
    CONFIRM,
    CONFIRM_NEW,
    PASSWORD,
    new_address,
    new_person,
)
from tests.journeys.shopper import proof_of
from tests.journeys.test_accounts import complaints, told

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("system")]

CHANGES = "/v1/account/email-changes"
ERASED_S = 150
"""An account is erased once what was asked just before its end is in every list: a minute."""


@pytest.fixture(scope="module", autouse=True)
def closed(facturable, meet, shopper, sell):
    """An account that its owner deletes as this module begins, and what he asked for with it."""
    member = meet().opened()
    ticket = sell()
    invoice = member.asks(ticket, member.keeps(new_person()), emails=[member.email])
    xml = member.downloads(invoice["id"], "xml")
    answer = member.call("DELETE", "/v1/account", {"current_password": PASSWORD})
    assert answer.status == 202, answer.content
    return member, ticket, invoice, xml


def test_nobody_signs_in_to_a_closed_account(closed):
    member, _, invoice, _ = closed

    assert told(member.call("GET", "/v1/account")) == (401, "not_signed_in")
    assert told(member.call("GET", f"/v1/invoices/{invoice['id']}")) == (401, "not_signed_in")
    assert told(member.tries()) == (401, "not_signed_in")


def test_of_a_deleted_account_the_address_is_free_and_the_cfdi_stays(closed, mailbox, shopper):
    member, ticket, invoice, xml = closed
    mailbox.wait(member.email, "Eliminamos tu cuenta", patience_s=ERASED_S)

    newcomer = replace(member, name="Otra Persona", password="otra frase de otra persona")
    assert newcomer.registers().status == 202
    assert newcomer.confirms(newcomer.mailed_token(CONFIRM, 2)).status == 204
    newcomer = newcomer.signed_in()

    assert newcomer.finds() == []
    assert newcomer.call("GET", "/v1/account/profiles").body["items"] == []
    rfc = xml.decode().partition('Receptor Rfc="')[2].partition('"')[0]
    found = shopper.call("POST", "/v1/invoice-lookups", {**proof_of(ticket), "rfc": rfc})
    assert found.status == 200
    assert found.body["invoice"]["uuid"] == invoice["uuid"]
    assert found.body["invoice"]["mail"] == []
    assert shopper.file(found.body, "xml") == xml


def test_a_deletion_needs_the_password(member):
    answer = member.call("DELETE", "/v1/account", {"current_password": "no es esta"})

    assert complaints(answer) == {("/current_password", "wrong_password")}
    assert member.call("GET", "/v1/account").status == 200


def test_an_address_changes_once_the_new_one_is_confirmed(member, shopper, mailbox):
    new, other = new_address(), member.signed_in()
    asked = member.call("POST", CHANGES, {"email": new, "current_password": PASSWORD})
    token = replace(member, email=new).mailed_token(CONFIRM_NEW)
    waiting = member.call("GET", "/v1/account").body

    assert asked.status == 202
    assert (waiting["email"], waiting["email_change"]["email"][0]) == (member.email, new[0])
    assert new not in waiting["email_change"]["email"]
    confirm = ("POST", f"{CHANGES}/confirmations", {"token": token})
    assert member.call(*confirm).status == 204
    assert told(shopper.call(*confirm)) == (409, "token_used")
    assert member.call("GET", "/v1/account").body["email"] == new
    assert told(other.call("GET", "/v1/account")) == (401, "not_signed_in")
    assert told(member.tries()) == (401, "not_signed_in")
    assert member.tries(login=new).status == 200
    notice = mailbox.wait(member.email, "Cambió el correo de tu cuenta")
    assert new not in notice["text"]


def test_an_address_that_is_somebodys_is_told_to_him_alone(member, meet, mailbox):
    owner, free = meet().opened(), new_address()
    wishes = [{"email": email, "current_password": PASSWORD} for email in (owner.email, free)]

    answers = [member.call("POST", CHANGES, wish) for wish in wishes]

    assert {answer.status for answer in answers} == {202}
    assert len({answer.content for answer in answers}) == 1
    mail = mailbox.wait(owner.email, "Este correo ya tiene su cuenta")
    assert member.email not in mail["text"]
    mailbox.wait(free, CONFIRM_NEW)
    assert mailbox.to(owner.email, CONFIRM_NEW) == []


def test_a_change_of_address_needs_the_password_and_a_known_token(member):
    wish = {"email": new_address(), "current_password": "no es esta"}

    assert complaints(member.call("POST", CHANGES, wish)) == {
        ("/current_password", "wrong_password")
    }
    for token in ("nada", f"{member.token}", "a.b", "\U0001f600." * 3):
        answer = member.call("POST", f"{CHANGES}/confirmations", {"token": token})
        assert told(answer) == (409, "token_expired")


def test_sessions_are_listed_and_one_is_ended(member, meet):
    phone = member.signed_in(device_name="Teléfono de Socorro")
    listed = member.call("GET", "/v1/sessions").body["items"]
    [shown] = [one for one in listed if one["device_name"] == "Teléfono de Socorro"]

    assert [one["current"] for one in listed] == [False, True]
    stranger = meet().opened()
    path = f"/v1/sessions/{shown['id']}"
    assert told(stranger.call("DELETE", path)) == (404, "not_found")
    assert member.call("DELETE", path).status == 204
    assert told(phone.call("GET", "/v1/account")) == (401, "not_signed_in")
    assert told(member.call("DELETE", path)) == (404, "not_found")


def test_a_rotated_token_gives_way_to_the_new_one(member):
    rotated = member.call("POST", "/v1/sessions/current/rotations")

    assert rotated.status == 200
    assert rotated.body["token"] != member.token
    renewed = replace(member, token=rotated.body["token"])
    assert renewed.call("GET", "/v1/account").status == 200
    listed = renewed.call("GET", "/v1/sessions").body["items"]
    assert [one["current"] for one in listed] == [True]


def test_the_export_of_ones_data_is_whole(member, sell):
    person, company = member.keeps(new_person()), member.keeps(COMPANY)
    invoice = member.asks(sell(), person)

    answer = member.call("GET", "/v1/account/export")

    assert "attachment" in answer.headers["Content-Disposition"]
    data = answer.body
    assert data["account"]["email"] == member.email
    assert data["profiles"] == [person, company]
    assert [one["uuid"] for one in data["invoices"]] == [invoice["uuid"]]
    assert data["invoices"][0]["receptor"]["rfc"] == person["rfc"]
    assert [one["current"] for one in data["sessions"]] == [True]
    assert data["invoices_are_complete"]
    assert member.token not in answer.content.decode()


def test_a_phone_remembers_until_it_is_told_to_forget(shopper):
    data = {"receptor": {**COMPANY}, "uso_cfdi": "G03", "emails": [new_address()]}
    del data["receptor"]["uso_cfdi"]
    kept = shopper.call("POST", "/v1/remembered-receptor", data)
    attributes = kept.headers["Set-Cookie"].split("; ")
    cookie = {"Cookie": attributes[0]}

    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(attributes)
    shown = shopper.call("GET", "/v1/remembered-receptor", **cookie)
    assert shown.body["receptor"]["rfc"] == COMPANY["rfc"]
    assert told(shopper.call("DELETE", "/v1/remembered-receptor", **cookie)) == (403, "not_allowed")
    own = {**cookie, "X_Facturable": "1", "Sec_Fetch_Site": "same-origin"}
    assert shopper.call("DELETE", "/v1/remembered-receptor", **own).status == 204
    gone = shopper.call("GET", "/v1/remembered-receptor", **cookie)
    assert told(gone) == (404, "nothing_remembered")
