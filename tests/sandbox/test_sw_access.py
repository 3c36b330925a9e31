"""Who may come in, and for how long."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from sandbox.pac.tokens import Credentials, TokenRefusedError, Tokens
from tests.sandbox.client import call, stamp
from tests.sandbox.documents import make_sealed


def log_in(sandbox, **body):
    headers = {"Content-Type": "application/json"}
    raw = json.dumps(body).encode()
    return call(sandbox, "POST", "/v2/security/authenticate", body=raw, headers=headers)


def test_a_log_in_gives_a_token_of_two_hours(sandbox, csd):
    answer = log_in(sandbox, user=sandbox.user, password=sandbox.password)

    left = answer.body["data"]["expires_in"] - datetime.now(UTC).timestamp()
    assert 7190 < left <= 7200
    assert stamp(sandbox, make_sealed(csd), token=answer.body["data"]["token"]).status == 200


@pytest.mark.parametrize(
    "body", [{}, {"user": "otro", "password": "sandbox"}, {"user": None, "password": 5}]
)
def test_a_wrong_log_in_is_401(sandbox, body):
    answer = log_in(sandbox, **body)

    assert answer.status == 401
    assert answer.body["message"].startswith("AU2000 - ")


def test_a_log_in_that_is_not_json_is_401(sandbox):
    assert call(sandbox, "POST", "/v2/security/authenticate", body=b"user=a").status == 401


def test_the_older_log_in_takes_user_and_password_as_headers(sandbox):
    headers = {"user": sandbox.user, "password": sandbox.password}

    answer = call(sandbox, "POST", "/security/authenticate", headers=headers)

    assert answer.body["data"]["tokeny_type"] == "bearer"


@pytest.mark.parametrize(
    "path", ["/management/v2/api/users/balance", f"/datawarehouse/v1/live/{'0' * 36}"]
)
def test_the_look_ups_ask_for_a_token_too(sandbox, path):
    answer = call(sandbox, "GET", path)

    assert answer.status == 401
    assert answer.body["message"].startswith("AU4101 - ")


def test_a_token_that_expires_mid_run_is_worth_nothing_until_a_new_log_in(sandbox, csd):
    token = log_in(sandbox, user=sandbox.user, password=sandbox.password).body["data"]["token"]
    sandbox.order({"fault": "token_expired"})

    refused = [stamp(sandbox, make_sealed(csd), token=token).status for _ in range(2)]
    renewed = log_in(sandbox, user=sandbox.user, password=sandbox.password).body["data"]["token"]

    assert refused == [401, 401]
    assert stamp(sandbox, make_sealed(csd), token=renewed).status == 200


def test_an_ordered_failure_of_the_log_in_passes(sandbox):
    sandbox.order({"fault": "auth_failure", "times": 2})

    statuses = [
        log_in(sandbox, user=sandbox.user, password=sandbox.password).status for _ in range(3)
    ]

    assert statuses == [401, 401, 200]


@pytest.fixture
def clock():
    return [datetime(2026, 11, 20, 12, tzinfo=UTC)]


@pytest.fixture
def tokens(clock):
    return Tokens(Credentials("u", "p"), b"secret", lambda: clock[0])


def test_a_token_ends_by_itself(tokens, clock):
    token, _ = tokens.log_in("u", "p")
    clock[0] += timedelta(hours=2)

    with pytest.raises(TokenRefusedError, match="AU4000"):
        tokens.check(f"Bearer {token}")


def test_the_token_of_the_panel_has_no_end(tokens, clock):
    token = tokens.endless()
    clock[0] += timedelta(days=4000)

    assert tokens.check(f"Bearer {token}") == token


def test_a_token_of_another_key_is_refused(tokens, clock):
    forged = Tokens(Credentials("u", "p"), b"another", lambda: clock[0]).endless()

    with pytest.raises(TokenRefusedError, match="AU4000"):
        tokens.check(f"Bearer {forged}")
