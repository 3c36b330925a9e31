"""The signed request to cancel, as SAT's schema has it (cancelacfd.sat.gob.mx, Cancelacion)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from lxml import etree

from sandbox.authority import certificates
from sandbox.pac.sat_status import UUID
from sandbox.pac.xmldsig import BadSignatureError, signer_of

if TYPE_CHECKING:
    from cryptography import x509

CANCELA = "http://cancelacfd.sat.gob.mx"
ROOT = f"{{{CANCELA}}}Cancelacion"
FOLIO = f"{{{CANCELA}}}Folios/{{{CANCELA}}}Folio"
FECHA = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
MOTIVOS = frozenset({"01", "02", "03", "04"})
MALFORMED, BAD_SEAL, OF_ANOTHER, EXPIRED, NOT_OF_SAT, NO_CSD = (
    "301",
    "302",
    "303",
    "304",
    "305",
    "310",
)
BAD_FOLIOS = "La lista enviada contiene UUIDS en formato inválido"
BAD_MOTIVO = "Motivo de cancelación debe contener uno de los valores 01,02,03 o 04"


class RequestRefusedError(Exception):
    """The whole request is refused; `code` is what CodEstatus says."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Folio:
    """One CFDI to cancel. `folio_sustitucion` "" where none is named."""

    uuid: str
    motivo: str
    folio_sustitucion: str


@dataclass(frozen=True)
class Cancelacion:
    """A request whose shape and signature are good."""

    rfc_emisor: str
    folios: list[Folio]


def read_cancelacion(content: bytes, authority: x509.Certificate, now: datetime) -> Cancelacion:
    """Read and prove a request at `now` (aware). Raises RequestRefusedError."""
    root = _root(content)
    rfc = root.get("RfcEmisor", "")
    folios = [_folio(node) for node in root.findall(FOLIO)]
    if not rfc or not FECHA.fullmatch(root.get("Fecha", "")) or not folios:
        raise RequestRefusedError(MALFORMED)
    _check_signer(root, authority, now)
    return Cancelacion(rfc, folios)


def _root(content: bytes) -> etree._Element:
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise RequestRefusedError(MALFORMED) from error
    if root.tag != ROOT or root.getroottree().docinfo.internalDTD is not None:
        raise RequestRefusedError(MALFORMED)
    return root


def _folio(node: etree._Element) -> Folio:
    folio = Folio(node.get("UUID", ""), node.get("Motivo", ""), node.get("FolioSustitucion", ""))
    if not UUID.fullmatch(folio.uuid):
        raise RequestRefusedError(BAD_FOLIOS)
    if folio.motivo not in MOTIVOS:
        raise RequestRefusedError(BAD_MOTIVO)
    return folio


def _check_signer(root: etree._Element, authority: x509.Certificate, now: datetime) -> None:
    """Hold that the issuer's own CSD has signed, and is good today."""
    try:
        certificate = signer_of(root)
    except BadSignatureError as error:
        raise RequestRefusedError(BAD_SEAL) from error
    try:
        certificate.verify_directly_issued_by(authority)
    except (ValueError, TypeError, InvalidSignature) as error:
        raise RequestRefusedError(NOT_OF_SAT) from error
    if not certificates.is_csd(certificate):
        raise RequestRefusedError(NO_CSD)
    if certificates.holder_rfc(certificate) != root.get("RfcEmisor"):
        raise RequestRefusedError(OF_ANOTHER)
    if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
        raise RequestRefusedError(EXPIRED)
