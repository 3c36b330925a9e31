"""Fiscal profiles and the card for the till, over HTTP."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain.profile_card import read_card
from chalicelib.domain.session import Scope
from tests.api.door import RECEPTOR, complaints
from tests.api.members import Member
from tests.usecases.account_world import CARD_KEY

PROFILES = "/v1/account/profiles"
COMPANY = {
    "persona": "moral",
    "rfc": "KIJ0906199R1",
    "name": "KERNEL INDUSTIA JUGUETERA",
    "postal_code": "28971",
    "regimen_fiscal": "601",
}
FOREIGNER = {"rfc": "XEXX010101000", "name": "John Smith"}


@pytest.fixture
def member(door):
    return Member(door)


def listed(member) -> list[dict]:
    body = member.call("GET", PROFILES).json_body
    assert body["next_cursor"] is None
    return body["items"]


def test_a_person_is_kept_as_the_constancia_prints_him(member):
    answer = member.call("POST", PROFILES, {**RECEPTOR, "emails": ["a@b.mx", "a@b.mx"]})

    profile = answer.json_body
    assert answer.status_code == 201
    assert profile.pop("id")
    assert profile == {
        "persona": "fisica",
        "name": "MARÍA OLIVIA MARTÍNEZ SAGAZ",
        "rfc": "MASO451221PM4",
        "postal_code": "80290",
        "regimen_fiscal": "612",
        "uso_cfdi": "G03",
        "emails": ["a@b.mx"],
        "is_main": True,
    }


def test_profiles_are_listed_oldest_first_with_one_main_one(member):
    member.keep(**RECEPTOR)
    member.keep(**COMPANY, is_main=True)

    assert [(one["persona"], one["is_main"]) for one in listed(member)] == [
        ("fisica", False),
        ("moral", True),
    ]


def test_profiles_come_by_pages_to_who_asks_for_few(member):
    first, second = member.keep(**RECEPTOR)["id"], member.keep(**COMPANY)["id"]

    page = member.call("GET", f"{PROFILES}?limit=1").json_body
    rest = member.call("GET", f"{PROFILES}?limit=1&cursor={page['next_cursor']}").json_body

    assert [one["id"] for one in (*page["items"], *rest["items"])] == [first, second]
    assert rest["next_cursor"] is None


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "cursor=x"])
def test_a_page_of_profiles_that_cannot_be_is_refused(member, query):
    answer = member.call("GET", f"{PROFILES}?{query}")

    assert {field for field, _ in complaints(answer)} == {f"/{query.partition('=')[0]}"}


@pytest.mark.parametrize(("regimen", "uso"), [("612", "G03"), ("605", "S01")])
def test_a_use_that_nobody_names_is_the_one_that_most_want(member, regimen, uso):
    assert member.keep(**{**RECEPTOR, "regimen_fiscal": regimen})["uso_cfdi"] == uso


@pytest.mark.parametrize("more", [{}, {"postal_code": "0", "regimen_fiscal": "1", "uso_cfdi": "?"}])
def test_a_foreigner_tells_only_his_name(member, more):
    profile = member.keep(**FOREIGNER, **more)

    assert profile["name"] == "JOHN SMITH"
    assert (profile["regimen_fiscal"], profile["uso_cfdi"]) == ("616", "S01")
    assert profile["postal_code"] is None
    assert member.call("PUT", f"{PROFILES}/{profile['id']}", _asked(profile)).json_body == profile


def test_every_wrong_datum_is_told_at_once(member):
    wrong = {
        "persona": "perro",
        "rfc": "MASO451321PM4",
        "name": "A|B",
        "postal_code": "00001",
        "regimen_fiscal": "999",
        "uso_cfdi": "ZZZ",
        "emails": ["nowhere"],
        "is_main": "yes",
        "rfc2": "",
    }

    answer = member.call("POST", PROFILES, wrong)

    assert answer.status_code == 422
    assert complaints(answer) == {
        ("/persona", "not_in_catalog"),
        ("/rfc", "wrong_format"),
        ("/name", "wrong_format"),
        ("/postal_code", "unknown_postal_code"),
        ("/regimen_fiscal", "not_in_catalog"),
        ("/uso_cfdi", "not_in_catalog"),
        ("/emails/0", "wrong_format"),
        ("/is_main", "wrong_type"),
        ("/rfc2", "unknown_field"),
    }


def test_what_is_left_out_is_asked_for(member):
    assert complaints(member.call("POST", PROFILES, {})) == {
        ("/rfc", "required"),
        ("/name", "required"),
        ("/postal_code", "required"),
        ("/regimen_fiscal", "required"),
    }


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"persona": "moral"}, ("/persona", "not_allowed_for_persona")),
        ({"rfc": "XAXX010101000"}, ("/rfc", "rfc_generic")),
        ({"regimen_fiscal": "601"}, ("/regimen_fiscal", "not_allowed_for_persona")),
        ({"regimen_fiscal": "605", "uso_cfdi": "G03"}, ("/uso_cfdi", "not_allowed_for_regimen")),
        ({"uso_cfdi": " "}, ("/uso_cfdi", "required")),
        ({"emails": ["a@b.mx"] * 4}, ("/emails", "too_long")),
    ],
    ids=lambda value: str(value)[:50],
)
def test_a_profile_is_judged_as_the_wizard_judges(member, change, complaint):
    answer = member.call("POST", PROFILES, {**RECEPTOR, **change})

    assert complaints(answer) == {complaint}
    assert listed(member) == []


def test_what_the_wizard_only_warns_of_is_kept(member):
    """SAT gave out RFCs that fail their check digit."""
    assert member.keep(**{**RECEPTOR, "rfc": "MASO451221PM5"})["rfc"] == "MASO451221PM5"


def test_the_same_profile_again_is_the_standing_one(member):
    first = member.keep(**RECEPTOR)

    again = member.call("POST", PROFILES, {**RECEPTOR, "rfc": "maso-451221-pm4"})

    assert (again.status_code, again.json_body) == (200, first)


def test_another_profile_of_a_known_rfc_is_to_be_edited(member):
    member.keep(**RECEPTOR)

    answer = member.call("POST", PROFILES, {**RECEPTOR, "uso_cfdi": "S01"})

    assert (answer.status_code, answer.json_body["code"]) == (409, "profile_exists")


def test_a_profile_is_edited_and_forgotten(member):
    first, second = member.keep(**RECEPTOR), member.keep(**COMPANY)
    path = f"{PROFILES}/{second['id']}"

    edited = member.call("PUT", path, {**_asked(second), "uso_cfdi": "S01", "is_main": True})
    gone = member.call("DELETE", path)

    assert edited.json_body == {**second, "uso_cfdi": "S01", "is_main": True}
    assert (gone.status_code, gone.body) == (204, b"")
    assert listed(member) == [first]
    assert member.call("DELETE", path).status_code == 404


@pytest.mark.parametrize(("method", "way"), [("PUT", ""), ("DELETE", ""), ("GET", "/card")])
def test_anothers_profile_is_as_unknown_as_nobodys(door, member, method, way):
    theirs = Member(door, "acc-2").keep(**RECEPTOR)
    body = RECEPTOR if method == "PUT" else None

    answers = [
        member.call(method, f"{PROFILES}/{name}{way}", body) for name in (theirs["id"], "p-none")
    ]

    assert [one.status_code for one in answers] == [404, 404]
    assert answers[0].json_body == answers[1].json_body
    assert answers[0].json_body["code"] == "profile_not_found"
    assert listed(Member(door, "acc-2")) == [theirs]


WAYS = [("GET", ""), ("POST", ""), ("PUT", "/p1"), ("DELETE", "/p1"), ("GET", "/p1/card")]


@pytest.mark.parametrize(("method", "way"), WAYS)
def test_who_is_not_signed_in_has_no_profiles(door, method, way):
    assert door.call(method, f"{PROFILES}{way}").json_body["code"] == "not_signed_in"


@pytest.mark.parametrize(("method", "way"), WAYS)
def test_who_may_only_set_a_password_has_none_either(door, method, way):
    newcomer = Member(door, scope=Scope.SET_PASSWORD)

    answer = newcomer.call(method, f"{PROFILES}{way}")

    assert (answer.status_code, answer.json_body["code"]) == (403, "not_allowed")


@pytest.mark.parametrize(("method", "way"), [way for way in WAYS if way[0] != "GET"])
def test_a_write_that_another_site_causes_is_refused(member, method, way):
    answer = member.browse(method, f"{PROFILES}{way}", sec_fetch_site="cross-site")

    assert (answer.status_code, answer.json_body["code"]) == (403, "not_allowed")


def test_a_card_names_the_profile_for_five_minutes_and_tells_no_datum(door, member):
    profile = member.keep(**RECEPTOR)

    answer = member.call("GET", f"{PROFILES}/{profile['id']}/card")

    card, now = answer.json_body, door.world.clock.now
    assert answer.headers["Cache-Control"] == "no-store"
    assert card["expires_at"] == (now + timedelta(minutes=5)).isoformat(timespec="seconds")
    assert card["qr"].startswith("data:image/svg+xml;")
    assert read_card(CARD_KEY, card["card"], now) == (member.id, profile["id"])
    assert RECEPTOR["rfc"] not in answer.body.decode()


def _asked(profile: dict) -> dict:
    """Return a profile as a client sends it back."""
    return {name: datum for name, datum in profile.items() if name != "id"}
