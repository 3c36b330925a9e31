"""A plain HTTP client for the sandbox: what is on the wire, nothing interpreted."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.sandbox.documents import multipart

if TYPE_CHECKING:
    from tests.sandbox_server import SandboxServer

TIMEOUT_S = 10.0


@dataclass(frozen=True)
class Answer:
    """A status and the raw body."""

    status: int
    raw: bytes
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def body(self) -> dict[str, Any]:
        parsed: dict[str, Any] = json.loads(self.raw)
        return parsed


def call(
    sandbox: SandboxServer,
    method: str,
    path: str,
    *,
    body: bytes = b"",
    headers: dict[str, str] | None = None,
    timeout: float = TIMEOUT_S,
) -> Answer:
    """Make one request on a connection of its own."""
    connection = http.client.HTTPConnection(urlsplit(sandbox.url).netloc, timeout=timeout)
    try:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return Answer(response.status, response.read(), dict(response.getheaders()))
    finally:
        connection.close()


def authorized(sandbox: SandboxServer, **more: str) -> dict[str, str]:
    """Headers of a call that SW lets in."""
    return {"Authorization": f"Bearer {sandbox.token()}", **more}


def stamp(
    sandbox: SandboxServer,
    xml: bytes,
    *,
    path: str = "/v4/cfdi33/stamp/v4",
    token: str | None = None,
    timeout: float = TIMEOUT_S,
    **headers: str,
) -> Answer:
    """Ask for a stamp."""
    body, content_type = multipart(xml)
    bearer = sandbox.token() if token is None else token
    sent = {"Authorization": f"Bearer {bearer}", "Content-Type": content_type, **headers}
    return call(sandbox, "POST", path, body=body, headers=sent, timeout=timeout)
