"""Another address for an account, over HTTP."""

from __future__ import annotations

import pytest

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
    mailed_token,
    settle,
)

CONFIRMATIONS = f"{CHANGES}/confirmations"


@pytest.fixture
def member(door):
    member = Member(door)
    give_password(door, member)
    return member


def test_a_free_address_and_one_that_is_taken_are_answered_alike(door, member):
    Member(door, "acc-2")

    answers = [change_email(member, to) for to in (NEW, "acc-2@cuenta.example")]

    assert {answer.status_code for answer in answers} == {202}
    assert answers[0].json_body == answers[1].json_body == ACCEPTED


def test_a_wrong_password_asks_for_nothing(door, member):
    answer = change_email(member, password="otra")

    assert answer.status_code == 422
    assert complaints(answer) == {("/current_password", "wrong_password")}
    door.world.work()
    assert door.world.mailer.sent == []


def test_guessing_the_password_here_ends_as_it_does_at_the_login(member):
    answers = [change_email(member, password=f"guess {number}") for number in range(11)]

    assert [answer.status_code for answer in answers[:10]] == [422] * 10
    assert (answers[10].status_code, answers[10].json_body["code"]) == (403, "captcha_required")
    assert answers[10].json_body["captcha_action"] == "login"


def test_wishes_for_another_address_are_counted(member):
    answers = [change_email(member, f"n{number}@correo.example") for number in range(6)]

    assert [answer.status_code for answer in answers] == [202] * 5 + [429]
    assert int(answers[5].headers["Retry-After"]) > 0


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"email": "ana"}, ("/email", "wrong_format")),
        ({"email": None}, ("/email", "wrong_type")),
        ({"current_password": ""}, ("/current_password", "required")),
        ({"current_password": "x" * 1025}, ("/current_password", "too_long")),
        ({"account_id": "acc-2"}, ("/account_id", "unknown_field")),
    ],
)
def test_a_wrong_wish_is_told_by_its_field(member, change, complaint):
    body = {"email": NEW, "current_password": PASSWORD, **change}

    answer = member.call("POST", CHANGES, body)

    assert answer.status_code == 422
    assert complaints(answer) == {complaint}


def test_the_link_may_be_opened_where_nobody_is_signed_in(door, member):
    change_email(member)
    answer = door.call("POST", CONFIRMATIONS, {"token": mailed_token(door)})

    assert (answer.status_code, answer.body) == (204, b"")
    assert member.account.email == NEW
    assert member.call("GET", ACCOUNT).status_code == 401


def test_who_confirms_while_he_is_signed_in_stays_so(door, member):
    change_email(member)
    answer = member.browse("POST", CONFIRMATIONS, {"token": mailed_token(door)})
    settle(door)

    assert answer.status_code == 204
    assert member.call("GET", ACCOUNT).json_body["email"] == NEW


def test_another_site_confirms_nothing_with_the_cookie(door, member):
    change_email(member)
    token = mailed_token(door)

    answer = member.browse("POST", CONFIRMATIONS, {"token": token}, sec_fetch_site="cross-site")

    assert answer.status_code == 403
    assert member.account.email != NEW


def test_a_link_that_is_used_or_old_says_so(door, member):
    change_email(member)
    token = mailed_token(door)

    codes = []
    for given in (token, token, "nobody.x", "x" * 200):
        answer = door.call("POST", CONFIRMATIONS, {"token": given})
        codes.append((answer.status_code, answer.json_body["code"] if answer.body else None))

    assert codes == [(204, None), (409, "token_used")] + [(409, "token_expired")] * 2


def test_guessed_tokens_are_counted_and_a_right_one_opens(door, member):
    change_email(member)
    answers = [door.call("POST", CONFIRMATIONS, {"token": f"acc-1.{n}"}) for n in range(21)]

    assert [answer.status_code for answer in answers] == [409] * 20 + [429]
    assert door.call("POST", CONFIRMATIONS, {"token": mailed_token(door)}).status_code == 204
