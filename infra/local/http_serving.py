"""HTTP/1.1 over a socket that the launcher opened: threads, keep-alive, a graceful end.

The standard library answers what it cannot read in HTML or without a status
line; here every answer goes by the application's own form of refusal.
"""

from __future__ import annotations

import logging
import signal
import socket
import sys
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Any

from infra.local.http_bodies import BodyRefused, announced_length, read_body
from infra.local.http_messages import Answer, Application, Refusal, Request

if TYPE_CHECKING:
    from types import FrameType

LARGEST_BODY = 6_000_000
"""What a Lambda takes; each route of the application knows its own, smaller limit."""

IDLE_S = 75
FINISHING_S = 5.0
LINGER_S = 2.0
LINGER_BYTES = 4 * LARGEST_BODY

WORDED_AS = {
    HTTPStatus.NOT_IMPLEMENTED: HTTPStatus.METHOD_NOT_ALLOWED,
    HTTPStatus.HTTP_VERSION_NOT_SUPPORTED: HTTPStatus.BAD_REQUEST,
}
"""What the base class blames on us, and is the client's."""

log = logging.getLogger(__name__)


class Server(ThreadingMixIn, HTTPServer):
    """Serves an application on a listening socket, a thread a connection."""

    daemon_threads = True

    def __init__(self, application: Application, refusal: Refusal, opened: socket.socket) -> None:
        super().__init__(opened.getsockname(), Connection, bind_and_activate=False)
        self.socket.close()
        self.socket = opened
        self.application = application
        self.refusal = refusal
        self._busy = 0
        self._changed = threading.Condition()

    def count(self, change: int) -> None:
        """Note that a request begins (1) or has been answered (-1)."""
        with self._changed:
            self._busy += change
            self._changed.notify_all()

    def finish(self) -> None:
        """Wait for the requests in hand, as long as is fair."""
        with self._changed:
            self._changed.wait_for(lambda: self._busy == 0, timeout=FINISHING_S)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002
        """Note what broke a connection, unless it is a client that went away."""
        error = sys.exception()
        if not isinstance(error, OSError):
            log.error("a connection broke", exc_info=error)


class Connection(BaseHTTPRequestHandler):
    """One client's connection."""

    protocol_version = "HTTP/1.1"
    default_request_version = "HTTP/1.0"  # 0.9 would answer a torn request line without a status
    wbufsize = 65_536
    timeout = IDLE_S
    server: Server
    path = "-"  # until a request line was read

    def serve(self) -> None:
        """Answer one request that was read well."""
        self.server.count(1)
        try:
            body = read_body(self.headers, self.rfile, LARGEST_BODY)
            self._send(self.server.application(self._request(body)))
        except BodyRefused as refused:
            self.send_error(refused.status)
        finally:
            self.server.count(-1)

    do_GET = do_HEAD = do_OPTIONS = serve  # noqa: N815 - the names that the base class looks for
    do_POST = do_PUT = do_PATCH = do_DELETE = serve  # noqa: N815

    def _request(self, body: bytes) -> Request:
        headers: dict[str, str] = {}
        for name, text in self.headers.items():
            known = headers.get(name.lower())
            joint = "; " if name.lower() == "cookie" else ", "
            headers[name.lower()] = text if known is None else f"{known}{joint}{text}"
        return Request(self.command, self.path, headers, body)

    def _send(self, answer: Answer) -> None:
        self.send_response_only(answer.status)
        self.send_header("Date", self.date_time_string())
        for name, text in answer.headers:
            self.send_header(name, text)
        if answer.status not in {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}:
            self.send_header("Content-Length", str(len(answer.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD" and answer.status != HTTPStatus.NOT_MODIFIED:
            self.wfile.write(answer.body)
        self.wfile.flush()
        # A query may hold what a log must not.
        log.info("%s %s %s", self.command, self.path.split("?")[0], answer.status)

    def send_error(
        self,
        code: int,
        message: str | None = None,  # noqa: ARG002 - the signature is the base class's
        explain: str | None = None,  # noqa: ARG002
    ) -> None:
        """Refuse what could not be read, and end the connection: what follows makes no sense."""
        self.close_connection = True
        self._send(self.server.refusal(WORDED_AS.get(HTTPStatus(code), code)))
        self._linger()

    def handle_expect_100(self) -> bool:
        """Ask for the body only if it will be taken."""
        try:
            announced_length(self.headers, LARGEST_BODY)
        except BodyRefused as refused:
            self.send_error(refused.status)
            return False
        asked = super().handle_expect_100()
        self.wfile.flush()
        return asked

    def _linger(self) -> None:
        """Swallow what the client still sends: closing on it would reset our answer away."""
        self.connection.settimeout(LINGER_S)
        try:
            self.connection.shutdown(socket.SHUT_WR)
            swallowed = 0
            while swallowed < LINGER_BYTES and (chunk := self.connection.recv(65_536)):
                swallowed += len(chunk)
        except OSError:
            return

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Log what the base class says, without dates of its own."""
        log.info(format, *args)


def serve(application: Application, refusal: Refusal, opened: socket.socket) -> None:
    """Serve until SIGTERM or SIGINT, then let the requests in hand be answered."""
    server = Server(application, refusal, opened)

    def end(_number: int, _frame: FrameType | None) -> None:
        threading.Thread(target=server.shutdown).start()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    server.serve_forever(poll_interval=0.1)
    server.server_close()
    server.finish()
