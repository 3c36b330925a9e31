"""Makers of sales for the tests of the import: right in everything until told otherwise."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from chalicelib.domain.branch import Branch, Brand, Issuer, Policy
from chalicelib.domain.ticket import LineKind, LineTax, Payment, Ticket, TicketLine

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
IVA_16 = LineTax("002", "Tasa", Decimal("0.160000"))
IVA_8 = LineTax("002", "Tasa", Decimal("0.080000"))
IVA_0 = LineTax("002", "Tasa", Decimal("0.000000"))
EXEMPT = LineTax("002", "Exento", None)
IEPS_8 = LineTax("003", "Tasa", Decimal("0.080000"))
WINE = LineTax("003", "Tasa", Decimal("0.265000"))


def make_branch(**changes: Any) -> Branch:
    known: dict[str, Any] = {
        "id": "centro",
        "issuer": Issuer("i1", "H&Z2107197T8", "HUERTA & ZARAPITO", "601"),
        "brand": Brand("Súper Zarapito", "/media/zarapito-logo.png", "#0b6b4f"),
        "name": "Centro",
        "address": "Calle Bohemia 1",
        "city": "Ciudad de México",
        "postal_code": "03300",
        "timezone": "America/Mexico_City",
        "serie": "C",
        "policy": Policy(),
    }
    return Branch(**{**known, **changes})


def make_line(price: str = "100.00", **changes: Any) -> TicketLine:
    known: dict[str, Any] = {
        "sku": "100101",
        "description": "Detergente líquido 3 L",
        "kind": LineKind.SALE,
        "clave_prod_serv": "47131811",
        "clave_unidad": "H87",
        "objeto_imp": "02",
        "taxes": (IVA_16,),
        "quantity": Decimal(1),
        "unit_price": Decimal(price),
    }
    return TicketLine(**{**known, **changes})


def make_donation(amount: str) -> TicketLine:
    return make_line(
        amount,
        kind=LineKind.DONATION,
        description="Redondeo",
        clave_prod_serv="",
        clave_unidad="",
        objeto_imp="",
        taxes=(),
    )


def make_ticket(*lines: TicketLine, **changes: Any) -> Ticket:
    """Return a ticket of the lines (one of 100 pesos by default) whose total is their sum."""
    lines = lines or (make_line(),)
    known: dict[str, Any] = {
        "branch_id": "centro",
        "order_number": "48213",
        "ticket_number": "011-02-004471",
        "purchased_at": datetime(2026, 11, 20, 16, 30, tzinfo=UTC),
        "total": sum((line.amount for line in lines), Decimal("0.00")),
        "lines": lines,
        "payments": (Payment("01", Decimal("100.00")),),
    }
    return Ticket(**{**known, **changes})
