"""The list of devices, signing out, and new tokens, over HTTP."""

from __future__ import annotations

import pytest

from tests.api.members import OWN_SITE, Member
from tests.api.signing import PATH, browse_in, cookie_in, sessions, sign_in
from tests.usecases.signed_in import TEMPORARY, recovered, with_password

CHROME = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/131.0 Safari/537.36"


@pytest.fixture
def account(world):
    return with_password(world)


def test_the_list_tells_each_device_and_which_is_ones_own(door, world, account):
    browser = sign_in(door, cookie=True, remember=True, headers={**OWN_SITE, "user_agent": CHROME})
    world.clock.passes(minutes=5)
    token = sign_in(door, device_name="Teléfono de Olivia").json_body["token"]

    phone, web = sessions(door, token)

    assert browser.status_code == 200
    assert phone == {
        "id": phone["id"],
        "device_name": "Teléfono de Olivia",
        "created_at": "2026-11-20T18:05:00+00:00",
        "last_seen_at": "2026-11-20T18:05:00+00:00",
        "expires_at": "2026-12-20T18:05:00+00:00",
        "current": True,
        "by": "app",
    }
    assert (web["device_name"], web["current"], web["by"]) == ("Chrome en Windows", False, "web")


def test_the_list_comes_by_pages(door, world, account):
    tokens = []
    for _ in range(3):
        tokens.append(sign_in(door).json_body["token"])
        world.clock.passes(minutes=1)
    token = tokens[-1]

    def page(**query):
        asked = "&".join(f"{name}={value}" for name, value in query.items())
        return door.call("GET", f"{PATH}?{asked}", authorization=f"Bearer {token}").json_body

    first = page(limit=2)
    second = page(limit=2, cursor=first["next_cursor"])

    assert [len(first["items"]), len(second["items"])] == [2, 1]
    assert second["next_cursor"] is None


@pytest.mark.parametrize("query", ["limit=0", "limit=x", "limit=201", "cursor=x"])
def test_a_page_that_there_is_not_is_refused(door, account, query):
    token = sign_in(door).json_body["token"]

    answer = door.call("GET", f"{PATH}?{query}", authorization=f"Bearer {token}")

    assert answer.status_code == 422


def test_nobody_sees_anothers_devices(door, account):
    stranger = Member(door, "acc-2")
    sign_in(door)

    assert [one["id"] for one in stranger.call("GET", PATH).json_body["items"]] == ["ses-full"]


# Signing out.


def test_signing_out_ends_the_session_and_its_cookie(door, account):
    token = cookie_in(browse_in(door))[""]
    headers = {**OWN_SITE, "cookie": f"sid={token}"}

    answer = door.call("DELETE", f"{PATH}/current", **headers)

    assert (answer.status_code, answer.body) == (204, b"")
    assert (cookie_in(answer)[""], cookie_in(answer)["Max-Age"]) == ("", "0")
    assert door.call("DELETE", f"{PATH}/current", **headers).status_code == 401


def test_an_app_signs_out_without_a_cookie(door, account):
    token = sign_in(door).json_body["token"]

    answer = door.call("DELETE", f"{PATH}/current", authorization=f"Bearer {token}")

    assert answer.status_code == 204
    assert "Set-Cookie" not in answer.headers


def test_a_session_for_the_change_of_a_password_may_be_left_without_it(door, world, account):
    recovered(world, account)
    token = sign_in(door, password=TEMPORARY).json_body["token"]

    answer = door.call("DELETE", f"{PATH}/current", authorization=f"Bearer {token}")

    assert answer.status_code == 204
    assert world.sessions.of_account(account.id) == []


def test_one_device_is_signed_out_by_its_id(door, account):
    own, other = (sign_in(door).json_body["token"] for _ in range(2))
    [lost] = [one["id"] for one in sessions(door, own) if not one["current"]]

    answer = door.call("DELETE", f"{PATH}/{lost}", authorization=f"Bearer {own}")

    assert answer.status_code == 204
    assert len(sessions(door, own)) == 1
    assert door.call("GET", PATH, authorization=f"Bearer {other}").status_code == 401


def test_ones_own_id_signs_out_too(door, account):
    token = cookie_in(browse_in(door))[""]
    own = sessions(door, token)[0]["id"]

    answer = door.call("DELETE", f"{PATH}/{own}", authorization=f"Bearer {token}")

    assert cookie_in(answer)["Max-Age"] == "0"


@pytest.mark.parametrize("session_id", ["unknown", "ses-full", "%00", "x" * 5000])
def test_a_session_that_is_not_ones_own_is_unknown(door, account, session_id):
    stranger = Member(door, "acc-2")
    token = sign_in(door).json_body["token"]

    answer = door.call("DELETE", f"{PATH}/{session_id}", authorization=f"Bearer {token}")

    assert (answer.status_code, answer.json_body["code"]) == (404, "not_found")
    assert stranger.call("GET", PATH).status_code == 200


def test_all_others_are_signed_out_at_once(door, account):
    tokens = [sign_in(door).json_body["token"] for _ in range(3)]

    answer = door.call("DELETE", f"{PATH}/others", authorization=f"Bearer {tokens[0]}")

    assert answer.status_code == 204
    assert [one["current"] for one in sessions(door, tokens[0])] == [True]


# Rotation.


def rotate(door, token):
    return door.call("POST", f"{PATH}/current/rotations", authorization=f"Bearer {token}")


def test_an_app_takes_a_new_token(door, world, account):
    former = sign_in(door).json_body["token"]

    answer = rotate(door, former)

    token = answer.json_body["token"]
    assert (answer.status_code, answer.json_body["scope"]) == (200, "full")
    assert token != former
    assert len(sessions(door, token)) == 1
    world.clock.passes(seconds=61)
    assert rotate(door, former).status_code == 401
    assert rotate(door, token).status_code == 401


def test_a_browser_takes_its_new_token_as_a_cookie(door, account):
    former = cookie_in(browse_in(door))[""]

    answer = door.call("POST", f"{PATH}/current/rotations", **OWN_SITE, cookie=f"sid={former}")

    assert set(answer.json_body) == {"expires_at", "scope"}
    assert cookie_in(answer)[""] != former
    assert door.call("GET", PATH, cookie=f"sid={cookie_in(answer)['']}").status_code == 200
