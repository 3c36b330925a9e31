"""The TimbreFiscalDigital 1.1: what the certifier adds to a CFDI, sealed with its own key."""

from __future__ import annotations

import base64
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from lxml import etree

from sandbox.authority import certificates
from sandbox.pac.anexo20.cadena_original import cadena_original_tfd
from sandbox.pac.anexo20.document import TFD
from sandbox.pac.zones import CENTRO

if TYPE_CHECKING:
    from datetime import datetime

    from sandbox.authority.authority import Authority

XSI = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA_LOCATION = (
    f"{TFD} http://www.sat.gob.mx/sitio_internet/cfd/TimbreFiscalDigital/TimbreFiscalDigitalv11.xsd"
)
UUID_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://facturable.invalid/sandbox")
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'


@dataclass(frozen=True)
class Timbre:
    """A sealed timbre: its fields as SW reports them, and the element itself (no declaration)."""

    uuid: str
    fecha_timbrado: str
    no_certificado_sat: str
    sello_sat: str
    cadena_original: str
    element: str


def make_timbre(sello: str, authority: Authority, now: datetime) -> Timbre:
    """Certify the document that carries `sello`.

    The UUID is derived from the seal, in lower case as SW writes it, so that the
    same document never gets two. FechaTimbrado is `now` (aware) by the clock of
    the Zona Centro whatever LugarExpedicion is (Anexo 20, standard of the TFD 1.1).
    """
    folio_fiscal = str(uuid.uuid5(UUID_NAMESPACE, sello))
    node = etree.Element(f"{{{TFD}}}TimbreFiscalDigital", nsmap={"tfd": TFD, "xsi": XSI})
    node.set(f"{{{XSI}}}schemaLocation", SCHEMA_LOCATION)
    node.set("Version", "1.1")
    node.set("UUID", folio_fiscal)
    node.set("FechaTimbrado", now.astimezone(ZoneInfo(CENTRO)).strftime("%Y-%m-%dT%H:%M:%S"))
    node.set("RfcProvCertif", authority.pac_rfc)
    node.set("SelloCFD", sello)
    node.set("NoCertificadoSAT", certificates.serial_digits(authority.pac.certificate))
    cadena = cadena_original_tfd(node)
    node.set("SelloSAT", _seal(cadena, authority))
    return Timbre(
        uuid=folio_fiscal,
        fecha_timbrado=node.get("FechaTimbrado", ""),
        no_certificado_sat=node.get("NoCertificadoSAT", ""),
        sello_sat=node.get("SelloSAT", ""),
        cadena_original=cadena,
        element=etree.tostring(node, encoding="unicode"),
    )


def _seal(cadena: str, authority: Authority) -> str:
    signature = authority.pac.key.sign(cadena.encode("utf-8"), padding.PKCS1v15(), hashes.SHA256())
    return base64.b64encode(signature).decode("ascii")
