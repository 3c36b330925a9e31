"""SAT's codes with their names beside them: "601 General de Ley Personas Morales"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.catalogs import concepto, sat
from chalicelib.cfdi.impuestos import CUOTA
from chalicelib.rendering import es_mx

if TYPE_CHECKING:
    from decimal import Decimal

    from chalicelib.cfdi.comprobante import Concepto

_IMPUESTOS = {"001": "ISR", "002": "IVA", "003": "IEPS"}
_TIPOS_DE_COMPROBANTE = {
    "I": "Ingreso",
    "E": "Egreso",
    "T": "Traslado",
    "N": "Nómina",
    "P": "Pago",
}
_METODOS_PAGO = {
    "PUE": "Pago en una sola exhibición",
    "PPD": "Pago en parcialidades o diferido",
}
_EXPORTACIONES = {
    "01": "No aplica",
    "02": "Definitiva con clave A1",
    "03": "Temporal",
    "04": "Definitiva con clave distinta a A1",
}
_MONEDAS = {"MXN": "Peso Mexicano"}
_UNIDADES = {
    "ACT": "Actividad",
    "E48": "Unidad de servicio",
    "E51": "Trabajo",
    "EA": "Elemento",
    "GLL": "Galón (EUA)",
    "GRM": "Gramo",
    "H87": "Pieza",
    "HUR": "Hora",
    "KGM": "Kilogramo",
    "KT": "Kit",
    "LTR": "Litro",
    "MLT": "Mililitro",
    "MTK": "Metro cuadrado",
    "MTR": "Metro",
    "PR": "Par",
    "SET": "Conjunto",
    "XBX": "Caja",
    "XPK": "Paquete",
    "XUN": "Unidad",
}


def regimen_fiscal(code: str) -> str:
    """Name a régimen fiscal."""
    return _named(code, sat.regimen_fiscal(code))


def uso_cfdi(code: str) -> str:
    """Name a use of the CFDI."""
    return _named(code, sat.uso_cfdi(code))


def forma_pago(code: str) -> str:
    """Name a form of payment."""
    return _named(code, sat.forma_pago(code))


def objeto_imp(code: str) -> str:
    """Name whether a concept is subject to tax."""
    return _named(code, concepto.objeto_imp(code))


def metodo_pago(code: str) -> str:
    """Name a method of payment."""
    return _joined(code, _METODOS_PAGO.get(code))


def tipo_de_comprobante(code: str) -> str:
    """Name the effect of a comprobante."""
    return _joined(code, _TIPOS_DE_COMPROBANTE.get(code))


def exportacion(code: str) -> str:
    """Name whether it is an export."""
    return _joined(code, _EXPORTACIONES.get(code))


def moneda(code: str) -> str:
    """Name a currency."""
    return _joined(code, _MONEDAS.get(code))


def unidad(line: Concepto) -> str:
    """Name a concept's unit: its own words for it, else SAT's where the unit is a common one."""
    return _joined(line.clave_unidad, line.unidad or _UNIDADES.get(line.clave_unidad))


def impuesto(code: str, tipo_factor: str, tasa_o_cuota: Decimal | None) -> str:
    """Name a tax with its factor and rate: "002 IVA Tasa 16 %", "002 IVA Exento"."""
    name = f"{_joined(code, _IMPUESTOS.get(code))} {tipo_factor}"
    if tasa_o_cuota is None:
        return name
    per_unit = tipo_factor == CUOTA
    value = es_mx.money(tasa_o_cuota) if per_unit else es_mx.percent(tasa_o_cuota)
    return f"{name} {value}"


def _named(
    code: str, row: sat.RegimenFiscal | sat.UsoCFDI | sat.FormaPago | concepto.ObjetoImp | None
) -> str:
    return _joined(code, row.name if row else None)


def _joined(code: str, name: str | None) -> str:
    """Write code and name; a code that SAT has added since stands alone."""
    return f"{code} {name}" if name else code
