"""SAT's service for cancellations: judges each folio of a request and answers with an acuse."""

from __future__ import annotations

import base64
import copy
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from lxml import etree

from sandbox.pac.anexo20.document import CFDI
from sandbox.pac.cancelacion import CANCELA
from sandbox.pac.sat_register import Cancellation, SATRegister
from sandbox.pac.sat_status import SOAP
from sandbox.pac.xmldsig import DS
from sandbox.pac.zones import CENTRO

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sandbox.pac.cancelacion import Cancelacion, Folio
    from sandbox.pac.ledger import Stamp

RECEIVED, REQUESTED_BEFORE, NOT_ITS_ISSUER, UNKNOWN = "201", "202", "203", "205"
BAD_SUBSTITUTE, NEEDS_NO_SUBSTITUTE, NOT_RELATED = "208", "209", "212"
SUBSTITUTED = "01"
SUBSTITUTION = "04"
ALGORITHM = "http://www.w3.org/2001/04/xmldsig-more#hmac-sha512"


@dataclass(frozen=True)
class SATCancelling:
    """Takes requests into the register. `secret` seals the acuse, as only SAT could check it."""

    register: SATRegister
    secret: bytes

    def receive(self, request: Cancelacion, folio: Folio) -> str:
        """Judge one folio and keep its request; gives SAT's EstatusUUID."""
        stamp = self.register.find(folio.uuid)
        if stamp is None or not self.register.may_cancel(stamp):
            return UNKNOWN
        if stamp.rfc_emisor != request.rfc_emisor:
            return NOT_ITS_ISSUER
        if self.register.cancellation(stamp.uuid) is not None:
            return REQUESTED_BEFORE
        refused = self._refuse_substitute(stamp, folio)
        if refused is not None:
            return refused
        is_new = self.register.request(self.cancellation(stamp, folio, self.register.clock()))
        return RECEIVED if is_new else REQUESTED_BEFORE

    def cancellation(self, stamp: Stamp, folio: Folio, at: datetime) -> Cancellation:
        """Write a request down as the register keeps it."""
        return Cancellation(
            stamp.uuid, at.isoformat(), folio.motivo, folio.folio_sustitucion or None
        )

    def _refuse_substitute(self, stamp: Stamp, folio: Folio) -> str | None:
        """Judge FolioSustitucion: only for motivo 01, in force, and related to what it replaces."""
        named = folio.folio_sustitucion
        if folio.motivo != SUBSTITUTED:
            return NEEDS_NO_SUBSTITUTE if named else None
        other = self.register.find(named) if named else None
        if other is None or other.uuid == stamp.uuid or other.rfc_emisor != stamp.rfc_emisor:
            return BAD_SUBSTITUTE
        if self.register.cancellation(other.uuid) is not None:
            return BAD_SUBSTITUTE
        return None if _replaces(other, stamp.uuid) else NOT_RELATED

    def acuse(self, rfc_emisor: str, verdicts: Mapping[str, str]) -> tuple[str, str]:
        """Write SAT's acuse of EstatusUUID by UUID; gives it and its Fecha, Zona Centro."""
        fecha = f"{self.register.clock().astimezone(ZoneInfo(CENTRO)):%Y-%m-%dT%H:%M:%S}"
        envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"s": SOAP})
        body = etree.SubElement(envelope, f"{{{SOAP}}}Body")
        response = etree.SubElement(body, f"{{{CANCELA}}}CancelaCFDResponse", nsmap={"c": CANCELA})
        result = etree.SubElement(response, f"{{{CANCELA}}}CancelaCFDResult")
        result.set("Fecha", fecha)
        result.set("RfcEmisor", rfc_emisor)
        for uuid, verdict in verdicts.items():
            folios = etree.SubElement(result, f"{{{CANCELA}}}Folios")
            etree.SubElement(folios, f"{{{CANCELA}}}UUID").text = uuid
            etree.SubElement(folios, f"{{{CANCELA}}}EstatusUUID").text = verdict
        result.append(self._signature(result))
        return etree.tostring(envelope, encoding="unicode"), fecha

    def _signature(self, result: etree._Element) -> etree._Element:
        signed = etree.tostring(copy.deepcopy(result), method="c14n")
        digest = base64.b64encode(hashlib.sha512(signed).digest()).decode("ascii")
        node = etree.Element(f"{{{DS}}}Signature", nsmap={"ds": DS})
        node.set("Id", "SelloSAT")
        info = etree.SubElement(node, f"{{{DS}}}SignedInfo")
        etree.SubElement(info, f"{{{DS}}}SignatureMethod").set("Algorithm", ALGORITHM)
        reference = etree.SubElement(info, f"{{{DS}}}Reference")
        reference.set("URI", "")
        etree.SubElement(reference, f"{{{DS}}}DigestValue").text = digest
        value = hmac.digest(self.secret, digest.encode("ascii"), "sha512")
        etree.SubElement(node, f"{{{DS}}}SignatureValue").text = base64.b64encode(value).decode()
        return node


def _replaces(stamp: Stamp, uuid: str) -> bool:
    """Say whether a CFDI names another one as the one that it substitutes (c_TipoRelacion 04)."""
    root = etree.fromstring(stamp.xml.encode("utf-8"))
    return any(
        related.get("UUID", "").upper() == uuid.upper()
        for group in root.findall(f"{{{CFDI}}}CfdiRelacionados")
        if group.get("TipoRelacion") == SUBSTITUTION
        for related in group
    )
