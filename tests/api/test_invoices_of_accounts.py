"""Invoices of somebody who is signed in: asked for with a profile, seen whole, claimed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain.listing import MOST_VIEWERS
from chalicelib.domain.session import Scope
from tests.api.door import RECEPTOR, complaints, request_for
from tests.api.members import Member
from tests.factories import OTHER_RFC, make_ticket

TICKET = make_ticket()
EMAILS = ["olivia@correo.example", "contador@correo.example"]
CLAIMS = "/v1/account/invoice-claims"


@pytest.fixture
def member(door, world):
    world.load(TICKET)
    return Member(door)


@pytest.fixture
def profile(member):
    return member.keep(**RECEPTOR, uso_cfdi="D01", emails=EMAILS)


@pytest.fixture
def asked(world, member):
    """The member's own invoice, ready."""
    answer = member.call("POST", "/v1/invoices", request_for(TICKET))
    world.work()
    return answer.json_body


def with_profile(name: str, **changes):
    """A request that names a profile and types no fiscal datum."""
    request = request_for(TICKET)
    del request["receptor"], request["uso_cfdi"]
    return {**request, "profile_id": name, **changes}


def kept(world, opened):
    return world.invoices.get(opened["invoice"]["id"])


# A profile in place of five data


def test_three_data_are_enough_for_who_has_a_profile(world, member, profile):
    answer = member.call("POST", "/v1/invoices", with_profile(profile["id"]))

    data = kept(world, answer.json_body).data
    assert answer.status_code == 202
    assert str(data.receptor.rfc) == RECEPTOR["rfc"]
    assert (data.receptor.postal_code, data.receptor.regimen_fiscal) == ("80290", "612")
    assert (data.uso_cfdi, data.emails) == ("D01", tuple(EMAILS))


@pytest.mark.parametrize(
    ("asked", "emails"),
    [({"emails": []}, ()), ({"emails": ["x@y.mx"]}, ("x@y.mx",)), ({"emails": None}, EMAILS)],
    ids=["none", "others", "null is left out"],
)
def test_addresses_of_the_request_go_before_the_profiles(world, member, profile, asked, emails):
    answer = member.call("POST", "/v1/invoices", with_profile(profile["id"], **asked))

    assert kept(world, answer.json_body).data.emails == tuple(emails)


def test_a_use_of_the_request_goes_before_the_profiles(world, member, profile):
    request = with_profile(profile["id"], uso_cfdi="S01")

    answer = member.call("POST", "/v1/invoices", request)

    assert kept(world, answer.json_body).data.uso_cfdi == "S01"


def test_a_foreigners_profile_gets_the_branchs_postal_code(world, member):
    profile = member.keep(rfc="XEXX010101000", name="John Smith")

    answer = member.call("POST", "/v1/invoices", with_profile(profile["id"]))

    assert answer.json_body["invoice"]["receptor"] == {
        "rfc": "XEXX010101000",
        "name": "JOHN SMITH",
        "postal_code": "03300",
        "regimen_fiscal": "616",
    }
    assert kept(world, answer.json_body).data.uso_cfdi == "S01"


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"uso_cfdi": "ZZZ"}, ("/uso_cfdi", "not_in_catalog")),
        ({"uso_cfdi": "D04", "forma_pago": "99"}, ("/forma_pago", "forma_pago_differs_from_sale")),
        ({"receptor": RECEPTOR}, ("/profile_id", "conflicts_with_receptor")),
        ({"receptor": {**RECEPTOR, "rfc": "?"}}, ("/receptor/rfc", "wrong_format")),
        ({"profile_id": None}, ("/receptor", "required")),
        ({"profile_id": "p-none"}, ("/profile_id", "not_in_catalog")),
        ({"profile_id": "p" * 65}, ("/profile_id", "too_long")),
        ({"profile_id": " "}, ("/profile_id", "required")),
        ({"wait_for_ticket": True}, ("/wait_for_ticket", "not_available_yet")),
    ],
    ids=lambda value: str(value)[:50],
)
def test_what_is_wrong_beside_a_profile_is_told(member, profile, changes, complaint):
    answer = member.call("POST", "/v1/invoices", with_profile(profile["id"], **changes))

    assert answer.status_code == 422
    assert complaint in complaints(answer)


def test_a_use_that_the_profiles_regimen_does_not_allow_is_told(member, world):
    profile = member.keep(**{**RECEPTOR, "regimen_fiscal": "605"})

    answer = member.call("POST", "/v1/invoices", with_profile(profile["id"], uso_cfdi="G03"))

    assert complaints(answer) == {("/uso_cfdi", "not_allowed_for_regimen")}


def test_anothers_profile_is_as_unknown_as_nobodys(door, member, profile):
    stranger = Member(door, "acc-2")

    answers = [
        stranger.call("POST", "/v1/invoices", with_profile(name)) for name in (profile["id"], "p9")
    ]

    assert complaints(answers[0]) == {("/profile_id", "not_in_catalog")}
    assert answers[0].json_body == answers[1].json_body


@pytest.mark.parametrize("authorization", ["", "Bearer ses_acc-1.ses-full.wrong", "Bearer inv_x"])
def test_a_guest_has_no_profile(door, member, profile, authorization):
    request = with_profile(profile["id"])

    answer = door.call("POST", "/v1/invoices", request, authorization=authorization)

    assert (answer.status_code, answer.json_body["code"]) == (401, "not_signed_in")


# Whose an invoice is


def test_who_asks_signed_in_sees_his_invoice_whole(door, member, asked):
    shown = member.call("GET", f"/v1/invoices/{asked['invoice']['id']}")

    receptor = shown.json_body["invoice"]["receptor"]
    assert receptor["rfc"] == RECEPTOR["rfc"] == asked["invoice"]["receptor"]["rfc"]
    assert receptor["name"] == "MARÍA OLIVIA MARTÍNEZ SAGAZ"
    assert receptor["postal_code"] == RECEPTOR["postal_code"]
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert member.browse("GET", f"/v1/invoices/{asked['invoice']['id']}").body == shown.body


def test_its_guests_token_still_shows_it_masked(door, asked):
    shown = door.own(asked).json_body["invoice"]

    assert shown["receptor"]["rfc"] == "MASO***PM4"


def test_a_guests_token_beats_the_cookie(member, asked):
    path = f"/v1/invoices/{asked['invoice']['id']}"

    shown = member.browse("GET", path, authorization=f"Bearer {asked['access_token']}")

    assert shown.json_body["invoice"]["receptor"]["rfc"] == "MASO***PM4"


def test_addresses_stay_masked_for_everybody(door, member):
    answer = member.call("POST", "/v1/invoices", request_for(TICKET, emails=EMAILS))

    assert {one["to"] for one in answer.json_body["invoice"]["mail"]} == {
        "o***@correo.example",
        "c***@correo.example",
    }


def test_an_account_does_not_lose_its_invoice_with_the_years(door, member, world, asked):
    """A new session, for the old one did not live so long."""
    world.clock.passes(days=400)
    later = Member(door)
    path = f"/v1/invoices/{asked['invoice']['id']}"

    assert later.call("GET", path).status_code == 200
    assert later.call("GET", f"{path}/files/xml", accept="application/xml").status_code == 200
    assert door.own(asked).status_code == 404


def test_who_is_mailed_an_invoice_has_it_in_his_account(door, member, world):
    opened = door.opened(TICKET, emails=["Acc-1@cuenta.example"])

    shown = member.call("GET", f"/v1/invoices/{opened['invoice']['id']}").json_body["invoice"]

    assert shown["receptor"]["rfc"] == RECEPTOR["rfc"]


def test_who_repeats_a_guests_request_signed_in_has_it_in_his_account(door, member):
    opened = door.opened(TICKET)

    again = member.call("POST", "/v1/invoices", request_for(TICKET))

    assert again.status_code == 200
    assert again.json_body["invoice"]["receptor"]["rfc"] == RECEPTOR["rfc"]
    assert again.json_body["access_token"] == opened["access_token"]
    assert member.call("GET", f"/v1/invoices/{opened['invoice']['id']}").status_code == 200


def test_beyond_the_most_viewers_a_repeat_is_masked(door, member, world):
    opened = door.opened(TICKET)
    invoice = kept(world, opened)
    full = tuple(f"other-{n}" for n in range(MOST_VIEWERS))
    world.invoices.save(replace(invoice, version=invoice.version + 1, viewers=full))

    again = member.call("POST", "/v1/invoices", request_for(TICKET))

    assert again.status_code == 200
    assert again.json_body["invoice"]["receptor"]["rfc"] == "MASO***PM4"


def test_who_takes_a_ticket_over_leaves_its_former_account_with_a_closed_request(door, member):
    former = member.call("POST", "/v1/invoices", request_for(TICKET)).json_body
    other = {name: OTHER_RFC[name] for name in RECEPTOR}
    new = Member(door, "acc-2").call(
        "POST", "/v1/invoices", request_for(TICKET, receptor=other, uso_cfdi="S01")
    )

    closed = member.call("GET", f"/v1/invoices/{former['invoice']['id']}").json_body["invoice"]

    assert closed["problem"]["code"] == "ticket_taken_over"
    assert closed["receptor"] is None
    path = f"/v1/invoices/{new.json_body['invoice']['id']}"
    assert member.call("GET", path).status_code == 404


def test_an_account_corrects_and_mails_its_own_invoice(member, world):
    opened = member.call("POST", "/v1/invoices", request_for(TICKET)).json_body
    path = f"/v1/invoices/{opened['invoice']['id']}"

    corrected = member.browse("POST", f"{path}/corrections", {"uso_cfdi": "S01", "emails": []})
    mailed = member.browse("POST", f"{path}/emails", {"emails": ["eva@correo.example"]})

    assert (corrected.status_code, mailed.status_code) == (202, 202)
    assert mailed.json_body["invoice"]["receptor"]["rfc"] == RECEPTOR["rfc"]
    assert kept(world, opened).data.uso_cfdi == "S01"


WAYS = [
    ("GET", "", None),
    ("GET", "/files/xml", None),
    ("POST", "/emails", {"emails": ["a@b.mx"]}),
    ("POST", "/corrections", {}),
]


@pytest.mark.parametrize(("method", "way", "body"), WAYS)
def test_anothers_invoice_is_as_unknown_as_nobodys(door, asked, method, way, body):
    stranger = Member(door, "acc-2")

    answers = [
        stranger.call(method, f"/v1/invoices/{name}{way}", body)
        for name in (asked["invoice"]["id"], "inv-none")
    ]

    assert [one.status_code for one in answers] == [404, 404]
    assert answers[0].json_body == answers[1].json_body
    assert answers[0].json_body["code"] == "invoice_not_found"


@pytest.mark.parametrize(("method", "way", "body"), WAYS)
def test_who_may_only_set_a_password_opens_nothing(door, asked, method, way, body):
    newcomer = Member(door, scope=Scope.SET_PASSWORD)

    answer = newcomer.call(method, f"/v1/invoices/{asked['invoice']['id']}{way}", body)

    assert (answer.status_code, answer.json_body["code"]) == (403, "not_allowed")


@pytest.mark.parametrize(("method", "way", "body"), [way for way in WAYS if way[0] == "POST"])
def test_a_write_that_another_site_causes_is_refused(member, asked, method, way, body):
    path = f"/v1/invoices/{asked['invoice']['id']}{way}"

    answer = member.browse(method, path, body, x_facturable="")

    assert (answer.status_code, answer.json_body["code"]) == (403, "not_allowed")


def test_a_request_that_another_site_causes_is_refused(member):
    answer = member.browse("POST", "/v1/invoices", request_for(TICKET), sec_fetch_site="cross-site")

    assert (answer.status_code, answer.json_body["code"]) == (403, "not_allowed")


# Claims


def claim_of(opened) -> dict[str, str]:
    return {"invoice_id": opened["invoice"]["id"], "access_token": opened["access_token"]}


def test_a_guests_invoice_is_claimed_with_its_token_and_again(door, member):
    opened = door.opened(TICKET)

    first, again = (member.browse("POST", CLAIMS, claim_of(opened)) for _ in "12")

    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json_body["invoice"]["receptor"]["rfc"] == RECEPTOR["rfc"]
    assert again.body == first.body
    assert member.call("GET", f"/v1/invoices/{opened['invoice']['id']}").status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [{"access_token": "inv_x"}, {"access_token": "ñ"}, {"invoice_id": "inv-none"}],
    ids=str,
)
def test_a_claim_without_the_right_token_finds_nothing(door, member, wrong):
    opened = door.opened(TICKET)

    answer = member.call("POST", CLAIMS, {**claim_of(opened), **wrong})

    assert (answer.status_code, answer.json_body["code"]) == (404, "invoice_not_found")


def test_a_claim_after_ninety_days_finds_nothing(door, member, world):
    opened = door.opened(TICKET)
    world.work()
    world.clock.passes(days=91)

    answer = Member(door).call("POST", CLAIMS, claim_of(opened))

    assert (answer.status_code, answer.json_body["code"]) == (404, "invoice_not_found")


def test_a_claim_names_what_is_wrong_with_it(member):
    answer = member.call("POST", CLAIMS, {"invoice_id": 5, "access_token": "x" * 201})

    assert complaints(answer) == {("/invoice_id", "wrong_type"), ("/access_token", "too_long")}


def test_a_guest_claims_nothing(door, member):
    opened = door.opened(TICKET)

    assert door.call("POST", CLAIMS, claim_of(opened)).status_code == 401
