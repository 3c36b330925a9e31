"""SAT's small tables that the checks need, valid in 2026 (Anexo 20, catálogos del CFDI 4.0).

Written out here on purpose: the sandbox must not share a table with the portal
that it judges. ClaveProdServ, ClaveUnidad and postal codes are checked by form
only; SAT's own XSD holds those lists and judges them in the tests.
"""

from __future__ import annotations

FISICA = "fisica"
MORAL = "moral"
RFC_MORAL_LENGTH = 12
RFC_NACIONAL = "XAXX010101000"
RFC_EXTRANJERO = "XEXX010101000"
RFC_GENERICOS = frozenset({RFC_NACIONAL, RFC_EXTRANJERO})
SIN_OBLIGACIONES = "616"


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


FORMA_PAGO = _codes("01 02 03 04 05 06 08 12 13 14 15 17 23 24 25 26 27 28 29 30 31 99")
METODO_PAGO = _codes("PUE PPD")
TIPO_DE_COMPROBANTE = _codes("I E T N P")
EXPORTACION = _codes("01 02 03 04")
PERIODICIDAD = _codes("01 02 03 04 05")
MESES = _codes("01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18")
TIPO_RELACION = _codes("01 02 03 04 05 06 07")
OBJETO_IMP = _codes("01 02 03 04 05 06 07 08")
IMPUESTO = _codes("001 002 003")
TIPO_FACTOR = _codes("Tasa Cuota Exento")

REGIMEN_MORAL = _codes("601 603 610 620 622 623 624 626")
REGIMEN_FISICA = _codes("605 606 607 608 610 611 612 614 615 616 621 625 626")
REGIMEN_FISCAL = REGIMEN_MORAL | REGIMEN_FISICA
REGIMEN_POR_PERSONA = {MORAL: REGIMEN_MORAL, FISICA: REGIMEN_FISICA}

_EMPRESARIAL = _codes("601 603 606 612 620 621 622 623 624 625 626")
_DEDUCCION_PERSONAL = _codes("605 606 607 608 611 612 614 615 625")
REGIMEN_POR_USO: dict[str, frozenset[str]] = {
    **dict.fromkeys(_codes("G01 G03 I01 I02 I03 I04 I05 I06 I07 I08"), _EMPRESARIAL),
    "G02": _EMPRESARIAL | {SIN_OBLIGACIONES},
    **dict.fromkeys(_codes("D01 D02 D03 D04 D05 D06 D07 D08 D09 D10"), _DEDUCCION_PERSONAL),
    **dict.fromkeys(_codes("S01 CP01"), REGIMEN_FISCAL),
    "CN01": _codes("605"),
}
USO_CFDI = frozenset(REGIMEN_POR_USO)
USO_SOLO_FISICA = _codes("D01 D02 D03 D04 D05 D06 D07 D08 D09 D10 CN01")

TASA_IVA = _codes("0.000000 0.080000 0.160000")
TASA_IEPS = _codes(
    "0.000000 0.030000 0.060000 0.070000 0.080000 0.090000 0.250000 0.265000 0.300000 0.304000"
    " 0.500000 0.530000 1.600000"
)
TASAS_TRASLADADAS = {"002": TASA_IVA, "003": TASA_IEPS}
MONEDA_DECIMALES = {"MXN": 2, "USD": 2, "EUR": 2, "XXX": 0}


def persona(rfc: str) -> str:
    """Tell a company (12 characters) from a person (13)."""
    return MORAL if len(rfc) == RFC_MORAL_LENGTH else FISICA
