"""Everything that a document must pass before it is stamped, in the order that a PAC asks it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography import x509

from sandbox.pac.anexo20 import amounts, header, receptor, seal, structure, taxes, window
from sandbox.pac.taxpayers import Padron
from sandbox.pac.zones import zone_of

if TYPE_CHECKING:
    from datetime import datetime

    from sandbox.pac.anexo20.document import Comprobante


@dataclass(frozen=True)
class Checks:
    """The rules of Anexo 20 with what they are judged against; none can be switched off."""

    authority: x509.Certificate
    taxpayers: Padron

    def identity(self, comprobante: Comprobante) -> None:
        """Prove shape and seal: what never changes with time. Raises Refused.

        A repeat is recognised after these and before `acceptance`, so that a
        document stamped four days ago still answers 307 and not 401.
        """
        structure.check(comprobante)
        seal.check_digest(comprobante)

    def acceptance(self, comprobante: Comprobante, now: datetime) -> None:
        """Prove that it may be stamped at `now` (aware). Raises Refused."""
        window.check(comprobante, now)
        seal.check_certificate(comprobante, self.authority)
        header.check(comprobante, now.astimezone(zone_of(comprobante.get("LugarExpedicion"))))
        amounts.check_totals(comprobante)
        receptor.check(comprobante, self.taxpayers)
        amounts.check_concepts(comprobante)
        taxes.check_concepts(comprobante)
        taxes.check_summary(comprobante)
