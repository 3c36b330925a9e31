"""What every bench works on: one retail ticket of n concepts at IVA 16 %, and keys made here."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from chalicelib.cfdi.comprobante import Comprobante
from chalicelib.cfdi.csd import CSD
from chalicelib.cfdi.ingreso import ingreso
from chalicelib.domain.branch import Branch, Brand, Issuer, Policy
from chalicelib.domain.receptor import Receptor
from chalicelib.domain.rfc import RFC
from chalicelib.domain.ticket import LineKind, LineTax, Ticket, TicketLine
from sandbox.authority.authority import Authority, ensure_authority
from sandbox.authority.csd import ensure_csd

SIZES = (1, 10, 100)
IVA_16 = LineTax("002", "Tasa", Decimal("0.160000"))
ISSUER = Issuer("bench", "PNO180307QT8", "PAPELES DEL NORTE", "601")
NOON = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)


class Keys:
    """A test authority and the issuer's CSD, kept for one run."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        root = Path(self._folder.name)
        self.authority: Authority = ensure_authority(root / "authority")
        folder = ensure_csd(self.authority, ISSUER.rfc, ISSUER.name, root / "csd")
        self.cer = next(folder.glob("*.cer")).read_bytes()
        self.key = next(folder.glob("*.key")).read_bytes()
        self.password = (folder / "password.txt").read_text("utf-8").strip()
        self.csd = CSD.load(self.cer, self.key, self.password)

    def close(self) -> None:
        """Delete the keys."""
        self._folder.cleanup()


def document(concepts: int) -> Comprobante:
    """Return the Comprobante of a ticket with that many lines."""
    line = TicketLine(
        sku="7501",
        description="Cuaderno profesional rayado de 100 hojas",
        kind=LineKind.SALE,
        clave_prod_serv="14111514",
        clave_unidad="H87",
        objeto_imp="02",
        taxes=(IVA_16,),
        quantity=Decimal(2),
        unit_price=Decimal("58.90"),
    )
    ticket = Ticket(
        branch_id="centro",
        order_number="1",
        ticket_number="1",
        purchased_at=NOON,
        total=line.amount * concepts,
        lines=(line,) * concepts,
    )
    receptor = Receptor(RFC.parse("FQU150921K46"), "FERRETERÍA QUIÑONES", "06700", "601")
    return ingreso([ticket], _branch(), receptor, "G03", "01", NOON, 1)


def _branch() -> Branch:
    return Branch(
        id="centro",
        issuer=ISSUER,
        brand=Brand("Papeles del Norte", "", "#0b5d4b"),
        name="Centro",
        address="Calle 1",
        city="Monterrey",
        postal_code="64000",
        timezone="America/Monterrey",
        serie="B",
        policy=Policy(),
    )
