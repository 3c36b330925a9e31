"""Checks the taxes of each Concepto and their summary (CFDI40170-40186, 40201-40221)."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from sandbox.pac.anexo20 import catalogs, limits
from sandbox.pac.anexo20.amounts import places_of, rounded
from sandbox.pac.anexo20.document import NAMESPACES, amount, decimals
from sandbox.pac.anexo20.refusals import Refused, expected

if TYPE_CHECKING:
    from lxml import etree

    from sandbox.pac.anexo20.document import Comprobante

CON_DESGLOSE = "02"
SIN_NODO = frozenset({"01", "03", "04", "05"})
EXENTO = "Exento"
TRASLADOS = "cfdi:Impuestos/cfdi:Traslados/cfdi:Traslado"
RETENCIONES = "cfdi:Impuestos/cfdi:Retenciones/cfdi:Retencion"

# Impuesto, TipoFactor, TasaOCuota ("" where exempt): what a summary row stands for.
Row = tuple[str, str, str]


def check_concepts(comprobante: Comprobante) -> None:
    """Check ObjetoImp and every tax of every Concepto."""
    for concepto in comprobante.conceptos:
        _check_objeto_imp(concepto)
        for traslado in concepto.findall(TRASLADOS, NAMESPACES):
            _check_traslado(traslado)
        for retencion in concepto.findall(RETENCIONES, NAMESPACES):
            _check_retencion(retencion)


def check_summary(comprobante: Comprobante) -> None:
    """Check the Impuestos node of the Comprobante against the sums of its concepts."""
    impuestos = comprobante.find("cfdi:Impuestos")
    if impuestos is not None and comprobante.get("TipoDeComprobante") in {"T", "P"}:
        raise Refused("CFDI40201")
    _check_traslados(comprobante, impuestos)
    _check_retenciones(comprobante, impuestos)


def row_of(tax: etree._Element) -> Row:
    """Name the summary row that a tax belongs to."""
    return tax.get("Impuesto", ""), tax.get("TipoFactor", ""), tax.get("TasaOCuota", "")


def _check_objeto_imp(concepto: etree._Element) -> None:
    node = concepto.find("cfdi:Impuestos", NAMESPACES)
    objeto_imp = concepto.get("ObjetoImp")
    if objeto_imp == CON_DESGLOSE and node is None:
        raise Refused("CFDI40171")
    if objeto_imp in SIN_NODO and node is not None:
        raise Refused("CFDI40172", f"ObjetoImp {objeto_imp} y nodo Concepto.Impuestos declarado.")
    if node is not None and not len(node):
        raise Refused("CFDI40173")


def _check_traslado(traslado: etree._Element) -> None:
    if not amount(traslado, "Base"):
        raise Refused("CFDI40174", expected("> 0", traslado.get("Base")))
    present = [traslado.get(name) is not None for name in ("TasaOCuota", "Importe")]
    if traslado.get("TipoFactor") == EXENTO:
        if any(present):
            raise Refused("CFDI40177")
        return
    if not all(present):
        raise Refused("CFDI40178")
    _check_rate(traslado)
    allowed = limits.of_tax(traslado)
    if not allowed.hold(amount(traslado, "Importe")):
        raise Refused("CFDI40180", expected(allowed, traslado.get("Importe")))


def _check_rate(traslado: etree._Element) -> None:
    impuesto, factor, rate = row_of(traslado)
    known = catalogs.TASAS_TRASLADADAS.get(impuesto, frozenset())
    if factor == "Tasa" and rate not in known:
        raise Refused("CFDI40179", expected(" | ".join(sorted(known)), rate))


def _check_retencion(retencion: etree._Element) -> None:
    if retencion.get("TipoFactor") == EXENTO:
        raise Refused("CFDI40184")
    allowed = limits.of_tax(retencion)
    if not allowed.hold(amount(retencion, "Importe")):
        raise Refused("CFDI40186", expected(allowed, retencion.get("Importe")))


def _check_traslados(comprobante: Comprobante, impuestos: etree._Element | None) -> None:
    rows = comprobante.all(TRASLADOS)
    _check_no_repetition(rows)
    bases, importes = _sums(comprobante)
    listed = {row_of(row) for row in rows}
    for missing in sorted(set(bases) - listed):
        raise _base_refusal(missing, bases[missing], "sin nodo Traslado")
    for row in rows:
        _check_row(row, bases, importes, places_of(comprobante))
    if impuestos is not None:
        _check_transferred_total(impuestos, rows, places_of(comprobante))


def _check_no_repetition(rows: list[etree._Element]) -> None:
    seen: set[Row] = set()
    for row in rows:
        if row_of(row) in seen:
            raise Refused("CFDI40218", " ".join(row_of(row)))
        seen.add(row_of(row))


def _sums(comprobante: Comprobante) -> tuple[dict[Row, Decimal], dict[Row, Decimal]]:
    bases: dict[Row, Decimal] = defaultdict(Decimal)
    importes: dict[Row, Decimal] = defaultdict(Decimal)
    for concepto in comprobante.conceptos:
        for traslado in concepto.findall(TRASLADOS, NAMESPACES):
            bases[row_of(traslado)] += amount(traslado, "Base")
            importes[row_of(traslado)] += amount(traslado, "Importe")
    return bases, importes


def _check_row(
    row: etree._Element, bases: dict[Row, Decimal], importes: dict[Row, Decimal], places: int
) -> None:
    if decimals(row, "Base") > places:
        raise Refused("CFDI40214", expected(places, row.get("Base")))
    if decimals(row, "Importe") > places:
        raise Refused("CFDI40220", expected(places, row.get("Importe")))
    base = rounded(bases.get(row_of(row), Decimal(0)), places)
    if amount(row, "Base") != base:
        raise _base_refusal(row_of(row), base, row.get("Base"))
    importe = rounded(importes.get(row_of(row), Decimal(0)), places)
    if amount(row, "Importe") != importe:
        raise Refused("CFDI40221", expected(importe, row.get("Importe")))


def _base_refusal(row: Row, base: Decimal, found: str | None) -> Refused:
    """Name the rule by the factor: exempt bases have a code of their own."""
    code = "CFDI40216" if row[1] == EXENTO else "CFDI40215"
    return Refused(code, expected(f"{' '.join(row)} {base}", found))


def _check_transferred_total(
    impuestos: etree._Element, rows: list[etree._Element], places: int
) -> None:
    written = impuestos.get("TotalImpuestosTrasladados")
    taxed = [row for row in rows if row.get("TipoFactor") != EXENTO]
    if written is None:
        if taxed:
            raise Refused("CFDI40212")
        return
    if decimals(impuestos, "TotalImpuestosTrasladados") > places:
        raise Refused("CFDI40204", expected(places, written))
    total = sum((amount(row, "Importe") for row in taxed), Decimal(0))
    if amount(impuestos, "TotalImpuestosTrasladados") != total:
        raise Refused("CFDI40205", expected(total, written))


def _check_retenciones(comprobante: Comprobante, impuestos: etree._Element | None) -> None:
    rows = comprobante.all(RETENCIONES)
    withheld: dict[str, Decimal] = defaultdict(Decimal)
    for concepto in comprobante.conceptos:
        for retencion in concepto.findall(RETENCIONES, NAMESPACES):
            withheld[retencion.get("Impuesto", "")] += amount(retencion, "Importe")
    listed = [row.get("Impuesto", "") for row in rows]
    if len(listed) != len(set(listed)):
        raise Refused("CFDI40208")
    for missing in sorted(set(withheld) - set(listed)):
        raise Refused("CFDI40211", expected(f"{missing} {withheld[missing]}", "sin nodo Retencion"))
    for row in rows:
        _check_withheld_row(row, withheld, places_of(comprobante))
    if impuestos is not None:
        _check_withheld_total(impuestos, rows, places_of(comprobante))


def _check_withheld_row(row: etree._Element, withheld: dict[str, Decimal], places: int) -> None:
    if decimals(row, "Importe") > places:
        raise Refused("CFDI40210", expected(places, row.get("Importe")))
    importe = rounded(withheld.get(row.get("Impuesto", ""), Decimal(0)), places)
    if amount(row, "Importe") != importe:
        raise Refused("CFDI40211", expected(importe, row.get("Importe")))


def _check_withheld_total(
    impuestos: etree._Element, rows: list[etree._Element], places: int
) -> None:
    written = impuestos.get("TotalImpuestosRetenidos")
    if written is None:
        if rows:
            raise Refused("CFDI40206")
        return
    if decimals(impuestos, "TotalImpuestosRetenidos") > places:
        raise Refused("CFDI40202", expected(places, written))
    total = sum((amount(row, "Importe") for row in rows), Decimal(0))
    if amount(impuestos, "TotalImpuestosRetenidos") != total:
        raise Refused("CFDI40203", expected(total, written))
