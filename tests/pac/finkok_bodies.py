"""What Finkok's services say, for tests that script them at the wire."""

from __future__ import annotations

from html import escape

from lxml import etree

from tests.pac.wire import Asked, Reply

UUID = "A1B2C3D4-0000-5000-8000-0123456789AB"

SEALED = b'<cfdi:Comprobante xmlns:cfdi="http://www.sat.gob.mx/cfd/4" Version="4.0"/>'

TFD = (
    '<tfd:TimbreFiscalDigital xmlns:tfd="http://www.sat.gob.mx/TimbreFiscalDigital" '
    f'Version="1.1" UUID="{UUID}" SelloCFD="c2VsbG8=" SelloSAT="c2F0"/>'
)

STAMPED = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<cfdi:Comprobante xmlns:cfdi="http://www.sat.gob.mx/cfd/4" Version="4.0"'
    ' Nombre="ÑANDÚ &amp; HIJOS">'
    f"<cfdi:Complemento>{TFD}</cfdi:Complemento></cfdi:Comprobante>"
)

STAMP_PATH = "/servicios/soap/stamp"
CANCEL_PATH = "/servicios/soap/cancel"

_SENV = "http://schemas.xmlsoap.org/soap/envelope/"
_VIEWS = "apps.services.soap.core.views"


def soap(body: dict[str, object], service: str = "stamp", views: str = _VIEWS) -> bytes:
    """Write a body as Finkok does; a list is a repeated member."""
    [(name, value)] = body.items()
    if name == "Fault":
        inner = f"<senv:Fault>{_members(value, '')}</senv:Fault>"
    else:
        operation = name.removesuffix("Result")
        inner = (
            f"<tns:{operation}Response><tns:{name}>{_members(value, 's0:')}</tns:{name}>"
            f"</tns:{operation}Response>"
        )
    return (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        f'<senv:Envelope xmlns:senv="{_SENV}" xmlns:s0="{views}"'
        f' xmlns:tns="http://facturacion.finkok.com/{service}">'
        f"<senv:Body>{inner}</senv:Body></senv:Envelope>"
    ).encode()


def reply(body: dict[str, object], status: int = 200, service: str = "stamp") -> Reply:
    """Answer a body over HTTP."""
    return Reply(status, soap(body, service))


def stamped(operation: str = "stamp", **members: object) -> dict[str, object]:
    """Word a stamp; the whole XML unless told otherwise."""
    known = {"xml": STAMPED, "UUID": UUID, "CodEstatus": "Comprobante timbrado satisfactoriamente"}
    return {f"{operation}Result": known | members}


def said(
    *incidencias: tuple[str, str], operation: str = "stamp", **members: object
) -> dict[str, object]:
    """Word Incidencias by code and message, without a stamp."""
    listed = [{"CodigoError": code, "MensajeIncidencia": text} for code, text in incidencias]
    return {f"{operation}Result": {"xml": "", "Incidencias": {"Incidencia": listed}} | members}


PREVIOUS = said(("307", "El CFDI contiene un timbre previo"))
NONE_BEFORE = said(("603", "El CFDI no contiene un timbre previo"), operation="stamped")


def operation_of(asked: Asked) -> etree._Element:
    """Return the one element of the SOAP body that was sent."""
    body = etree.fromstring(asked.body).find(f"{{{_SENV}}}Body")
    assert body is not None
    [operation] = body
    return operation


def members_of(asked: Asked) -> dict[str, str]:
    """Return what an operation was asked with, by local name, in its order."""
    return {etree.QName(member).localname: member.text or "" for member in operation_of(asked)}


def _members(value: object, prefix: str) -> str:
    assert isinstance(value, dict)
    return "".join(
        f"<{prefix}{name}>{_content(one, prefix)}</{prefix}{name}>"
        for name, inner in value.items()
        for one in (inner if isinstance(inner, list) else [inner])
    )


def _content(value: object, prefix: str) -> str:
    return _members(value, prefix) if isinstance(value, dict) else escape(str(value), quote=False)
