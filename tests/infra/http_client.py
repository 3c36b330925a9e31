"""A server over an application, and the bytes that a client really gets."""

from __future__ import annotations

import http.client
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from infra.local.front.front import refused
from infra.local.http_serving import Server
from infra.local.ports import listen, port_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infra.local.http_messages import Application

WAITING_S = 10


@dataclass(frozen=True)
class Reply:
    """An answer as it came over the wire; header names are lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


@contextmanager
def serving(application: Application) -> Iterator[int]:
    """Serve on a free port, and give the port."""
    opened = listen()
    server = Server(application, refused, opened)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield port_of(opened)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def ask(port: int, method: str, path: str, body: bytes | None = None, **headers: str) -> Reply:
    """Ask once, on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=WAITING_S)
    try:
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        connection.request(method, path, body, named)
        return reply_of(connection.getresponse())
    finally:
        connection.close()


def reply_of(response: http.client.HTTPResponse) -> Reply:
    """Read an answer whole."""
    headers = {name.lower(): text for name, text in response.getheaders()}
    return Reply(response.status, headers, response.read())


def send(port: int, content: bytes) -> bytes:
    """Send bytes as they are, and return all that comes back until the server closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=WAITING_S) as connection:
        connection.sendall(content)
        connection.shutdown(socket.SHUT_WR)
        received = b""
        while chunk := connection.recv(65_536):
            received += chunk
    return received
