"""SAT's public status service (ConsultaCFDIService): says whether a CFDI exists and is in force.

Source: SAT, "Servicio de consulta de CFDI", SOAP 1.1, operation Consulta.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from sandbox.pac import faults
from sandbox.pac.exchange import XML, Response, html_response
from sandbox.pac.faults import FaultBook
from sandbox.pac.sat_register import SATRegister

if TYPE_CHECKING:
    from sandbox.pac.exchange import Request
    from sandbox.pac.ledger import Stamp
    from sandbox.pac.sat_register import Cancellation

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
TEMPURI = "http://tempuri.org/"
RESULT = "http://schemas.datacontract.org/2004/07/Sat.Cfdi.Negocio.ConsultaCfdi.Servicio"
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
# A key counts only where `=` follows: RFCs may hold an ampersand of their own.
FIELD = re.compile(r"(?:^\??|[?&])(re|rr|tt|id|fe)=", re.IGNORECASE)
REQUIRED = frozenset({"re", "rr", "tt", "id"})
NO_ACCEPTANCE_UP_TO = Decimal(1000)
GENERIC_RECEPTORS = frozenset({"XAXX010101000", "XEXX010101000"})
UNAVAILABLE = 503
SAT = {"pac": "sat"}
FREE = "Cancelable sin aceptación"


@dataclass(frozen=True)
class Status:
    """The five fields of an answer."""

    codigo_estatus: str
    estado: str
    es_cancelable: str = ""
    estatus_cancelacion: str = ""
    validacion_efos: str = "200"


INVALID = Status("N - 601: La expresión impresa proporcionada no es válida.", "No Encontrado")
UNKNOWN = Status("N - 602: Comprobante no encontrado.", "No Encontrado")


class UnreachableError(Exception):
    """SAT does not answer just now."""


@dataclass(frozen=True)
class SATStatus:
    """Answers for what SAT's register holds."""

    register: SATRegister
    faults: FaultBook

    def answer(self, request: Request) -> Response:
        """Answer one SOAP call, by the ordered status if there is one."""
        expression = _expression(request.body)
        try:
            status = self.consult(_fields(expression or ""))
        except UnreachableError:
            return html_response(UNAVAILABLE, "The service is unavailable.")
        if expression is None:
            return _fault_response()
        return Response(200, _envelope(status), XML)

    def consult(self, asked: dict[str, str]) -> Status:
        """Look up re, rr, tt, id and, where given, fe. Raises UnreachableError when ordered."""
        fault = self.faults.take(faults.SAT_STATUS, SAT)
        if fault is None:
            return self._status(asked)
        if fault.name == "sat_unavailable":
            raise UnreachableError
        return Status(**fault.params)

    def _status(self, asked: dict[str, str]) -> Status:
        if not set(asked) >= REQUIRED or not UUID.fullmatch(asked["id"]):
            return INVALID
        stamp = self.register.find(asked["id"])
        if stamp is None or not _matches(stamp, asked):
            return UNKNOWN
        active = Status(
            "S - Comprobante obtenido satisfactoriamente.", "Vigente", es_cancelable(stamp)
        )
        cancellation = self.register.cancellation(stamp.uuid)
        return active if cancellation is None else self._after_request(active, cancellation)

    def _after_request(self, active: Status, cancellation: Cancellation) -> Status:
        """Tell how far a cancellation is: asked for, being carried out, done."""
        is_free = active.es_cancelable == FREE
        lags = self.register.lags
        patience = lags.cancelling if is_free else lags.acceptance
        now = self.register.clock()
        if cancellation.is_held_back(now):
            return active
        if cancellation.since(now) < patience:
            return replace(active, estatus_cancelacion="En proceso")
        end = "Cancelado sin aceptación" if is_free else "Plazo vencido"
        return replace(active, estado="Cancelado", estatus_cancelacion=end)


def _expression(body: bytes) -> str | None:
    """Read expresionImpresa out of the envelope, None when there is no such thing."""
    try:
        root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None
    found = root.find(f"{{{SOAP}}}Body/{{{TEMPURI}}}Consulta/{{{TEMPURI}}}expresionImpresa")
    return found.text or "" if found is not None else None


def _fields(expression: str) -> dict[str, str]:
    """Take `?re=…&rr=…&tt=…&id=…&fe=…` apart, escaped or not."""
    text = html.unescape(expression.strip())
    keys = list(FIELD.finditer(text))
    ends = [key.start() for key in keys[1:]] + [len(text)]
    return {
        key.group(1).lower(): unquote(text[key.end() : end])
        for key, end in zip(keys, ends, strict=False)  # no key: nothing asked
    }


def _matches(stamp: Stamp, asked: dict[str, str]) -> bool:
    same_seal = "fe" not in asked or asked["fe"] == stamp.sello[-8:]
    return (
        asked["re"] == stamp.rfc_emisor
        and asked["rr"] == stamp.rfc_receptor
        and _same_amount(asked["tt"], stamp.total)
        and same_seal
    )


def _same_amount(asked: str, total: str) -> bool:
    try:
        return Decimal(asked) == Decimal(total)
    except InvalidOperation:
        return False


def es_cancelable(stamp: Stamp) -> str:
    """Say whether the receptor has to accept (RMF 2.7.1.35, by amount, type and receptor)."""
    free = (
        Decimal(stamp.total) <= NO_ACCEPTANCE_UP_TO
        or stamp.rfc_receptor in GENERIC_RECEPTORS
        or stamp.tipo == "E"
    )
    return FREE if free else "Cancelable con aceptación"


def _envelope(status: Status) -> bytes:
    root = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"s": SOAP})
    body = etree.SubElement(root, f"{{{SOAP}}}Body")
    response = etree.SubElement(body, f"{{{TEMPURI}}}ConsultaResponse", nsmap={"t": TEMPURI})
    result = etree.SubElement(response, f"{{{TEMPURI}}}ConsultaResult", nsmap={"a": RESULT})
    for name, value in (
        ("CodigoEstatus", status.codigo_estatus),
        ("EsCancelable", status.es_cancelable),
        ("Estado", status.estado),
        ("EstatusCancelacion", status.estatus_cancelacion),
        ("ValidacionEFOS", status.validacion_efos),
    ):
        etree.SubElement(result, f"{{{RESULT}}}{name}").text = value
    return etree.tostring(root, encoding="utf-8")


def _fault_response() -> Response:
    root = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"s": SOAP})
    fault = etree.SubElement(etree.SubElement(root, f"{{{SOAP}}}Body"), f"{{{SOAP}}}Fault")
    etree.SubElement(fault, "faultcode").text = "s:Client"
    etree.SubElement(fault, "faultstring").text = "The message is not a Consulta."
    return Response(500, etree.tostring(root, encoding="utf-8"), XML)
