"""A server that answers exactly what a test scripted, byte for byte, and keeps what it was asked.

Each path has its own queue of replies; an empty queue is a mistake of the test
and answers 599. Replies may lie about their length, stop in the middle, never
come, or be a hung-up line.
"""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections import defaultdict, deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Reply:
    """One answer. `announced` is the Content-Length it claims, by default the true one."""

    status: int = 200
    body: bytes = b""
    announced: int | None = None
    location: str | None = None


@dataclass(frozen=True)
class HangUp:
    """Read the request whole, then close the line without a word (or with a reset)."""

    reset: bool = False


@dataclass(frozen=True)
class Silence:
    """Read the request whole, then say nothing until the test is over."""


@dataclass(frozen=True)
class Drip:
    """Answer one byte at a time, each within any socket's patience, until the client leaves."""

    every_s: float


def json_reply(body: object, status: int = 200) -> Reply:
    """Answer a JSON value."""
    return Reply(status, json.dumps(body).encode())


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    connection: int


@dataclass
class Wire:
    """The scripted server: `on` adds replies to a path, `asked` lists what came."""

    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    script: dict[str, deque[Any]] = field(default_factory=lambda: defaultdict(deque))
    over: threading.Event = field(default_factory=threading.Event)

    def on(self, path: str, *replies: object) -> None:
        """Queue replies for a path."""
        self.script[path].extend(replies)

    def to(self, path: str) -> list[Asked]:
        """List what a path was asked."""
        return [asked for asked in self.asked if asked.path == path]


@contextmanager
def running_wire() -> Iterator[Wire]:
    """Serve a script on a free port of 127.0.0.1."""
    wire = Wire()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"wire": wire}))
    server.daemon_threads = True
    wire.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield wire
    finally:
        wire.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def refused_url() -> str:
    """Name an address of this machine at which nobody listens."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{unused.getsockname()[1]}"


class _Handler(BaseHTTPRequestHandler):
    wire: ClassVar[Wire]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.wire.asked.append(
            Asked(self.command, self.path, headers, body, self.client_address[1])
        )
        queue = self.wire.script[self.path]
        reply = queue.popleft() if queue else Reply(599, b"nothing scripted")
        match reply:
            case Reply():
                self._answer(reply)
            case HangUp():
                self._hang_up(reply)
            case Silence():
                self.wire.over.wait()
                self.close_connection = True
            case Drip():
                self._drip(reply)

    do_POST = do_GET  # noqa: N815  the name is the library's

    def _answer(self, reply: Reply) -> None:
        self.send_response(reply.status)
        length = len(reply.body) if reply.announced is None else reply.announced
        self.send_header("Content-Length", str(length))
        if reply.location:
            self.send_header("Location", reply.location)
        self.end_headers()
        self.wfile.write(reply.body)
        self.close_connection = reply.announced is not None

    def _hang_up(self, reply: HangUp) -> None:
        if reply.reset:
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.connection.close()
        self.close_connection = True

    def _drip(self, drip: Drip) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self.close_connection = True
        try:
            while not self.wire.over.wait(drip.every_s):
                self.wfile.write(b" ")
        except OSError:
            return

    def finish(self) -> None:
        try:
            super().finish()
        except (OSError, ValueError):
            return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        del format, args
