"""Finkok's SOAP as the tests speak it: envelopes by hand, results held against a schema.

`Desk` asks a sandbox inside this process, over a clock that the test moves; `post`
asks a running one.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree
from OpenSSL import crypto
from satcfdi.create.cancela.cancelacion import Cancelacion, Folio
from satcfdi.models import Signer

from sandbox.pac import routes
from sandbox.pac.exchange import Request, Response
from sandbox.pac.service import (
    DEFAULT_PASSWORD,
    DEFAULT_USER,
    Sandbox,
    Settings,
    join,
)
from tests.sandbox.client import Answer, call
from tests.sandbox.documents import CSD, EMISOR_RFC

if TYPE_CHECKING:
    from sandbox.authority.authority import Authority
    from tests.sandbox_server import SandboxServer

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
VIEWS = "apps.services.soap.core.views"
BASE = "http://facturacion.finkok.com/"
SCHEMA = Path(__file__).parent / "schemas/finkok.xsd"
TYPES = {
    "stamp": "AcuseRecepcionCFDI",
    "quick_stamp": "AcuseRecepcionCFDI",
    "stamped": "AcuseRecepcionCFDI",
    "query_pending": "QueryPendingResult",
    "cancel_signature": "CancelaCFDResult",
    "get_sat_status": "ConsultaSATResult",
    "get_xml": "GetXMLResult",
    "report_credit": "ReportCreditResult",
    "datetime": "DatetimeResult",
}
UNKNOWN = "01234567-0123-4123-8123-012345678901"
LOGIN = {"username": DEFAULT_USER, "password": DEFAULT_PASSWORD}


@dataclass(frozen=True)
class Result:
    """The members of one result."""

    node: etree._Element

    def get(self, name: str) -> str | None:
        """Text of the first member of this name, however deep; None where there is none."""
        found = self.node.find(f".//{{{VIEWS}}}{name}")
        return None if found is None else found.text or ""

    @property
    def incidencias(self) -> list[str]:
        """The codes of the incidencias."""
        return [node.text or "" for node in self.node.iter(f"{{{VIEWS}}}CodigoError")]

    @property
    def verdict(self) -> tuple[str | None, str | None]:
        """What became of the one folio of a cancellation: its number and its text."""
        return self.get("EstatusUUID"), self.get("EstatusCancelacion")


@dataclass
class Desk:
    """A sandbox in this process. `pass_time` moves the clock of both PACs and of SAT."""

    sandbox: Sandbox
    clock: list[datetime]

    def ask(self, service: str, operation: str, **arguments: object) -> Result:
        """Call an operation with the good log-in and read its result."""
        return read(self.send(service, envelope(service, operation, **arguments)), operation)

    def send(self, service: str, body: bytes, **headers: str) -> Response:
        """Post an envelope and give what comes back, a Fault too."""
        request = Request("POST", f"/servicios/soap/{service}", {}, headers, body)
        return routes.answer(self.sandbox, request)

    def stamp(self, xml: bytes, operation: str = "stamp") -> Result:
        """Ask for a stamp, or for one back."""
        return self.ask("stamp", operation, xml=xml)

    def cancel(self, request: bytes, **more: str) -> Result:
        """Hand in a signed request."""
        return self.ask("cancel", "cancel_signature", xml=request, **more)

    def known(self, xml: bytes) -> str:
        """Stamp a document and let SAT's cancellation service learn of it; gives its UUID."""
        uuid = self.stamp(xml).get("UUID")
        assert uuid is not None
        self.clock[0] += self.sandbox.register.lags.cancelling
        return uuid

    def sat_status(self, uuid: str, /, **changes: str) -> Result:
        """Have Finkok ask SAT about a document of `make_root`, changed by `changes`."""
        asked = {
            "taxpayer_id": EMISOR_RFC,
            "rtaxpayer_id": "XOJI740919U48",
            "uuid": uuid,
            "total": "116.00",
        }
        return self.ask("cancel", "get_sat_status", **{**asked, **changes})

    @property
    def requests(self) -> list[str]:
        """The UUIDs that SAT was asked to cancel."""
        return [request.uuid for request in self.sandbox.register.cancellations()]

    def order(self, *orders: dict[str, Any]) -> None:
        """Order faults."""
        self.sandbox.faults.order(list(orders))

    def pass_time(self, **by: float) -> None:
        """Move the clock on."""
        self.clock[0] += timedelta(**by)

    @property
    def outcomes(self) -> list[str]:
        """What Finkok's log says, oldest first."""
        return [entry.outcome for entry in self.sandbox.ledgers["finkok"].calls()]


def open_desk(folder: Path, authority: Authority, **settings: Any) -> Desk:
    """Open a sandbox over `folder`; its clock stands until the test moves it."""
    clock = [datetime.now(UTC)]
    told = Settings(data_dir=folder, authority_dir=authority.directory, **settings)
    return Desk(join(told, authority, lambda: clock[0]), clock)


def envelope(service: str, operation: str, **arguments: object) -> bytes:
    """Write a call; bytes go in base64, None leaves an argument out."""
    namespace = BASE + service
    root = etree.Element(f"{{{SOAP}}}Envelope")
    body = etree.SubElement(root, f"{{{SOAP}}}Body")
    node = etree.SubElement(body, f"{{{namespace}}}{operation}")
    for name, value in {**arguments, **LOGIN, **_told(arguments)}.items():
        if value is not None:
            text = base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)
            etree.SubElement(node, f"{{{namespace}}}{name}").text = text
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _told(arguments: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in arguments.items() if name in LOGIN}


def post(sandbox: SandboxServer, operation: str, xml: bytes, **how: float) -> Answer:
    """Ask a running sandbox's stamp service."""
    headers = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{operation}"'}
    body = envelope("stamp", operation, xml=xml)
    path = "/servicios/soap/stamp"
    return call(sandbox, "POST", path, body=body, headers=headers, timeout=how.get("timeout", 10))


def read(answer: Response | Answer, operation: str) -> Result:
    """Take the result out of an answer, held against the schema."""
    content = answer.body if isinstance(answer, Response) else answer.raw
    assert answer.status == 200, content
    root = etree.fromstring(content)
    (response,) = root.find(f"{{{SOAP}}}Body")
    (result,) = response
    service = etree.QName(response).namespace.removeprefix(BASE)
    assert etree.QName(response).localname == f"{operation}Response"
    if not _is_error_alone(result):
        _schema(service, operation).assertValid(response)
    return Result(result)


def _is_error_alone(result: etree._Element) -> bool:
    """Say whether a look-up was refused: then no member of its own is there."""
    return [etree.QName(node).localname for node in result] == ["error"]


@cache
def _schema(service: str, operation: str) -> etree.XMLSchema:
    return etree.XMLSchema(
        etree.fromstring(
            f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:v="{VIEWS}"
            targetNamespace="{BASE}{service}" elementFormDefault="qualified">
            <xs:import namespace="{VIEWS}" schemaLocation="finkok.xsd"/>
            <xs:element name="{operation}Response"><xs:complexType><xs:sequence>
            <xs:element name="{operation}Result" type="v:{TYPES[operation]}"/>
            </xs:sequence></xs:complexType></xs:element></xs:schema>""",
            base_url=str(SCHEMA.with_name("one_operation.xsd")),
        )
    )


def signs_with(csd: CSD) -> Signer:
    """Give satcfdi's signer of a CSD."""
    return Signer(crypto.X509.from_cryptography(csd.certificate), csd.key)


def cancellation(
    signer: Signer, uuid: str, motivo: str = "02", substitute: str | None = None
) -> bytes:
    """Write a signed request to cancel, as satcfdi does."""
    request = Cancelacion(signer, Folio(uuid, motivo, substitute))
    written: bytes = request.xml_bytes(xml_declaration=True)
    return written
