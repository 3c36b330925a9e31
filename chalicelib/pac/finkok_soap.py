"""The way to Finkok's SOAP 1.1 services: envelopes out, members of a result back.

Document/literal; every operation bears user and password in its body. What
comes back is hostile until proved: no DOCTYPE, no entities, of sane size. No
exception of this module bears anything that was sent, nor Finkok's own words,
which may repeat it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from lxml import etree

from chalicelib.cfdi.parsing import UnreadableCFDI, parse
from chalicelib.pac.http import AnswerLostError, RequestNeverSentError
from chalicelib.pac.port import PACUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chalicelib.pac.http import HTTPAnswer, HTTPClient

LONGEST_TEXT = 1000
"""In characters: what is kept of a sentence that people read later."""

_SOAP = "{http://schemas.xmlsoap.org/soap/envelope/}"
_MEMBERS = "{apps.services.soap.core.views}"
"""Finkok's own name for what a result is made of, in every service."""

_GATE = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS})
"""Turned away at the door: the service never saw the request."""

_FAULTCODE = re.compile(r"[\w:.]{1,60}")


@dataclass(frozen=True)
class Operation:
    """One operation of a service; `members` in the order that its WSDL has them."""

    service: str
    name: str
    members: tuple[str, ...]

    @property
    def namespace(self) -> str:
        """Where the names of its request and response live."""
        return f"{{http://facturacion.finkok.com/{self.service}}}"


@dataclass(frozen=True)
class Members:
    """A result, or a part of one. What it lacks is an empty text or no part."""

    _element: etree._Element

    def text(self, name: str) -> str:
        """Return a member's text, trimmed."""
        return (self._element.findtext(f"{_MEMBERS}{name}") or "").strip()

    def sentence(self, name: str) -> str:
        """Return a text for people, of sane length."""
        return self.text(name)[:LONGEST_TEXT]

    def parts(self, *names: str) -> Iterator[Members]:
        """Walk every part at the end of a path of names."""
        path = "/".join(f"{_MEMBERS}{name}" for name in names)
        return map(Members, self._element.findall(path))


class FinkokDoor:
    """Asks Finkok's services at `url` with an account's user and password.

    Raises ValueError, which shows neither, for what no XML can carry.
    """

    def __init__(self, http: HTTPClient, url: str, user: str, password: str) -> None:
        self._http = http
        self._url = f"{url}/servicios/soap"
        self._credentials = {"username": user, "password": password}
        try:
            _envelope(Operation("stamp", "stamp", tuple(self._credentials)), self._credentials)
        except ValueError:
            # Python's own error would bring the value along.
            raise ValueError("Finkok's user or password has what no XML can carry") from None

    def ask(self, operation: Operation, **members: str) -> Members:
        """Ask once. Raises PACUnavailable (nobody saw the request) or AnswerLostError."""
        headers = {
            "Content-Type": "text/xml; charset=utf-8",
            "Accept": "text/xml",
            "SOAPAction": f'"{operation.name}"',
        }
        body = _envelope(operation, self._credentials | members)
        try:
            answer = self._http.send("POST", f"{self._url}/{operation.service}", headers, body)
        except RequestNeverSentError as error:
            raise PACUnavailable(f"Finkok cannot be reached: {error}") from error
        if answer.status in _GATE:
            raise PACUnavailable(f"Finkok turned us away: HTTP {answer.status}")
        return _result(operation, answer)


def _envelope(operation: Operation, members: dict[str, str]) -> bytes:
    envelope = etree.Element(f"{_SOAP}Envelope", nsmap={"soapenv": _SOAP.strip("{}")})
    body = etree.SubElement(envelope, f"{_SOAP}Body")
    namespace = operation.namespace
    request = etree.SubElement(
        body, f"{namespace}{operation.name}", nsmap={"op": namespace.strip("{}")}
    )
    for name in operation.members:
        etree.SubElement(request, f"{namespace}{name}").text = members[name]
    return etree.tostring(envelope, encoding="utf-8", xml_declaration=True)


def _result(operation: Operation, answer: HTTPAnswer) -> Members:
    """Read the one result that answers the operation. Raises AnswerLostError."""
    body = _body(answer)
    fault = body.find(f"{_SOAP}Fault")
    if fault is not None:
        raise AnswerLostError(f"HTTP {answer.status} with a fault: {_faultcode(fault)}")
    namespace, name = operation.namespace, operation.name
    results = body.findall(f"{namespace}{name}Response/{namespace}{name}Result")
    if answer.status != HTTPStatus.OK or len(results) != 1:
        raise AnswerLostError(f"HTTP {answer.status} without one {name}Result")
    return Members(results[0])


def _body(answer: HTTPAnswer) -> etree._Element:
    try:
        root = parse(answer.body)
    except UnreadableCFDI:
        raise AnswerLostError(f"HTTP {answer.status} that is no readable XML") from None
    body = root.find(f"{_SOAP}Body") if root.tag == f"{_SOAP}Envelope" else None
    if body is None:
        raise AnswerLostError(f"HTTP {answer.status} that is not SOAP")
    return body


def _faultcode(fault: etree._Element) -> str:
    code = (fault.findtext("faultcode") or "").strip()
    return code if _FAULTCODE.fullmatch(code) else "unnamed"
