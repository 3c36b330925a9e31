"""What Finkok's stamp service answers: a stamp, incidencias, or both.

Its own codes have Finkok's sentences (`finkok_codes.json`); CFDI4xxxx come in
the words of SAT's matrix.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sandbox.pac.anexo20 import refusals
from sandbox.pac.ledger import Stamp
from sandbox.pac.zones import CENTRO

if TYPE_CHECKING:
    from sandbox.pac.finkok_soap import Member

NEW = "Comprobante timbrado satisfactoriamente"
REPEATED = "Comprobante timbrado previamente"
RECOVERED = "Comprobante recibido satisfactoriamente"
BAD_LOGIN, NO_LOGIN = "300", "501"
UNREADABLE, TIMBRE_PRESENT = "705", "707"
PREVIOUS_STAMP, NO_STAMP = "307", "603"
ISSUER_UNKNOWN, ISSUER_SUSPENDED = "702", "703"
NO_CREDITS = "718"


@dataclass(frozen=True)
class Incidencia:
    """One thing that Finkok has to say about a document. `at` is aware."""

    code: str
    at: datetime
    extra: str = ""
    rfc_emisor: str = ""
    uuid: str = ""

    def members(self) -> list[Member]:
        """Write it in the order of Finkok's schema."""
        return [
            ("IdIncidencia", uuid.uuid4().hex),
            ("RfcEmisor", self.rfc_emisor),
            ("Uuid", self.uuid),
            ("CodigoError", self.code),
            ("WorkProcessId", uuid.uuid4().hex),
            ("MensajeIncidencia", sentence(self.code)),
            ("ExtraInfo", self.extra),
            ("NoCertificadoPac", ""),
            ("FechaRegistro", f"{self.at.astimezone(ZoneInfo(CENTRO)):%Y-%m-%dT%H:%M:%S}"),
        ]


@dataclass(frozen=True)
class StampResult:
    """A result of stamp, quick_stamp or stamped before it is written.

    Without a stamp only `xml`, empty, and the incidencias are told, as Finkok does.
    """

    cod_estatus: str = ""
    stamp: Stamp | None = None
    incidencia: Incidencia | None = None

    def members(self, xml: str) -> list[Member]:
        """Write it in the order of Finkok's schema; `xml` is the document as it shall travel."""
        told = self.incidencia
        incidencias: Member = ("Incidencias", [("Incidencia", told.members())] if told else [])
        if self.stamp is None:
            return [("xml", ""), incidencias]
        return [
            ("xml", xml),
            ("UUID", self.stamp.uuid),
            ("Fecha", self.stamp.fecha_timbrado),
            ("CodEstatus", self.cod_estatus),
            ("SatSeal", self.stamp.sello_sat),
            incidencias,
            ("NoCertificadoSAT", self.stamp.no_certificado_sat),
        ]


def sentence(code: str) -> str:
    """Give Finkok's text for a code of its own, SAT's for one of the matrix."""
    return _sentences().get(code) or refusals.sentence(code)


@cache
def _sentences() -> dict[str, str]:
    text = resources.files("sandbox.pac").joinpath("finkok_codes.json").read_text("utf-8")
    table: dict[str, str] = json.loads(text)
    return table
