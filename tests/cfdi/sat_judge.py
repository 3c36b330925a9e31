"""SAT's own XSD and XSLT, and its arithmetic read anew: judges that share no code with ours."""

from __future__ import annotations

import math
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from lxml import etree

CFDI = "{http://www.sat.gob.mx/cfd/4}"
TFD_NAMESPACE = "http://www.sat.gob.mx/TimbreFiscalDigital"
TFD = f"{{{TFD_NAMESPACE}}}"
TINY = Fraction(1, 10**12)


class SatJudge:
    """What SAT and a PAC would say of a document."""

    def __init__(self) -> None:
        satcfdi = find_spec("satcfdi")
        assert satcfdi is not None
        assert satcfdi.origin is not None
        schemas = Path(satcfdi.origin).parent / "transform/schemas/www.sat.gob.mx"
        self._root = schemas / "sitio_internet/cfd"

    def schema_errors(self, xml: bytes) -> list[str]:
        document = etree.fromstring(xml)
        self._schema.validate(document)
        return [error.message for error in self._schema.error_log]

    def cadena_original(self, xml: bytes) -> str:
        return str(self._cadena(etree.fromstring(xml)))

    def cadena_original_tfd(self, xml: bytes) -> str:
        timbre = etree.fromstring(xml).find(f".//{TFD}TimbreFiscalDigital")
        assert timbre is not None
        return str(self._cadena_tfd(etree.fromstring(etree.tostring(timbre))))

    @cached_property
    def _schema(self) -> etree.XMLSchema:
        wrapper = (
            '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
            f'<xs:import namespace="{CFDI[1:-1]}" schemaLocation="{self._root}/4/cfdv40.xsd"/>'
            f'<xs:import namespace="{TFD_NAMESPACE}" '
            f'schemaLocation="{self._root}/TimbreFiscalDigital/TimbreFiscalDigitalv11.xsd"/>'
            "</xs:schema>"
        )
        return etree.XMLSchema(etree.fromstring(wrapper))

    @cached_property
    def _cadena(self) -> etree.XSLT:
        path = self._root / "4/cadenaoriginal_4_0/cadenaoriginal_4_0.xslt"
        return etree.XSLT(etree.parse(path))

    @cached_property
    def _cadena_tfd(self) -> etree.XSLT:
        path = self._root / "TimbreFiscalDigital/cadenaoriginal_TFD_1_1.xslt"
        return etree.XSLT(etree.parse(path))


def matrix_findings(xml: bytes) -> list[str]:
    """Return the codes of SAT's matrix that a document breaks, computed in exact fractions."""
    root = etree.fromstring(xml)
    return [*_concepto_findings(root), *_header_findings(root), *_tax_findings(root)]


def _concepto_findings(root: etree._Element) -> list[str]:
    found = []
    for concepto in root.iter(f"{CFDI}Concepto"):
        at = concepto.attrib
        if not Fraction(at["ValorUnitario"]) > 0:
            found.append("CFDI40166")
        if not _within(at["Importe"], _product(at["Cantidad"], at["ValorUnitario"])):
            found.append("CFDI40167")
        descuento = at.get("Descuento", "0")
        if _places(descuento) > _places(at["Importe"]):
            found.append("CFDI40168")
        if Fraction(descuento) > Fraction(at["Importe"]):
            found.append("CFDI40169")
        rows = list(concepto.iter(f"{CFDI}Traslado"))
        if (at["ObjetoImp"] == "02") != bool(rows):
            found.append("CFDI40171")
        for row in rows:
            found += _row_findings(row, Fraction(at["Importe"]) - Fraction(descuento))
    return found


def _row_findings(row: etree._Element, paid: Fraction) -> list[str]:
    at = row.attrib
    found = []
    if not Fraction(at["Base"]) > 0 or Fraction(at["Base"]) > paid:
        found.append("CFDI40174")
    if at["TipoFactor"] == "Exento":
        return found + ["CFDI40177"] * ("TasaOCuota" in at or "Importe" in at)
    half = Fraction(1, 2 * 10 ** _places(at["Base"]))
    base, tasa = Fraction(at["Base"]), Fraction(at["TasaOCuota"])
    limits = ((base - half) * tasa, (base + half - TINY) * tasa)
    return found + ["CFDI40180"] * (not _within(at["Importe"], limits))


def _header_findings(root: etree._Element) -> list[str]:
    at = root.attrib
    conceptos = list(root.iter(f"{CFDI}Concepto"))
    sub_total = sum(Fraction(one.attrib["Importe"]) for one in conceptos)
    descuento = sum(Fraction(one.attrib.get("Descuento", "0")) for one in conceptos)
    taxes = root.find(f"{CFDI}Impuestos")
    trasladados = Fraction(taxes.get("TotalImpuestosTrasladados", "0")) if taxes is not None else 0
    told = Fraction(at["SubTotal"]) - Fraction(at.get("Descuento", "0")) + trasladados
    checks = {
        "CFDI40107": _places(at["SubTotal"]) <= 2,
        "CFDI40108": _is_rounding_of(at["SubTotal"], sub_total),
        "CFDI40110": Fraction(at.get("Descuento", "0")) == descuento,
        "CFDI40111": any("Descuento" in one.attrib for one in conceptos) == ("Descuento" in at),
        "CFDI40119": Fraction(at["Total"]) == told and _places(at["Total"]) <= 2,
    }
    return [code for code, holds in checks.items() if not holds]


def _tax_findings(root: etree._Element) -> list[str]:
    bases: dict[tuple[str, ...], Fraction] = defaultdict(Fraction)
    importes: dict[tuple[str, ...], Fraction] = defaultdict(Fraction)
    for row in root.findall(f"{CFDI}Conceptos//{CFDI}Traslado"):
        bases[_key(row)] += Fraction(row.attrib["Base"])
        importes[_key(row)] += Fraction(row.get("Importe", "0"))
    rows = root.findall(f"{CFDI}Impuestos/{CFDI}Traslados/{CFDI}Traslado")
    found = ["CFDI40218"] * (len({_key(row) for row in rows}) != len(rows))
    found += ["CFDI40215"] * ({_key(row) for row in rows} != set(bases))
    for row in rows:
        found += ["CFDI40215"] * (not _is_rounding_of(row.attrib["Base"], bases[_key(row)]))
        importe = row.get("Importe", "0")
        found += ["CFDI40221"] * (not _is_rounding_of(importe, importes[_key(row)]))
    taxed = [Fraction(row.attrib["Importe"]) for row in rows if "Importe" in row.attrib]
    taxes = root.find(f"{CFDI}Impuestos")
    told = taxes.get("TotalImpuestosTrasladados") if taxes is not None else None
    if (Fraction(told) if told else None) != (sum(taxed) if taxed else None):
        found.append("CFDI40205")
    return found


def _key(row: etree._Element) -> tuple[str, ...]:
    return row.attrib["Impuesto"], row.attrib["TipoFactor"], row.get("TasaOCuota", "")


def _places(number: str) -> int:
    return len(number.partition(".")[2])


def _product(one: str, other: str) -> tuple[Fraction, Fraction]:
    half_one, half_other = (Fraction(1, 2 * 10 ** _places(n)) for n in (one, other))
    least = (Fraction(one) - half_one) * (Fraction(other) - half_other)
    largest = (Fraction(one) + half_one - TINY) * (Fraction(other) + half_other - TINY)
    return least, largest


def _within(told: str, limits: tuple[Fraction, Fraction]) -> bool:
    """Hold both readings of the rule: cut at the decimals that are told, and at the currency's."""
    least, largest = limits
    return all(
        Fraction(math.floor(least * 10**places), 10**places)
        <= Fraction(told)
        <= Fraction(math.ceil(largest * 10**places), 10**places)
        for places in (2, _places(told))
    )


def _is_rounding_of(told: str, exact: Fraction) -> bool:
    """Hold every way of rounding to the cent: half up, half even, and by a binary float."""
    cents = Decimal(told).scaleb(2)
    exact_cents = exact * 100
    by_half_up = math.floor(exact_cents + Fraction(1, 2))
    ways = {by_half_up, round(exact_cents), round(round(float(exact), 2) * 100)}
    return ways == {cents} and _places(told) <= 2
