"""A request and an answer as plain values, between a socket and whoever serves it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Request:
    """What a client sent. `target` is path and query as sent; header names are lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def path(self) -> str:
        """The path as sent, still percent-encoded."""
        return urlsplit(self.target).path

    def header(self, name: str) -> str:
        """Return a header, or an empty text."""
        return self.headers.get(name, "")


@dataclass(frozen=True)
class Answer:
    """What goes back. A HEAD request's answer carries the body that a GET would get."""

    status: int
    headers: Headers = ()
    body: bytes = b""

    def with_defaults(self, defaults: Mapping[str, str]) -> Answer:
        """Add the headers that it does not have yet."""
        present = {name.lower() for name, _ in self.headers}
        added = [(name, text) for name, text in defaults.items() if name.lower() not in present]
        return replace(self, headers=(*self.headers, *added))


Application = Callable[[Request], Answer]
Refusal = Callable[[int], Answer]


def json_answer(value: object, status: int = 200) -> Answer:
    """Answer with JSON that nobody keeps."""
    headers = (("Content-Type", "application/json"), ("Cache-Control", "no-store"))
    return Answer(status, headers, json.dumps(value, ensure_ascii=False).encode())


def text_answer(text: str, content_type: str, status: int = 200) -> Answer:
    """Answer with a text in UTF-8 that nobody keeps."""
    headers = (("Content-Type", f"{content_type}; charset=utf-8"), ("Cache-Control", "no-store"))
    return Answer(status, headers, text.encode())


def knows_version(request: Request, etag: str) -> bool:
    """Tell whether If-None-Match names this version, compared weakly (RFC 9110, 13.1.2)."""
    asked = {tag.strip().removeprefix("W/") for tag in request.header("if-none-match").split(",")}
    return "*" in asked or etag.removeprefix("W/") in asked
