"""New sales, sent as a store's point of sale sends them: no test waits for another's ticket."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from playwright.sync_api import APIRequestContext

from tests.web.shopper import Ticket

IVA_16 = {"impuesto": "002", "tipo_factor": "Tasa", "tasa_o_cuota": "0.160000"}
COFFEE = {
    "sku": "C-250",
    "description": "Café de altura Ñ & té, 250 g",
    "kind": "sale",
    "clave_prod_serv": "50201706",
    "clave_unidad": "H87",
    "objeto_imp": "02",
    "taxes": [IVA_16],
    "quantity": "2",
    "unit_price": "617.00",
}
REDONDEO = {
    "sku": "R-1",
    "description": "Redondeo",
    "kind": "donation",
    "quantity": "1",
    "unit_price": "0.50",
}
TOTAL = "1234.50"


def sell(
    request: APIRequestContext,
    pos_api_key: str,
    branch_id: str,
    *,
    forma_pago: str | None = "04",
    tip: str = "0.00",
) -> Ticket:
    """Make a sale of 1,234.50 (50 cents of it a redondeo) that nobody has invoiced."""
    sale = _sale(branch_id, forma_pago, tip)
    answer = request.post(
        "/v1/pos/tickets", data={"tickets": [sale]}, headers={"X-Api-Key": pos_api_key}
    )
    [kept] = answer.json()["tickets"]
    assert kept["status"] == "created", kept
    return Ticket(
        branch_id=branch_id,
        order_number=sale["order_number"],
        ticket_number=sale["ticket_number"],
        total=TOTAL,
        forma_pago=forma_pago,
        code=kept["code"],
    )


def _sale(branch_id: str, forma_pago: str | None, tip: str) -> dict[str, Any]:
    number = uuid4().hex[:12].upper()
    paid = f"{float(TOTAL) + float(tip):.2f}"
    return {
        "branch_id": branch_id,
        "order_number": f"W{number}",
        "ticket_number": f"T{number}",
        "purchased_at": (datetime.now(UTC) - timedelta(hours=1)).isoformat(timespec="seconds"),
        "total": TOTAL,
        "tip": tip,
        "payments": [{"forma_pago": forma_pago, "amount": paid}] if forma_pago else [],
        "lines": [COFFEE, REDONDEO],
    }
