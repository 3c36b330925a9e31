"""Checks SubTotal, Descuento, Total and each Concepto's amounts (CFDI40107-40119, 40166-40169)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from sandbox.pac.anexo20 import catalogs, limits
from sandbox.pac.anexo20.document import amount, decimals
from sandbox.pac.anexo20.refusals import Refused, expected

if TYPE_CHECKING:
    from lxml import etree

    from sandbox.pac.anexo20.document import Comprobante

PRICED = frozenset({"I", "E", "N"})


def rounded(value: Decimal, places: int) -> Decimal:
    """Round half up, as SAT rounds, to the decimals of the currency."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def places_of(comprobante: Comprobante) -> int:
    """Decimals of the document's currency."""
    return catalogs.MONEDA_DECIMALES[comprobante.get("Moneda")]


def check_totals(comprobante: Comprobante) -> None:
    """Check what the root says against the sums of what the concepts and taxes say."""
    _check_subtotal(comprobante)
    _check_discount(comprobante)
    _check_total(comprobante)


def check_concepts(comprobante: Comprobante) -> None:
    """Check every Concepto's price, Importe and Descuento."""
    for concepto in comprobante.conceptos:
        if comprobante.get("TipoDeComprobante") in PRICED and not amount(concepto, "ValorUnitario"):
            raise Refused("CFDI40166", expected("> 0", concepto.get("ValorUnitario")))
        _check_importe(concepto)
        _check_concept_discount(concepto)


def _check_subtotal(comprobante: Comprobante) -> None:
    places = places_of(comprobante)
    if decimals(comprobante.root, "SubTotal") > places:
        raise Refused("CFDI40107", expected(places, comprobante.get("SubTotal")))
    total = sum((amount(concepto, "Importe") for concepto in comprobante.conceptos), Decimal(0))
    if amount(comprobante.root, "SubTotal") != rounded(total, places):
        raise Refused("CFDI40108", expected(rounded(total, places), comprobante.get("SubTotal")))


def _check_discount(comprobante: Comprobante) -> None:
    places = places_of(comprobante)
    if decimals(comprobante.root, "Descuento") > places:
        raise Refused("CFDI40112", expected(places, comprobante.get("Descuento")))
    if amount(comprobante.root, "Descuento") > amount(comprobante.root, "SubTotal"):
        raise Refused(
            "CFDI40110", expected(comprobante.get("SubTotal"), comprobante.get("Descuento"))
        )
    # SAT's matrix has no sentence of its own for a sum that differs; the rule stands beside 40111.
    total = sum((amount(concepto, "Descuento") for concepto in comprobante.conceptos), Decimal(0))
    if amount(comprobante.root, "Descuento") != rounded(total, places):
        raise Refused("CFDI40111", expected(rounded(total, places), comprobante.get("Descuento")))


def _check_total(comprobante: Comprobante) -> None:
    root = comprobante.root
    taxes = comprobante.find("cfdi:Impuestos")
    total = amount(root, "SubTotal") - amount(root, "Descuento")
    if taxes is not None:
        total += amount(taxes, "TotalImpuestosTrasladados") - amount(
            taxes, "TotalImpuestosRetenidos"
        )
    too_exact = decimals(root, "Total") > places_of(comprobante)
    if too_exact or amount(root, "Total") != total:
        raise Refused("CFDI40119", expected(total, comprobante.get("Total")))


def _check_importe(concepto: etree._Element) -> None:
    allowed = limits.of_importe(concepto)
    if not allowed.hold(amount(concepto, "Importe")):
        raise Refused("CFDI40167", expected(allowed, concepto.get("Importe")))


def _check_concept_discount(concepto: etree._Element) -> None:
    if concepto.get("Descuento") is None:
        return
    if decimals(concepto, "Descuento") > decimals(concepto, "Importe"):
        raise Refused("CFDI40168", expected(concepto.get("Importe"), concepto.get("Descuento")))
    if amount(concepto, "Descuento") > amount(concepto, "Importe"):
        raise Refused("CFDI40169", expected(concepto.get("Importe"), concepto.get("Descuento")))
