"""Requests and answers as plain values, and SW's multipart bodies."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

JSON = "application/json; charset=utf-8"
HTML = "text/html"
XML = "text/xml; charset=utf-8"
BOUNDARY = re.compile(r'boundary="?([^";]+)"?', re.IGNORECASE)
DISPOSITION_NAME = re.compile(rb'[;\s]name="?([^";\r\n]*)"?', re.IGNORECASE)


@dataclass(frozen=True)
class Request:
    """What came in; header names in lower case."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def origin(self) -> str:
        """The address by which the caller reached this server."""
        return f"http://{self.headers.get('host', '127.0.0.1')}"

    def json(self) -> object:
        """Read the body as JSON; ValueError when it is not."""
        value: object = json.loads(self.body)
        return value


@dataclass(frozen=True)
class Response:
    """What goes out, and what shall go wrong on its way.

    `delay_s` is waited before the first byte; `cut_at` sends that many bytes of
    the body and closes; `drop` closes without any.
    """

    status: int
    body: bytes
    content_type: str = JSON
    headers: dict[str, str] = field(default_factory=dict)
    delay_s: float = 0.0
    cut_at: int | None = None
    drop: bool = False


def json_response(status: int, value: object) -> Response:
    """Answer JSON, accents unescaped as SW sends them."""
    return Response(status, json.dumps(value, ensure_ascii=False).encode("utf-8"))


def html_response(status: int, title: str) -> Response:
    """Answer the page of a proxy that stands before the PAC."""
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"
    return Response(status, page.encode("utf-8"), HTML)


def multipart_part(request: Request, name: str) -> bytes | None:
    """Read one part of a multipart/form-data body byte for byte, None when it is not there."""
    found = BOUNDARY.search(request.headers.get("content-type", ""))
    if found is None:
        return None
    delimiter = b"--" + found.group(1).encode("latin-1")
    for piece in (b"\r\n" + request.body).split(b"\r\n" + delimiter)[1:]:
        head, blank, content = piece.partition(b"\r\n\r\n")
        named = DISPOSITION_NAME.search(head)
        if blank and named is not None and named.group(1).decode("utf-8", "replace") == name:
            return content
    return None
