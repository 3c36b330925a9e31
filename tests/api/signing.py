"""Signing in over HTTP, and reading what comes of it."""

from __future__ import annotations

from tests.api.members import OWN_SITE
from tests.factories import EMAIL
from tests.usecases.signed_in import PASSWORD

PATH = "/v1/sessions"


def sign_in(door, login=EMAIL, password=PASSWORD, headers=None, **more):
    return door.call(
        "POST", PATH, {"login": login, "password": password, **more}, **(headers or {})
    )


def browse_in(door, **more):
    return sign_in(door, cookie=True, headers=OWN_SITE, **more)


def cookie_in(answer) -> dict[str, str]:
    """Read a Set-Cookie header: its value under "", its attributes under their names."""
    first, *rest = answer.headers["Set-Cookie"].split("; ")
    attributes = dict(part.partition("=")[::2] for part in rest)
    return {"name": first.partition("=")[0], "": first.partition("=")[2], **attributes}


def sessions(door, token: str) -> list[dict]:
    answer = door.call("GET", PATH, authorization=f"Bearer {token}")
    assert answer.status_code == 200, answer.body
    return answer.json_body["items"]
