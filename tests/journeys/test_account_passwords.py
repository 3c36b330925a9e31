"""Temporary passwords and new ones: what each opens, and whom a change tells and ends."""

from __future__ import annotations

import pytest

from tests.journeys.member import PASSWORD, TEMPORARY, new_person
from tests.journeys.test_accounts import OTHER_PASSWORD, complaints, told

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("system")]

BEYOND = (
    ("GET", "/v1/account", None),
    ("PATCH", "/v1/account", {"name": "Otra"}),
    ("GET", "/v1/account/profiles", None),
    ("GET", "/v1/account/invoices", None),
    ("GET", "/v1/account/export", None),
    ("POST", "/v1/account/exports", {"format": "csv"}),
    ("GET", "/v1/sessions", None),
    ("POST", "/v1/sessions/current/rotations", None),
    ("DELETE", "/v1/sessions/others", None),
    ("POST", "/v1/account/email-changes", {"email": "a@b.example", "current_password": PASSWORD}),
    ("DELETE", "/v1/account", {"current_password": PASSWORD}),
)


@pytest.fixture
def temporary(member) -> str:
    assert member.asks_for_a_temporary_password().status == 202
    return member.mailed_temporary()


def test_a_temporary_password_only_opens_its_own_change(member, temporary):
    limited = member.signed_in(temporary)

    assert {told(limited.call(*way)) for way in BEYOND} == {(403, "not_allowed")}
    assert member.call("GET", "/v1/account").status == 200
    assert member.tries(PASSWORD).body["scope"] == "full"


def test_a_temporary_password_opens_one_session_however_it_is_typed(member, temporary):
    typed = temporary.lower().replace("-", " ")

    assert member.tries(typed).body["scope"] == "set_password"
    assert told(member.tries(temporary)) == (401, "not_signed_in")


def test_only_the_newest_temporary_password_is_good(member, temporary):
    member.asks_for_a_temporary_password()
    newest = member.mailed_temporary(number=2)

    assert told(member.tries(temporary)) == (401, "not_signed_in")
    assert member.tries(newest).status == 200


def test_the_fifth_wrong_try_uses_a_temporary_password_up(member, temporary):
    for _ in range(5):
        assert told(member.tries("AAAA-AAAA-AAAA-AAAA")) == (401, "not_signed_in")

    assert told(member.tries(temporary)) == (401, "not_signed_in")
    assert member.tries(PASSWORD).status == 200


def test_who_needed_no_temporary_password_has_none_any_more(member, temporary):
    assert member.tries(PASSWORD).status == 200

    assert told(member.tries(temporary)) == (401, "not_signed_in")


def test_a_mail_goes_only_where_address_and_rfc_belong_together(member, meet, mailbox):
    profile = member.keeps(new_person())
    nobody = meet()

    answers = [
        member.asks_for_a_temporary_password(),
        member.asks_for_a_temporary_password(new_person()["rfc"]),
        nobody.asks_for_a_temporary_password(profile["rfc"]),
        member.asks_for_a_temporary_password(profile["rfc"]),
    ]

    assert {answer.status for answer in answers} == {202}
    assert len({answer.content for answer in answers}) == 1
    assert profile["rfc"] not in mailbox.wait(member.email, TEMPORARY)["text"]
    assert len(mailbox.to(member.email, TEMPORARY)) == 1
    assert mailbox.to(nobody.email) == []


def test_a_changed_password_ends_other_sessions_and_its_owner_is_told(member, mailbox):
    other = member.signed_in()

    answer = other.call(
        "PUT",
        "/v1/account/password",
        {"current_password": PASSWORD, "new_password": OTHER_PASSWORD},
    )

    assert answer.status == 204
    assert told(member.call("GET", "/v1/account")) == (401, "not_signed_in")
    assert other.call("GET", "/v1/account").status == 200
    assert told(member.tries(PASSWORD)) == (401, "not_signed_in")
    assert member.tries(OTHER_PASSWORD).status == 200
    notice = mailbox.wait(member.email, "Tu contraseña cambió")
    assert OTHER_PASSWORD not in notice["text"]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"current_password": "no es esta"}, ("/current_password", "wrong_password")),
        ({"current_password": None}, ("/current_password", "required")),
        ({"new_password": PASSWORD}, ("/new_password", "password_same")),
        ({"new_password": "corta"}, ("/new_password", "password_too_short")),
        ({"new_password": "password123"}, ("/new_password", "password_common")),
        ({"new_password": "socorro ávila"}, ("/new_password", "password_guessable")),
    ],
)
def test_a_refused_password_changes_nothing(member, mailbox, change, complaint):
    asked = {"current_password": PASSWORD, "new_password": OTHER_PASSWORD, **change}

    answer = member.call("PUT", "/v1/account/password", asked)

    assert complaints(answer) == {complaint}
    assert member.tries(PASSWORD).status == 200
    assert mailbox.to(member.email, "Tu contraseña cambió") == []


def test_a_temporary_password_cannot_become_the_password(member, temporary):
    limited = member.signed_in(temporary)

    answer = limited.call("PUT", "/v1/account/password", {"new_password": temporary.lower()})

    assert complaints(answer) == {("/new_password", "password_same")}
