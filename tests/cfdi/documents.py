"""A store, a shopper and their documents, by default as plain as they come."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from chalicelib.cfdi.comprobante import Comprobante
from chalicelib.cfdi.ingreso import ingreso
from chalicelib.domain.branch import Branch, Brand, Issuer, Policy
from chalicelib.domain.receptor import Receptor
from chalicelib.domain.rfc import RFC
from chalicelib.domain.ticket import LineKind, LineTax, Ticket, TicketLine

NOW = datetime(2026, 11, 20, 18, 0, 0, tzinfo=UTC)
IVA_16 = LineTax("002", "Tasa", Decimal("0.16"))
IVA_8 = LineTax("002", "Tasa", Decimal("0.08"))
IVA_0 = LineTax("002", "Tasa", Decimal(0))
EXEMPT = LineTax("002", "Exento", None)
IEPS_8 = LineTax("003", "Tasa", Decimal("0.08"))
IEPS_26 = LineTax("003", "Tasa", Decimal("0.265"))


def make_branch(**changes: object) -> Branch:
    branch = Branch(
        id="centro",
        issuer=Issuer("iss1", "EKU9003173C9", "ESCUELA KEMPER URGATE", "601"),
        brand=Brand("La Esquina", "/media/logo.png", "#0b6e4f"),
        name="Centro",
        address="Av. Juárez 1",
        city="Ciudad de México",
        postal_code="06000",
        timezone="America/Mexico_City",
        serie="CEN",
        policy=Policy(),
    )
    return replace(branch, **changes)  # type: ignore[arg-type]


def make_receptor(**changes: object) -> Receptor:
    receptor = Receptor(RFC("MASO451221PM4"), "MARIA OLIVIA MARTINEZ SAGAZ", "80290", "612")
    return replace(receptor, **changes)  # type: ignore[arg-type]


def make_line(price: str = "116.00", *taxes: LineTax, **changes: object) -> TicketLine:
    line = TicketLine(
        sku="7501055300075",
        description="Café molido 500 g",
        kind=LineKind.SALE,
        clave_prod_serv="50201706",
        clave_unidad="H87",
        objeto_imp="02",
        taxes=taxes or (IVA_16,),
        quantity=Decimal(1),
        unit_price=Decimal(price),
    )
    return replace(line, **changes)  # type: ignore[arg-type]


def make_ticket(*lines: TicketLine, **changes: object) -> Ticket:
    """A ticket whose total is the sum of its lines, unless it says otherwise."""
    sold = lines or (make_line(),)
    ticket = Ticket(
        branch_id="centro",
        order_number="1001",
        ticket_number="T-48213",
        purchased_at=NOW,
        total=sum((line.amount for line in sold), Decimal(0)),
        lines=sold,
    )
    return replace(ticket, **changes)  # type: ignore[arg-type]


def make_ingreso(*tickets: Ticket, **changes: object) -> Comprobante:
    document = ingreso(
        tickets or (make_ticket(),), make_branch(), make_receptor(), "G03", "04", NOW, 1042
    )
    return replace(document, **changes)  # type: ignore[arg-type]
