"""Whatever is asked many times at once: one account, one session, one profile, one order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.journeys.member import COMPANY, PASSWORD
from tests.journeys.shopper import Answer
from tests.journeys.test_accounts import OTHER_PASSWORD, told

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("system")]

MANY = 20


def at_once(ask: Callable[[int], Answer], times: int = MANY) -> Counter[tuple[int, str]]:
    """Ask many times at once, and count the answers by status and code."""
    with ThreadPoolExecutor(times) as many:
        answers = list(many.map(ask, range(times)))
    return Counter(told(one) if one.status >= 400 else (one.status, "") for one in answers)


def test_a_link_confirms_once(stranger):
    stranger.registers()
    token = stranger.mailed_token()

    answers = at_once(lambda _: stranger.confirms(token))

    assert answers == {(204, ""): 1, (409, "token_used"): MANY - 1}


def test_of_two_links_of_one_address_one_confirms(stranger):
    stranger.registers()
    stranger.registers(password=OTHER_PASSWORD)
    tokens = [stranger.mailed_token(number=number) for number in (1, 2)]

    answers = at_once(lambda at: stranger.confirms(tokens[at % 2]))

    assert answers[(204, "")] == 1
    assert sorted(stranger.tries(one).status for one in (PASSWORD, OTHER_PASSWORD)) == [200, 401]


def test_a_temporary_password_opens_one_session(member):
    member.asks_for_a_temporary_password()
    temporary = member.mailed_temporary()

    answers = at_once(lambda _: member.tries(temporary))

    assert answers == {(200, ""): 1, (401, "not_signed_in"): MANY - 1}


def test_one_new_password_wins(member):
    def change(at: int) -> Answer:
        asked = {"current_password": PASSWORD, "new_password": f"{OTHER_PASSWORD} {at}"}
        return member.call("PUT", "/v1/account/password", asked)

    with ThreadPoolExecutor(MANY) as many:
        statuses = [answer.status for answer in many.map(change, range(MANY))]

    assert set(statuses) <= {204, 409, 422}
    assert statuses.count(204) == 1
    winner = statuses.index(204)
    assert member.tries(f"{OTHER_PASSWORD} {winner}").status == 200
    assert told(member.tries(f"{OTHER_PASSWORD} {MANY - 1 - winner}")) == (401, "not_signed_in")
    assert told(member.tries(PASSWORD)) == (401, "not_signed_in")


def test_one_profile_of_one_rfc(member):
    answers = at_once(lambda _: member.call("POST", "/v1/account/profiles", COMPANY))

    assert answers[(201, "")] == 1
    assert set(answers) <= {(200, ""), (201, ""), (409, "conflict")}
    assert len(member.call("GET", "/v1/account/profiles").body["items"]) == 1


def test_one_rotation_has_the_new_token_and_the_former_one_still_opens(member):
    answers = at_once(lambda _: member.call("POST", "/v1/sessions/current/rotations"), times=6)

    assert answers == {(200, ""): 1, (409, "session_rotated"): 5}
    assert member.call("GET", "/v1/account").status == 200


def test_one_invoice_is_claimed_by_several_and_shown_to_each(member, meet, shopper, sell):
    claimers = [member, meet().opened(), meet().opened()]
    guest = shopper.ask(sell()).body
    claim = {"invoice_id": guest["invoice"]["id"], "access_token": guest["access_token"]}

    answers = at_once(lambda at: claimers[at % 3].call("POST", "/v1/account/invoice-claims", claim))

    assert set(answers) <= {(200, ""), (409, "conflict")}
    assert [one.finds() for one in claimers] == [[guest["invoice"]["id"]]] * 3
