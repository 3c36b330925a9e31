"""One careful HTTP client for every PAC: it tells what never left from what was never heard.

The difference decides everything: a document that never left cannot be stamped,
a document whose answer was lost may be. Nothing is retried here, the state of
the invoice carries the retry; nothing is redirected; answers have a size and a
deadline.
"""

from __future__ import annotations

import ipaddress
import ssl
import time
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from urllib3 import PoolManager, Timeout
from urllib3.exceptions import ConnectTimeoutError, HTTPError, LocationParseError, SSLError
from urllib3.util import Url, parse_url

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from urllib3 import BaseHTTPResponse

CONNECT_TIMEOUT_S = 3.0
READ_TIMEOUT_S = 20.0
LARGEST_ANSWER = 5 * 1024 * 1024
"""In bytes: a stamped CFDI of a thousand lines with its QR stays under one megabyte."""

_PIECE = 64 * 1024


class RequestNeverSentError(Exception):
    """No connection, so the other side saw nothing of the request."""


class AnswerLostError(Exception):
    """The request may have arrived, and no answer came that could be understood."""


@dataclass(frozen=True)
class HTTPAnswer:
    """What came back, whole and unread."""

    status: int
    body: bytes


class HTTPClient:
    """A pool of verified connections.

    `read_timeout_s` bounds the wait for the answer's first byte, the wait for
    each further piece, and an answer that drips.
    """

    def __init__(self, read_timeout_s: float = READ_TIMEOUT_S) -> None:
        self._read_timeout_s = read_timeout_s
        self._pool = PoolManager(
            timeout=Timeout(connect=CONNECT_TIMEOUT_S, read=read_timeout_s),
            retries=False,
            cert_reqs=ssl.CERT_REQUIRED,
        )

    def send(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> HTTPAnswer:
        """Send one request, once. Raises RequestNeverSentError or AnswerLostError."""
        try:
            response = self._pool.request(
                method, url, body=body, headers=headers, redirect=False, preload_content=False
            )
            with closing(response):
                return HTTPAnswer(response.status, b"".join(self._pieces(response)))
        except HTTPError as error:
            if _never_sent(error):
                raise RequestNeverSentError(str(error)) from error
            raise AnswerLostError(str(error)) from error

    def _pieces(self, response: BaseHTTPResponse) -> Iterator[bytes]:
        # The socket's timeout counts from byte to byte: a dripping answer needs a deadline too.
        deadline = time.monotonic() + self._read_timeout_s
        size = 0
        while piece := response.read1(_PIECE, decode_content=False):
            size += len(piece)
            if size > LARGEST_ANSWER or time.monotonic() > deadline:
                raise AnswerLostError("the answer is too large or too slow")
            yield piece


def parsed_url(url: str) -> Url:
    """Split an address as the client itself reads it: two readers may disagree on the host.

    Raises ValueError for one that is not absolute, or that bears a user or a fragment.
    """
    try:
        parts = parse_url(url)
    except LocationParseError as error:
        raise ValueError("not an address") from error
    if not parts.scheme or not parts.host or parts.auth or parts.fragment:
        raise ValueError("not an absolute address, or one with a user or a fragment")
    return parts


def checked_url(url: str) -> str:
    """Return a base address without its last slash, if it may carry a secret.

    That is https, or plain http to this machine (the sandbox). Raises ValueError.
    """
    parts = parsed_url(url)
    if parts.query:
        raise ValueError("a base address has no query")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_this_machine(parts)):
        raise ValueError(f"a PAC outside this machine needs https: {parts.host}")
    return url.rstrip("/")


def _is_this_machine(parts: Url) -> bool:
    host = (parts.host or "").strip("[]")
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _never_sent(error: HTTPError) -> bool:
    """Tell refused, unresolved, unreachable and untrusted peers from everything later.

    A time-out within the TLS handshake looks like a late answer and is counted
    as one: that errs on the side of asking again.
    """
    if isinstance(error, ConnectTimeoutError):
        return True
    return isinstance(error, SSLError) and any(
        isinstance(cause, ssl.SSLCertVerificationError) for cause in (*error.args, error.__cause__)
    )
