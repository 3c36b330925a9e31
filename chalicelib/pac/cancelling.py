"""What a PAC and SAT say of a cancellation, as values.

A PAC only carries the request; what became of it is told by SAT's status
service. Sources: SAT, "Servicio de cancelación" and "Consulta de estado de
CFDI"; Finkok's wiki, "tipificacion".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.pac.port import PACError
from chalicelib.pac.sat_text import leading_code


class CancelOutcomeUnknown(PACError):
    """The request may have reached SAT: read SAT's status before asking again."""


class CancelOutcome(StrEnum):
    """What follows from the answer to one request."""

    REQUESTED = "requested"
    """SAT has the request. The CFDI is not cancelled yet: read SAT's status."""
    STORED = "stored"
    """SAT cannot be reached; the PAC keeps the request and goes on trying."""
    NOT_YET = "not_yet"
    """Nothing was requested: SAT is away, or does not know the CFDI yet. Ask again later."""
    REFUSED = "refused"
    """Nothing was requested, and the same request will not be taken."""
    UNCLEAR = "unclear"
    """Read SAT's status. Public lists contradict each other on the rest of the numbers."""


_OF_FOLIO = {
    "201": CancelOutcome.REQUESTED,
    "202": CancelOutcome.REQUESTED,
    "203": CancelOutcome.REFUSED,
    "205": CancelOutcome.NOT_YET,
    "no_cancelable": CancelOutcome.REFUSED,
}

SAT_AWAY = "708"
REFUSED = frozenset({"301", "302", "303", "304", "305", "310", "711", "799"})
"""The request's shape, seal or certificate, and the sixth request for one CFDI."""

IN_BUFFER = "BufferCancellation"
"""Finkok keeps an earlier request of the same CFDI and goes on trying."""


@dataclass(frozen=True)
class CancelAnswer:
    """What a PAC answered to the request for one CFDI, kept raw for people and for proof.

    `estatus_uuid` and `estatus_cancelacion` are what it says of the CFDI,
    `cod_estatus` of the request as a whole; each may be empty. `acuse` is SAT's
    signed receipt, which the store must keep; `stored` tells that the PAC was
    asked to go on trying while SAT is away.
    """

    uuid: str
    estatus_uuid: str
    estatus_cancelacion: str
    cod_estatus: str
    acuse: bytes | None
    fecha: str
    stored: bool

    @property
    def outcome(self) -> CancelOutcome:
        """Decide only what no source disputes."""
        if self.estatus_uuid:
            return self._of_folio()
        if self.cod_estatus.endswith(IN_BUFFER):
            return CancelOutcome.STORED
        code = leading_code(self.cod_estatus) or ""
        if code == SAT_AWAY:
            return CancelOutcome.STORED if self.stored else CancelOutcome.NOT_YET
        return CancelOutcome.REFUSED if code in REFUSED else CancelOutcome.UNCLEAR

    def _of_folio(self) -> CancelOutcome:
        if self.estatus_uuid == "205" and "proceso" in self.estatus_cancelacion:
            return CancelOutcome.UNCLEAR  # one public list has it so
        return _OF_FOLIO.get(self.estatus_uuid, CancelOutcome.UNCLEAR)


class Standing(StrEnum):
    """How a CFDI stands with SAT."""

    NOT_FOUND = "not_found"
    """SAT lags a stamp by minutes, at times by hours."""
    ACTIVE = "active"
    CANCEL_WAITING = "cancel_waiting"
    """Its receptor has yet to answer."""
    CANCEL_REFUSED = "cancel_refused"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class SATStatus:
    """The answer of SAT's status service, in its own words."""

    codigo_estatus: str
    estado: str
    es_cancelable: str
    estatus_cancelacion: str

    @property
    def standing(self) -> Standing | None:
        """Return how the CFDI stands; None where the answer does not tell.

        Only a code that starts with S is about the CFDI that was asked for: with
        N - 601 (the question was wrong) Estado has been seen to say Vigente.
        """
        if _NOT_FOUND.match(self.codigo_estatus):
            return Standing.NOT_FOUND
        if not self.codigo_estatus.startswith("S"):
            return None
        if self.estado == "Vigente":
            return _OF_ACTIVE.get(self.estatus_cancelacion)
        return {"Cancelado": Standing.CANCELLED, "No Encontrado": Standing.NOT_FOUND}.get(
            self.estado
        )


_NOT_FOUND = re.compile(r"N\W+602\b")

_OF_ACTIVE = {
    "": Standing.ACTIVE,
    "En proceso": Standing.CANCEL_WAITING,
    "Solicitud rechazada": Standing.CANCEL_REFUSED,
}
