import json
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.pac.http import HTTPClient
from chalicelib.pac.port import PACUnavailable
from chalicelib.pac.providers import pac_from
from chalicelib.pac.sw_login import PasswordLogin
from tests.pac import sw_bodies as sw
from tests.pac.wire import HangUp, Reply, json_reply
from tests.twins.clock import NOON, FixedClock

FAR = datetime(2100, 1, 1, tzinfo=UTC)
EXPIRED = json_reply(sw.error("AU4000 - No fue posible validar el token."), 401)


@pytest.fixture
def clock():
    return FixedClock()


@pytest.fixture
def login(wire, clock):
    return PasswordLogin(HTTPClient(0.2), wire.url, "ana@example.mx", 'p"ñ', clock)


@pytest.fixture
def pac(wire):
    provider = {"kind": "sw", "url": wire.url, "api_url": wire.url, "user": "u", "password": "p"}
    return pac_from({"providers": [provider]}, 0.2)


def test_user_and_password_travel_in_the_body(login, wire):
    wire.on(sw.LOGIN_PATH, json_reply(sw.logged_in("t1", FAR)))

    assert login.token() == "t1"
    assert json.loads(wire.asked[0].body) == {"user": "ana@example.mx", "password": 'p"ñ'}
    assert wire.asked[0].headers["content-type"] == "application/json"


def test_a_token_serves_until_shortly_before_its_end(login, wire, clock):
    wire.on(sw.LOGIN_PATH, json_reply(sw.logged_in("t1", NOON + timedelta(hours=2))))
    wire.on(sw.LOGIN_PATH, json_reply(sw.logged_in("t2", NOON + timedelta(hours=4))))

    tokens = [login.token(), login.token()]
    clock.passes(hours=1, minutes=54)
    tokens.append(login.token())
    clock.passes(minutes=1)
    tokens.append(login.token())

    assert tokens == ["t1", "t1", "t1", "t2"]


@pytest.mark.parametrize(
    "reply",
    [
        json_reply(sw.error("AU2000 - El usuario y/o contraseña son inválidos"), 400),
        HangUp(),
        Reply(500, b"oops"),
        Reply(200, b"<html>"),
        json_reply({"status": "success", "data": {}}),
        json_reply({"status": "success", "data": {"token": "a b", "expires_in": 4102444800}}),
        json_reply({"status": "success", "data": {"token": "t", "expires_in": "tomorrow"}}),
        json_reply({"status": "success", "data": {"token": "t", "expires_in": 10**30}}),
        json_reply({"status": "success", "data": {"token": "t"}}),
    ],
)
def test_no_token_means_that_nothing_was_sent(login, wire, reply):
    wire.on(sw.LOGIN_PATH, reply)

    with pytest.raises(PACUnavailable):
        login.token()


def test_a_failed_log_in_is_tried_anew_at_the_next_call(login, wire):
    wire.on(sw.LOGIN_PATH, Reply(500, b"oops"), json_reply(sw.logged_in("t1", FAR)))

    with pytest.raises(PACUnavailable):
        login.token()

    assert login.token() == "t1"


def test_a_token_that_ends_mid_run_is_renewed_and_the_document_sent_once_more(pac, wire):
    wire.on(sw.LOGIN_PATH, json_reply(sw.logged_in("t1", FAR)))
    wire.on(sw.LOGIN_PATH, json_reply(sw.logged_in("t2", FAR)))
    wire.on(sw.STAMP_PATH, EXPIRED, json_reply(sw.success()))

    assert pac.stamp(sw.SEALED, "inv-1:1") == sw.STAMPED.encode()
    sent = [asked.headers["authorization"] for asked in wire.to(sw.STAMP_PATH)]
    assert sent == ["Bearer t1", "Bearer t2"]


def test_a_door_that_stays_shut_is_not_knocked_at_for_ever(pac, wire):
    wire.on(sw.LOGIN_PATH, *[json_reply(sw.logged_in("t", FAR))] * 3)
    wire.on(sw.STAMP_PATH, *[EXPIRED] * 3)

    with pytest.raises(PACUnavailable):
        pac.stamp(sw.SEALED, "inv-1:1")

    assert len(wire.to(sw.STAMP_PATH)) == 2


def test_a_refusal_of_the_log_in_never_shows_the_password(pac, wire):
    wire.on(sw.LOGIN_PATH, json_reply(sw.error("AU2000 - inválidos"), 400))

    with pytest.raises(PACUnavailable) as refused:
        pac.stamp(sw.SEALED, "inv-1:1")

    assert "AU2000" in str(refused.value)
    assert not wire.to(sw.STAMP_PATH)
