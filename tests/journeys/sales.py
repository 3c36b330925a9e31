"""Lines of sales as a point of sale sends them."""

from __future__ import annotations

from typing import Any

IVA_16 = [{"impuesto": "002", "tipo_factor": "Tasa", "tasa_o_cuota": "0.160000"}]


def line(**changes: Any) -> dict[str, Any]:
    return {
        "sku": "7501",
        "description": "Cuaderno profesional",
        "kind": "sale",
        "clave_prod_serv": "14111514",
        "clave_unidad": "H87",
        "objeto_imp": "02",
        "taxes": IVA_16,
        "quantity": "1",
        "unit_price": "116.00",
        "discount": "0.00",
        **changes,
    }
