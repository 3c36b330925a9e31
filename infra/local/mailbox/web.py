"""The mailbox over HTTP: JSON for programs, a page for people."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

from infra.local.http_messages import Answer, Request, json_answer, text_answer
from infra.local.mailbox.mails import Mails
from infra.local.mailbox.page import STYLE, list_page, mail_page

if TYPE_CHECKING:
    from infra.local.mailbox.mails import Mail

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; sandbox"
)
HEADERS = {
    "Content-Security-Policy": PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


@dataclass(frozen=True)
class MailboxWeb:
    """Shows the mails; nothing can be changed here."""

    mails: Mails

    def __call__(self, request: Request) -> Answer:
        """Answer a request."""
        if request.method not in {"GET", "HEAD"}:
            return refused(HTTPStatus.METHOD_NOT_ALLOWED)
        return self._answer(request).with_defaults(HEADERS)

    def _answer(self, request: Request) -> Answer:
        if request.path in {"", "/"}:
            return self._all(request)
        if request.path == "/style.css":
            return text_answer(STYLE, "text/css")
        mail_id, *rest = request.path.removeprefix("/").split("/")
        mail = self.mails.get(mail_id)
        if mail is None:
            return refused(HTTPStatus.NOT_FOUND)
        return _part(mail, rest)

    def _all(self, request: Request) -> Answer:
        if "text/html" in request.header("accept"):
            return text_answer(list_page(self.mails.all()), "text/html")
        return json_answer(self.mails.all())


def refused(status: int) -> Answer:
    """Return the answer to what cannot be answered."""
    phrase = HTTPStatus(status).phrase
    return text_answer(phrase, "text/plain", status).with_defaults(HEADERS)


def _part(mail: Mail, steps: list[str]) -> Answer:
    match steps:
        case []:
            return text_answer(mail_page(mail), "text/html")
        case ["html"]:
            page = text_answer(mail["html"], "text/html")
            return page.with_defaults({"Content-Security-Policy": MAIL_POLICY})
        case ["attachments", number] if number.isdecimal():
            return _attachment(mail, int(number))
        case _:
            return refused(HTTPStatus.NOT_FOUND)


def _attachment(mail: Mail, number: int) -> Answer:
    if number >= len(mail["attachments"]):
        return refused(HTTPStatus.NOT_FOUND)
    file = mail["attachments"][number]
    headers = (
        ("Content-Type", file["content_type"]),
        ("Content-Disposition", f"attachment; filename*=UTF-8''{quote(file['name'])}"),
    )
    return Answer(HTTPStatus.OK, headers, base64.b64decode(file["content"]))
