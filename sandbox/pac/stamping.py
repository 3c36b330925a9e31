"""The heart of a PAC: from sealed bytes to a stamp, once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sandbox.pac.anexo20 import document
from sandbox.pac.anexo20.checks import Checks
from sandbox.pac.insertion import insert_timbre
from sandbox.pac.ledger import Call, Ledger, Stamp
from sandbox.pac.timbre import Certifier, make_timbre

if TYPE_CHECKING:
    from sandbox.pac.anexo20.document import Comprobante
    from sandbox.pac.faults import Fault


@dataclass(frozen=True)
class Stamping:
    """Reads, judges and stamps for one PAC; knows nothing of HTTP, log-ins or what goes wrong."""

    certifier: Certifier
    checks: Checks
    ledger: Ledger
    clock: Callable[[], datetime]

    def read(self, sent: bytes) -> Comprobante:
        """Read the bytes and prove their shape and seal. Raises Refused."""
        comprobante = document.parse(sent)
        self.checks.identity(comprobante)
        return comprobante

    def earlier(self, comprobante: Comprobante) -> Stamp | None:
        """Find the stamp that this very document already has."""
        return self.ledger.by_sello(comprobante.sello_hash)

    def stamp(self, comprobante: Comprobante, customid: str | None) -> tuple[Stamp, bool]:
        """Stamp the document; the flag tells a new stamp from one that another call made first.

        Raises Refused, and CustomIdTakenError.
        """
        now = self.clock()
        self.checks.acceptance(comprobante, now)
        return self.ledger.remember(self._certify(comprobante, now), customid)

    def subject(self, comprobante: Comprobante) -> dict[str, str]:
        """Tell what an order of a fault may be matched with."""
        return {
            "pac": self.certifier.name,
            "rfc_emisor": comprobante.emisor.get("Rfc", ""),
            "rfc_receptor": comprobante.receptor.get("Rfc", ""),
            "serie": comprobante.get("Serie"),
            "folio": comprobante.get("Folio"),
        }

    def log(
        self,
        outcome: str,
        *,
        customid: str | None = None,
        comprobante: Comprobante | None = None,
        stamp: Stamp | None = None,
        fault: Fault | None = None,
    ) -> None:
        """Write down one call and what became of it."""
        self.ledger.log(
            Call(
                at=self.clock().isoformat(),
                customid=customid,
                sello_hash=comprobante.sello_hash if comprobante else None,
                uuid=stamp.uuid if stamp else None,
                outcome=outcome,
                fault=fault.name if fault else None,
            )
        )

    def _certify(self, comprobante: Comprobante, now: datetime) -> Stamp:
        timbre = make_timbre(comprobante.sello, self.certifier, now)
        stamped = insert_timbre(comprobante.sent, timbre.element.encode("utf-8"))
        return Stamp(
            sello_hash=comprobante.sello_hash,
            uuid=timbre.uuid,
            at=now.isoformat(),
            rfc_emisor=comprobante.emisor.get("Rfc", ""),
            rfc_receptor=comprobante.receptor.get("Rfc", ""),
            total=comprobante.get("Total"),
            serie=comprobante.get("Serie"),
            folio=comprobante.get("Folio"),
            tipo=comprobante.get("TipoDeComprobante"),
            sello=comprobante.sello,
            no_certificado=comprobante.get("NoCertificado"),
            no_certificado_sat=timbre.no_certificado_sat,
            sello_sat=timbre.sello_sat,
            fecha_timbrado=timbre.fecha_timbrado,
            cadena_original=timbre.cadena_original,
            tfd=timbre.element,
            xml=stamped.decode("utf-8"),
        )
