from __future__ import annotations

import json

import pytest
from botocore.config import Config

from infra.local.front.media import Media
from infra.local.http_messages import Answer, Request
from tests.emulator import client_at, free_port

AWAY = Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"})


@pytest.fixture
def media() -> Media:
    """Pictures whose store does not listen."""
    return Media(client_at(f"http://127.0.0.1:{free_port()}", "test", "s3", AWAY), "files")


def told(answer: Answer) -> tuple[int, str]:
    return answer.status, json.loads(answer.body)["code"]


def test_while_the_store_of_pictures_is_away_the_client_is_told_when_to_come_back(media):
    answer = media(Request("GET", "/media/logo.png", {}))

    assert told(answer) == (503, "unavailable")
    assert dict(answer.headers)["Retry-After"] == "5"
    assert json.loads(answer.body)["retry_after"] == 5


@pytest.mark.parametrize(
    "path",
    ["/media/", "/media//a", "/media/../a", "/media/%2e%2e/a", "/media/%00", "/media/%ff%0a"],
)
def test_what_no_key_can_be_is_not_even_asked_for(media, path):
    assert told(media(Request("GET", path, {}))) == (404, "not_found")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_pictures_can_only_be_read(media, method):
    answer = media(Request(method, "/media/logo.png", {}))

    assert told(answer) == (405, "method_not_allowed")
    assert dict(answer.headers)["Allow"] == "GET, HEAD, OPTIONS"
