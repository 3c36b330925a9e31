"""Sealing: a Comprobante becomes the bytes that a PAC is asked to stamp."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chalicelib.cfdi.xml import draft

if TYPE_CHECKING:
    from chalicelib.cfdi.comprobante import Comprobante
    from chalicelib.cfdi.csd import CSD


@dataclass(frozen=True)
class Sealed:
    """A sealed document: `xml` in UTF-8, `sello` in base64, `sha256` of the XML in hexadecimal."""

    xml: bytes
    sello: str
    cadena_original: str
    sha256: str


def seal(comprobante: Comprobante, csd: CSD) -> Sealed:
    """Sign the cadena original with the issuer's CSD (Anexo 20: RSA with SHA-256, PKCS#1 v1.5).

    Sealing twice gives the same bytes. The CSD must be the emisor's own.
    """
    document = draft(comprobante, csd.no_certificado, csd.certificado)
    sello = base64.b64encode(csd.sign(document.cadena_original.encode())).decode()
    xml = document.sealed(sello)
    return Sealed(xml, sello, document.cadena_original, hashlib.sha256(xml).hexdigest())
