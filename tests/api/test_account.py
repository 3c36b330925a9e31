"""The account itself over HTTP: shown, renamed, deleted."""

from __future__ import annotations

import pytest

from chalicelib.domain.session import Scope
from tests.account_factories import make_profile
from tests.api.door import complaints
from tests.api.members import Member
from tests.api.owners import (
    ACCEPTED,
    ACCOUNT,
    CHANGES,
    NEW,
    PASSWORD,
    change_email,
    give_password,
    settle,
    write,
)


@pytest.fixture
def member(door):
    member = Member(door)
    give_password(door, member)
    return member


def test_its_owner_sees_the_account_and_the_session_that_asks(door, member):
    write(door, member, profiles=(make_profile(), make_profile(id="p2", is_main=False)))

    body = member.call("GET", ACCOUNT).json_body

    assert body == {
        "id": "acc-1",
        "name": "Olivia Martínez",
        "email": "acc-1@cuenta.example",
        "created_at": member.account.created_at.isoformat(timespec="seconds"),
        "main_rfc": "MASO451221PM4",
        "profiles": 2,
        "email_change": None,
        "has_second_factor": False,
        "session": {
            "scope": "full",
            "expires_at": body["session"]["expires_at"],
            "device_name": "Firefox en Linux",
        },
    }


def test_no_answer_holds_the_password_nor_its_hash(door, member):
    change_email(member)
    door.world.work()
    kept = member.account

    told = member.call("GET", ACCOUNT).body + member.call("GET", "/v1/account/export").body

    for secret in (PASSWORD, kept.password, kept.email_change.token_sha256, member.token):
        assert secret.encode() not in told


def test_a_waiting_address_is_shown_masked_until_it_expires(door, member):
    change_email(member)
    door.world.work()
    waiting = member.call("GET", ACCOUNT).json_body["email_change"]
    door.world.clock.passes(minutes=29)

    assert waiting["email"] == "n***@correo.example"
    assert waiting["expires_at"].startswith("20")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", ACCOUNT, None),
        ("PATCH", ACCOUNT, {"name": "Otra"}),
        ("DELETE", ACCOUNT, None),
        ("POST", CHANGES, {"email": NEW, "current_password": PASSWORD}),
        ("GET", "/v1/account/export", None),
    ],
)
def test_these_are_for_who_is_signed_in_with_full_scope(door, member, method, path, body):
    narrow = Member(door, scope=Scope.SET_PASSWORD)

    nobody = door.call(method, path, body)
    limited = narrow.call(method, path, body)

    assert (nobody.status_code, nobody.json_body["code"]) == (401, "not_signed_in")
    assert (limited.status_code, limited.json_body["code"]) == (403, "not_allowed")
    assert not member.account.is_closing


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", ACCOUNT, {"name": "Otra"}),
        ("DELETE", ACCOUNT, {"current_password": PASSWORD}),
        ("POST", CHANGES, {"email": NEW, "current_password": PASSWORD}),
    ],
)
def test_another_site_writes_nothing_with_the_cookie(member, method, path, body):
    before = member.account

    answer = member.browse(method, path, body, sec_fetch_site="cross-site")

    assert answer.status_code == 403
    assert member.account == before


def test_a_new_name_is_kept_and_shown(member):
    answer = member.call("PATCH", ACCOUNT, {"name": "  Olivia M. "})

    assert (answer.status_code, answer.json_body["name"]) == (200, "Olivia M.")
    assert member.account.name == "Olivia M."


def test_a_name_whose_accents_were_typed_apart_is_kept_as_one_that_was_not(member):
    """Else mails, which repeat only what is plainly a name, would not greet José by his."""
    member.call("PATCH", ACCOUNT, {"name": "Jose\u0301 Mun\u0303oz"})

    assert member.account.name == "José Muñoz"


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ({}, ("/name", "required")),
        ({"name": " "}, ("/name", "required")),
        ({"name": 5}, ("/name", "wrong_type")),
        ({"name": "x" * 101}, ("/name", "too_long")),
        ({"name": "a\u202eb"}, ("/name", "wrong_format")),
        ({"name": "Ana", "email": NEW}, ("/email", "unknown_field")),
        ({"name": "Ana", "created_at": "2020"}, ("/created_at", "unknown_field")),
    ],
)
def test_a_wrong_name_is_told_by_its_field(member, body, complaint):
    answer = member.call("PATCH", ACCOUNT, body)

    assert answer.status_code == 422
    assert complaints(answer) == {complaint}


def test_who_has_just_signed_in_deletes_the_account_without_a_password(door, member):
    answer = member.browse("DELETE", ACCOUNT)

    assert (answer.status_code, answer.json_body) == (202, ACCEPTED)
    assert "sid=;" in answer.headers["Set-Cookie"]
    assert "Max-Age=0" in answer.headers["Set-Cookie"]
    assert member.browse("GET", ACCOUNT).status_code == 401


def test_the_account_is_gone_in_the_end_and_its_owner_told(door, member):
    member.call("DELETE", ACCOUNT, {"current_password": PASSWORD})
    settle(door)

    assert door.world.accounts.kept == {}
    assert [one.subject for one in door.world.mailer.sent] == ["Eliminamos tu cuenta"]


def test_an_app_has_no_cookie_to_forget(member):
    answer = member.call("DELETE", ACCOUNT, {"current_password": PASSWORD})

    assert answer.status_code == 202


def test_an_old_session_needs_the_password(door, member):
    door.world.clock.passes(minutes=11)

    answer = member.call("DELETE", ACCOUNT)

    assert (answer.status_code, answer.json_body["code"]) == (403, "reauthentication_required")
    assert not member.account.is_closing
    assert member.call("DELETE", ACCOUNT, {"current_password": PASSWORD}).status_code == 202


def test_a_wrong_password_deletes_nothing(member):
    answer = member.call("DELETE", ACCOUNT, {"current_password": "otra"})

    assert answer.status_code == 422
    assert complaints(answer) == {("/current_password", "wrong_password")}
    assert not member.account.is_closing


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ({"current_password": 7}, ("/current_password", "wrong_type")),
        ({"sure": True}, ("/sure", "unknown_field")),
    ],
)
def test_a_wrong_deletion_is_told_by_its_field(member, body, complaint):
    answer = member.call("DELETE", ACCOUNT, body)

    assert answer.status_code == 422
    assert complaints(answer) == {complaint}
    assert not member.account.is_closing


def test_while_no_worker_can_be_woken_nothing_is_promised(door, member):
    door.world.queues.is_down = True

    assert change_email(member).status_code == 503
    assert member.call("DELETE", ACCOUNT).status_code == 503
    assert not member.account.is_closing
