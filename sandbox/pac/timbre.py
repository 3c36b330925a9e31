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
from sandbox.authority.authority import Authority
from sandbox.pac.anexo20.cadena_original import cadena_original_tfd
from sandbox.pac.anexo20.document import TFD
from sandbox.pac.zones import CENTRO

if TYPE_CHECKING:
    from datetime import datetime

XSI = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA_LOCATION = (
    f"{TFD} http://www.sat.gob.mx/sitio_internet/cfd/TimbreFiscalDigital/TimbreFiscalDigitalv11.xsd"
)
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'


@dataclass(frozen=True)
class Certifier:
    """One PAC as its timbres show it. `name` is how the control interface calls it.

    Each derives its own UUIDs: one document at two PACs is two CFDIs, as in life.
    """

    name: str
    rfc: str
    signer: certificates.Signer
    namespace: uuid.UUID
    in_capitals: bool

    def folio_fiscal(self, sello: str) -> str:
        """Derive the UUID from the seal, so that the same document never gets two from one PAC."""
        folio = str(uuid.uuid5(self.namespace, sello))
        return folio.upper() if self.in_capitals else folio


def sw_certifier(authority: Authority) -> Certifier:
    """Give the first PAC; SW writes UUIDs in lower case."""
    namespace = uuid.uuid5(uuid.NAMESPACE_URL, "https://facturable.invalid/sandbox")
    return Certifier("sw", authority.pac_rfc, authority.pac, namespace, in_capitals=False)


def finkok_certifier(authority: Authority) -> Certifier:
    """Give the second PAC; Finkok writes UUIDs in capitals."""
    namespace = uuid.uuid5(uuid.NAMESPACE_URL, "https://facturable.invalid/sandbox/finkok")
    rfc, signer = authority.second_pac_rfc, authority.second_pac
    return Certifier("finkok", rfc, signer, namespace, in_capitals=True)


@dataclass(frozen=True)
class Timbre:
    """A sealed timbre: its fields as PACs report them, and the element itself (no declaration)."""

    uuid: str
    fecha_timbrado: str
    no_certificado_sat: str
    sello_sat: str
    cadena_original: str
    element: str


def make_timbre(sello: str, certifier: Certifier, now: datetime) -> Timbre:
    """Certify the document that carries `sello`.

    FechaTimbrado is `now` (aware) by the clock of the Zona Centro whatever
    LugarExpedicion is (Anexo 20, standard of the TFD 1.1).
    """
    folio_fiscal = certifier.folio_fiscal(sello)
    node = etree.Element(f"{{{TFD}}}TimbreFiscalDigital", nsmap={"tfd": TFD, "xsi": XSI})
    node.set(f"{{{XSI}}}schemaLocation", SCHEMA_LOCATION)
    node.set("Version", "1.1")
    node.set("UUID", folio_fiscal)
    node.set("FechaTimbrado", now.astimezone(ZoneInfo(CENTRO)).strftime("%Y-%m-%dT%H:%M:%S"))
    node.set("RfcProvCertif", certifier.rfc)
    node.set("SelloCFD", sello)
    node.set("NoCertificadoSAT", certificates.serial_digits(certifier.signer.certificate))
    cadena = cadena_original_tfd(node)
    node.set("SelloSAT", _seal(cadena, certifier))
    return Timbre(
        uuid=folio_fiscal,
        fecha_timbrado=node.get("FechaTimbrado", ""),
        no_certificado_sat=node.get("NoCertificadoSAT", ""),
        sello_sat=node.get("SelloSAT", ""),
        cadena_original=cadena,
        element=etree.tostring(node, encoding="unicode"),
    )


def _seal(cadena: str, certifier: Certifier) -> str:
    key = certifier.signer.key
    signature = key.sign(cadena.encode("utf-8"), padding.PKCS1v15(), hashes.SHA256())
    return base64.b64encode(signature).decode("ascii")
