"""What of a ticket stays out of its factura, and why, in the shopper's words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """The name of a part of the ticket, and the sentence that says why it is not invoiced."""

    label: str
    sentence: str


REASONS = {
    "tip": Reason(
        "Propina",
        "La dejaste por voluntad propia para el personal; no es un ingreso de la tienda.",
    ),
    "donation": Reason(
        "Redondeo o donativo",
        "La tienda lo recibe para entregarlo a una institución; no es un ingreso suyo.",
    ),
    "third_party": Reason(
        "Pago de servicios o recargas",
        "La tienda lo cobró por cuenta de otra empresa; pídele a ella tu comprobante.",
    ),
    "cash_back": Reason(
        "Retiro de efectivo",
        "Es dinero tuyo que te entregaron en la caja; no es una compra.",
    ),
    "deposit": Reason(
        "Depósito",
        "Es una garantía que te devuelven al regresar el envase o el producto; no es una compra.",
    ),
    "gift_card": Reason(
        "Tarjeta de regalo",
        "Se factura lo que se compra con ella, cuando se usa.",
    ),
}
"""By kind of line (`domain.ticket.LineKind`) or "tip"."""
