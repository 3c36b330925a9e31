"""SOAP 1.1 document/literal as Finkok speaks it: one operation in, one result or Fault out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from sandbox.pac.exchange import XML, Response

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sandbox.pac.exchange import Request

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
RESULT = "apps.services.soap.core.views"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
BASE = "http://facturacion.finkok.com/"
SERVER_ERROR = 500

# A member of a result: its name, and its text or the members inside it.
Member = tuple[str, "str | Sequence[Member]"]


class SoapFaultError(Exception):
    """The call cannot be answered with a result; `code` is what follows `senv:`."""

    def __init__(self, code: str, text: str) -> None:
        self.code = code
        super().__init__(text)


@dataclass(frozen=True)
class Operation:
    """What one call asks for; an argument that was not sent reads as ""."""

    service: str
    name: str
    arguments: dict[str, str]

    def get(self, argument: str) -> str:
        """Read an argument."""
        return self.arguments.get(argument, "")

    def flag(self, argument: str) -> bool:
        """Read an xs:boolean, false where it was not sent. Raises SoapFaultError."""
        value = self.get(argument) or "false"
        if value not in {"true", "1", "false", "0"}:
            raise SoapFaultError("Client.ValidationError", f"{argument}: '{value}' is no boolean")
        return value in {"true", "1"}


def read_operation(request: Request, service: str) -> Operation:
    """Read the one operation of an envelope. Raises SoapFaultError."""
    body = _body(request.body)
    if len(body) != 1:
        raise SoapFaultError("Client", "The Body must hold exactly one operation")
    operation = _read(body[0], service)
    action = request.headers.get("soapaction", "").strip('"')
    if action not in {"", operation.name}:
        raise SoapFaultError("Client", f"SOAPAction '{action}' asks for another operation")
    return operation


def _body(content: bytes) -> list[etree._Element]:
    """Find the children of the Body; a DOCTYPE has no place in SOAP (1.1, section 3)."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise SoapFaultError("Client.XMLSyntaxError", str(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise SoapFaultError("Client.XMLSyntaxError", "A DOCTYPE is not allowed")
    body = root.find(f"{{{SOAP}}}Body") if root.tag == f"{{{SOAP}}}Envelope" else None
    if body is None:
        raise SoapFaultError("Client.SoapError", "There is no Envelope with a Body")
    return _elements(body)


def _elements(parent: etree._Element) -> list[etree._Element]:
    return [child for child in parent if isinstance(child.tag, str)]


def _read(node: etree._Element, service: str) -> Operation:
    name, namespace = etree.QName(node), BASE + service
    if name.namespace != namespace:
        raise SoapFaultError(
            "Client.ResourceNotFound", f"Requested resource '{node.tag!s}' not found"
        )
    arguments: dict[str, str] = {}
    for child in _elements(node):
        argument = etree.QName(child)
        if argument.namespace != namespace or argument.localname in arguments:
            raise SoapFaultError("Client.SchemaValidationError", f"Element '{child.tag!s}'")
        arguments[argument.localname] = child.text or ""
    return Operation(service, name.localname, arguments)


def result_response(operation: Operation, members: Sequence[Member]) -> Response:
    """Answer with the members of the operation's result."""
    namespace = BASE + operation.service
    envelope, body = _envelope(namespace)
    response = etree.SubElement(body, f"{{{namespace}}}{operation.name}Response")
    _write(etree.SubElement(response, f"{{{namespace}}}{operation.name}Result"), members)
    return Response(200, _bytes(envelope), XML)


def fault_response(fault: SoapFaultError) -> Response:
    """Answer HTTP 500 with a Fault; its members have no namespace (SOAP 1.1, section 4.4)."""
    envelope, body = _envelope(None)
    node = etree.SubElement(body, f"{{{SOAP}}}Fault")
    etree.SubElement(node, "faultcode").text = f"senv:{fault.code}"
    etree.SubElement(node, "faultstring").text = str(fault)
    etree.SubElement(node, "faultactor")
    return Response(SERVER_ERROR, _bytes(envelope), XML)


def _envelope(namespace: str | None) -> tuple[etree._Element, etree._Element]:
    own = {} if namespace is None else {"tns": namespace, "s0": RESULT}
    envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"senv": SOAP, "xsi": XSI, **own})
    return envelope, etree.SubElement(envelope, f"{{{SOAP}}}Body")


def _write(parent: etree._Element, members: Sequence[Member]) -> None:
    for name, value in members:
        node = etree.SubElement(parent, f"{{{RESULT}}}{name}")
        if isinstance(value, str):
            node.text = value
        else:
            _write(node, value)


def _bytes(envelope: etree._Element) -> bytes:
    return etree.tostring(envelope, xml_declaration=True, encoding="UTF-8")
