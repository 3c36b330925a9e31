"""SAT's proof that a CFDI was stamped, and the document that carries it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from chalicelib.cfdi import nodes
from chalicelib.cfdi.comprobante import Comprobante
from chalicelib.cfdi.rules import NO_CERTIFICADO_PATTERN, RFC_PATTERN, STRUCTURE, require

VERSION = "1.1"
_UUID = re.compile(r"[a-fA-F0-9]{8}(-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}")
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")


@dataclass(frozen=True)
class Timbre:
    """A TimbreFiscalDigital 1.1. `fecha_timbrado` is naive: the PAC's clock, central Mexico.

    `uuid` is spelt as the PAC did; seals are base64. Raises RuleBroken (301).
    """

    uuid: str
    fecha_timbrado: datetime
    rfc_prov_certif: str
    sello_cfd: str
    no_certificado_sat: str
    sello_sat: str
    leyenda: str | None = None

    def __post_init__(self) -> None:
        for pattern, value, attribute in (
            (_UUID, self.uuid, "UUID"),
            (RFC_PATTERN, self.rfc_prov_certif, "RfcProvCertif"),
            (_BASE64, self.sello_cfd, "SelloCFD"),
            (NO_CERTIFICADO_PATTERN, self.no_certificado_sat, "NoCertificadoSAT"),
            (_BASE64, self.sello_sat, "SelloSAT"),
        ):
            require(pattern.fullmatch(value), STRUCTURE, f"{attribute} has another form")
        require(self.fecha_timbrado.tzinfo is None, STRUCTURE, "FechaTimbrado has no zone")

    @property
    def cadena_original(self) -> str:
        """What SAT's seal signs (Anexo 20, complemento TimbreFiscalDigital)."""
        _, told = nodes.TIMBRE.write(
            (
                VERSION,
                self.uuid,
                self.fecha_timbrado.isoformat(),
                self.rfc_prov_certif,
                self.leyenda,
                self.sello_cfd,
                self.no_certificado_sat,
                self.sello_sat,
            )
        )
        return f"|{told}||"


@dataclass(frozen=True)
class StampedCFDI:
    """A stamped document as it is told to people: what PDF, mail and panel are made from."""

    comprobante: Comprobante
    timbre: Timbre
    sello: str
    no_certificado: str

    @property
    def cadena_original_tfd(self) -> str:
        """The cadena original of the timbre, which the printed document shows (RMF 2.7.1.7)."""
        return self.timbre.cadena_original
