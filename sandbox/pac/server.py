"""HTTP on 127.0.0.1: turns sockets into Requests, and Responses, broken ones too, into bytes."""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from sandbox.pac import faults, routes
from sandbox.pac.exchange import Request, Response

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sandbox.pac.service import Sandbox

HOST = "127.0.0.1"
LARGEST_BODY = 20 * 1024 * 1024
PATIENCE_S = 5.0
SERVER_ERROR = 500


class SandboxServer(ThreadingHTTPServer):
    """One thread per connection; counts the requests that are being answered."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def __init__(self, port: int, sandbox: Sandbox) -> None:
        super().__init__((HOST, port), _Handler)
        self.sandbox = sandbox
        self._busy = 0
        self._changed = threading.Condition()

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Count a request while it is answered."""
        with self._changed:
            self._busy += 1
        try:
            yield
        finally:
            with self._changed:
                self._busy -= 1
                self._changed.notify_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet about callers that hang up; anything else is a bug and is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def stop(self) -> None:
        """Stop taking calls, let the running ones end, and close the ledgers."""
        self.sandbox.stopping.set()
        self.shutdown()
        with self._changed:
            self._changed.wait_for(lambda: self._busy == 0, PATIENCE_S)
        self.server_close()
        self.sandbox.close()


class _Handler(BaseHTTPRequestHandler):
    server: SandboxServer
    protocol_version = "HTTP/1.1"
    server_version = "sandbox"
    timeout = 60
    disable_nagle_algorithm = True  # head and body go in two writes: Nagle would hold the second

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def do_DELETE(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's own name
        """Say nothing: `GET /control/log` tells more."""

    def _answer(self) -> None:
        with self.server.answering():
            address = urlsplit(self.path)
            if self._is_down(address.path):
                self.close_connection = True
                return
            body = self._read_body()
            if body is None:
                self._send(Response(413, b"", "text/plain"))
                return
            request = Request(
                method=self.command,
                path=address.path,
                query=dict(parse_qsl(address.query)),
                headers={name.lower(): value for name, value in self.headers.items()},
                body=body,
            )
            self._send(routes.answer(self.server.sandbox, request))

    def _is_down(self, path: str) -> bool:
        """Say whether whom this path belongs to is down just now; the control never is."""
        if path.startswith(routes.CONTROL):
            return False
        struck = {"pac": routes.party_of(path)}
        return self.server.sandbox.faults.take(faults.CONNECTION, struck) is not None

    def _read_body(self) -> bytes | None:
        length = int(self.headers.get("Content-Length") or 0)
        return self.rfile.read(length) if length <= LARGEST_BODY else None

    def _send(self, response: Response) -> None:
        if response.delay_s and self.server.sandbox.stopping.wait(response.delay_s):
            self.close_connection = True
            return
        if response.drop:
            self.close_connection = True
            return
        try:
            self._write(response)
        except ConnectionError:
            # The caller did not wait for it: that is what slow faults are for.
            self.close_connection = True

    def _write(self, response: Response) -> None:
        self.send_response(response.status)
        self.send_header("Content-Type", response.content_type)
        self.send_header("Content-Length", str(len(response.body)))
        for name, value in response.headers.items():
            self.send_header(name, value)
        if response.cut_at is not None or response.status >= SERVER_ERROR:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(response.body[: response.cut_at])
