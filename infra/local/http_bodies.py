"""Reading a request's body off a socket: by its length or in chunks, never more than a cap."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from email.message import Message
    from io import BufferedIOBase

LONGEST_CHUNK_LINE = 1024
HEX_DIGITS = re.compile(rb"[0-9A-Fa-f]{1,16}")


class BodyRefused(Exception):
    """The body cannot be taken; `status` is the answer, and the connection must end."""

    def __init__(self, status: HTTPStatus) -> None:
        self.status = status
        super().__init__(status.phrase)


def read_body(headers: Message, stream: BufferedIOBase, cap: int) -> bytes:
    """Return the body that the headers announce. Raises BodyRefused."""
    lengths = set(headers.get_all("Content-Length", []))
    encodings = headers.get_all("Transfer-Encoding", [])
    if not encodings:
        return _read_exactly(stream, announced_length(headers, cap))
    # RFC 9112, 6.3: both at once is how requests are smuggled past a proxy.
    if lengths or [encoding.strip().lower() for encoding in encodings] != ["chunked"]:
        raise BodyRefused(HTTPStatus.BAD_REQUEST)
    return _read_chunks(stream, cap)


def announced_length(headers: Message, cap: int) -> int:
    """Return Content-Length, 0 when absent. Raises BodyRefused when wrong or over the cap."""
    lengths = set(headers.get_all("Content-Length", []))
    if not lengths:
        return 0
    text = lengths.pop().strip()
    if lengths or not (text.isascii() and text.isdigit()):
        raise BodyRefused(HTTPStatus.BAD_REQUEST)
    digits = text.lstrip("0") or "0"
    if len(digits) > len(str(cap)) or int(digits) > cap:
        raise BodyRefused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return int(digits)


def _read_exactly(stream: BufferedIOBase, length: int) -> bytes:
    body = stream.read(length) if length else b""
    if len(body) < length:
        raise BodyRefused(HTTPStatus.BAD_REQUEST)
    return body


def _read_chunks(stream: BufferedIOBase, cap: int) -> bytes:
    body = b""
    while size := _chunk_size(stream):
        if len(body) + size > cap:
            raise BodyRefused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        body += _read_exactly(stream, size)
        if stream.readline(LONGEST_CHUNK_LINE).strip():
            raise BodyRefused(HTTPStatus.BAD_REQUEST)
    while stream.readline(LONGEST_CHUNK_LINE).strip():
        continue  # trailers: nobody here reads them
    return body


def _chunk_size(stream: BufferedIOBase) -> int:
    digits = stream.readline(LONGEST_CHUNK_LINE).split(b";")[0].strip()
    if not HEX_DIGITS.fullmatch(digits):  # int() also reads signs, "0x" and underscores
        raise BodyRefused(HTTPStatus.BAD_REQUEST)
    return int(digits, 16)
