"""The shape of a CFDI 4.0, node by node, written down from Anexo 20 (the standard's annex).

Data only: `structure.check` walks it. Each node lists its attributes and its
children in the order that the standard fixes. An attribute with a catalogue
answers with SAT's code for it, everything else with 301, as SW does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sandbox.pac.anexo20 import catalogs

MANY = 10**6

AMOUNT = r"[0-9]{1,18}(\.[0-9]{1,6})?"
POSITIVE_AMOUNT = r"(?=.*[1-9])[0-9]{1,18}(\.[0-9]{1,6})?"
RATE = r"[0-9]{1,18}(\.[0-9]{1,6})?"
RFC = r"[A-Z&Ñ]{3,4}[0-9]{2}(0[1-9]|1[012])(0[1-9]|[12][0-9]|3[01])[A-Z0-9]{2}[0-9A]"
DATE_TIME = (
    r"20[1-9][0-9]-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
)
UUID = r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
POSTAL_CODE = r"[0-9]{5}"
SERIAL = r"[0-9]{20}"
BASE64 = r"[A-Za-z0-9+/\s]+={0,2}\s*"
ANY = r"(?s).*"


@dataclass(frozen=True)
class Attribute:
    """What an attribute may hold: a pattern and, where SAT has one, a catalogue with its code."""

    pattern: re.Pattern[str]
    required: bool
    catalog: frozenset[str] | None = None
    code: str = "301"
    keeps_spaces: bool = False


@dataclass(frozen=True)
class Child:
    """A node that may stand below another, at least and at most so many times."""

    name: str
    least: int
    most: int


@dataclass(frozen=True)
class Node:
    """Attributes and children of one node; `free` ones hold what other standards define."""

    attributes: dict[str, Attribute] = field(default_factory=dict)
    children: tuple[Child, ...] = ()
    free: bool = False


def must(pattern: str, code: str = "301") -> Attribute:
    """Describe a required attribute."""
    return Attribute(re.compile(pattern), required=True, code=code)


def may(pattern: str, code: str = "301") -> Attribute:
    """Describe an optional attribute."""
    return Attribute(re.compile(pattern), required=False, code=code)


def from_catalog(catalog: frozenset[str], code: str, *, required: bool = True) -> Attribute:
    """Describe an attribute whose values SAT lists."""
    return Attribute(re.compile(ANY), required, catalog, code)


def text(most: int) -> str:
    """Describe 1 to `most` characters without a pipe."""
    return rf"[^|]{{1,{most}}}"


def _one(name: str) -> Child:
    return Child(name, 1, 1)


def _at_most_one(name: str) -> Child:
    return Child(name, 0, 1)


def _any(name: str) -> Child:
    return Child(name, 0, MANY)


def _some(name: str) -> Child:
    return Child(name, 1, MANY)


PEDIMENTO = Attribute(
    re.compile(r"[0-9]{2}  [0-9]{2}  [0-9]{4}  [0-9]{7}"), required=True, keeps_spaces=True
)
_TRASLADO = {
    "Base": must(AMOUNT),
    "Impuesto": from_catalog(catalogs.IMPUESTO, "CFDI40175"),
    "TipoFactor": from_catalog(catalogs.TIPO_FACTOR, "CFDI40176"),
    "TasaOCuota": may(RATE),
    "Importe": may(AMOUNT),
}

SCHEMA: dict[str, Node] = {
    "Comprobante": Node(
        attributes={
            "Version": must(r"4\.0"),
            "Serie": may(text(25)),
            "Folio": may(text(40)),
            "Fecha": must(DATE_TIME, "CFDI40101"),
            "Sello": must(BASE64),
            "FormaPago": from_catalog(catalogs.FORMA_PAGO, "CFDI40104", required=False),
            "NoCertificado": must(SERIAL),
            "Certificado": must(BASE64),
            "CondicionesDePago": may(text(1000)),
            "SubTotal": must(AMOUNT),
            "Descuento": may(AMOUNT),
            "Moneda": from_catalog(frozenset(catalogs.MONEDA_DECIMALES), "CFDI40113"),
            "TipoCambio": may(POSITIVE_AMOUNT),
            "Total": must(AMOUNT),
            "TipoDeComprobante": from_catalog(catalogs.TIPO_DE_COMPROBANTE, "CFDI40121"),
            "Exportacion": from_catalog(catalogs.EXPORTACION, "CFDI40123"),
            "MetodoPago": from_catalog(catalogs.METODO_PAGO, "CFDI40124", required=False),
            "LugarExpedicion": must(POSTAL_CODE, "CFDI40126"),
            "Confirmacion": may(r"[0-9a-zA-Z]{5}"),
        },
        children=(
            _at_most_one("InformacionGlobal"),
            _any("CfdiRelacionados"),
            _one("Emisor"),
            _one("Receptor"),
            _one("Conceptos"),
            _at_most_one("Impuestos"),
            _at_most_one("Complemento"),
            _at_most_one("Addenda"),
        ),
    ),
    "Comprobante/InformacionGlobal": Node(
        attributes={
            "Periodicidad": from_catalog(catalogs.PERIODICIDAD, "CFDI40131"),
            "Meses": from_catalog(catalogs.MESES, "CFDI40133"),
            "Año": must(r"20(19|[2-9][0-9])"),
        }
    ),
    "Comprobante/CfdiRelacionados": Node(
        attributes={"TipoRelacion": from_catalog(catalogs.TIPO_RELACION, "CFDI40137")},
        children=(_some("CfdiRelacionado"),),
    ),
    "Comprobante/CfdiRelacionados/CfdiRelacionado": Node(attributes={"UUID": must(UUID)}),
    "Comprobante/Emisor": Node(
        attributes={
            "Rfc": must(RFC),
            "Nombre": must(text(300)),
            "RegimenFiscal": from_catalog(catalogs.REGIMEN_FISCAL, "CFDI40140"),
            "FacAtrAdquirente": may(r"[0-9]{10}"),
        }
    ),
    "Comprobante/Receptor": Node(
        attributes={
            "Rfc": must(RFC),
            "Nombre": must(text(300)),
            "DomicilioFiscalReceptor": must(POSTAL_CODE),
            "ResidenciaFiscal": may(r"[A-Z]{3}"),
            "NumRegIdTrib": may(text(40)),
            "RegimenFiscalReceptor": from_catalog(catalogs.REGIMEN_FISCAL, "CFDI40157"),
            "UsoCFDI": from_catalog(catalogs.USO_CFDI, "CFDI40160"),
        }
    ),
    "Comprobante/Conceptos": Node(children=(_some("Concepto"),)),
    "Comprobante/Conceptos/Concepto": Node(
        attributes={
            "ClaveProdServ": must(r"[0-9]{8}", "CFDI40162"),
            "NoIdentificacion": may(text(100)),
            "Cantidad": must(POSITIVE_AMOUNT),
            "ClaveUnidad": must(r"[A-Z0-9]{2,3}", "CFDI40165"),
            "Unidad": may(text(20)),
            "Descripcion": must(text(1000)),
            "ValorUnitario": must(AMOUNT),
            "Importe": must(AMOUNT),
            "Descuento": may(AMOUNT),
            "ObjetoImp": from_catalog(catalogs.OBJETO_IMP, "CFDI40170"),
        },
        children=(
            _at_most_one("Impuestos"),
            _at_most_one("ACuentaTerceros"),
            _any("InformacionAduanera"),
            _any("CuentaPredial"),
            _at_most_one("ComplementoConcepto"),
            _any("Parte"),
        ),
    ),
    "Comprobante/Conceptos/Concepto/Impuestos": Node(
        children=(_at_most_one("Traslados"), _at_most_one("Retenciones"))
    ),
    "Comprobante/Conceptos/Concepto/Impuestos/Traslados": Node(children=(_some("Traslado"),)),
    "Comprobante/Conceptos/Concepto/Impuestos/Traslados/Traslado": Node(attributes=_TRASLADO),
    "Comprobante/Conceptos/Concepto/Impuestos/Retenciones": Node(children=(_some("Retencion"),)),
    "Comprobante/Conceptos/Concepto/Impuestos/Retenciones/Retencion": Node(
        attributes={
            "Base": must(POSITIVE_AMOUNT),
            "Impuesto": from_catalog(catalogs.IMPUESTO, "CFDI40182"),
            "TipoFactor": from_catalog(catalogs.TIPO_FACTOR, "CFDI40183"),
            "TasaOCuota": must(RATE),
            "Importe": must(AMOUNT),
        }
    ),
    "Comprobante/Conceptos/Concepto/ACuentaTerceros": Node(
        attributes={
            "RfcACuentaTerceros": must(RFC),
            "NombreACuentaTerceros": must(text(300)),
            "RegimenFiscalACuentaTerceros": from_catalog(catalogs.REGIMEN_FISCAL, "CFDI40191"),
            "DomicilioFiscalACuentaTerceros": must(POSTAL_CODE),
        }
    ),
    "Comprobante/Conceptos/Concepto/InformacionAduanera": Node(
        attributes={"NumeroPedimento": PEDIMENTO}
    ),
    "Comprobante/Conceptos/Concepto/CuentaPredial": Node(
        attributes={"Numero": must(r"[0-9a-zA-Z]{1,150}")}
    ),
    "Comprobante/Conceptos/Concepto/ComplementoConcepto": Node(free=True),
    "Comprobante/Conceptos/Concepto/Parte": Node(
        attributes={
            "ClaveProdServ": must(r"[0-9]{8}", "CFDI40196"),
            "NoIdentificacion": may(text(100)),
            "Cantidad": must(POSITIVE_AMOUNT),
            "Unidad": may(text(20)),
            "Descripcion": must(text(1000)),
            "ValorUnitario": may(AMOUNT),
            "Importe": may(AMOUNT),
        },
        children=(_any("InformacionAduanera"),),
    ),
    "Comprobante/Conceptos/Concepto/Parte/InformacionAduanera": Node(
        attributes={"NumeroPedimento": PEDIMENTO}
    ),
    "Comprobante/Impuestos": Node(
        attributes={
            "TotalImpuestosRetenidos": may(AMOUNT),
            "TotalImpuestosTrasladados": may(AMOUNT),
        },
        children=(_at_most_one("Retenciones"), _at_most_one("Traslados")),
    ),
    "Comprobante/Impuestos/Retenciones": Node(children=(_some("Retencion"),)),
    "Comprobante/Impuestos/Retenciones/Retencion": Node(
        attributes={
            "Impuesto": from_catalog(catalogs.IMPUESTO, "CFDI40207"),
            "Importe": must(AMOUNT),
        }
    ),
    "Comprobante/Impuestos/Traslados": Node(children=(_some("Traslado"),)),
    "Comprobante/Impuestos/Traslados/Traslado": Node(
        attributes={**_TRASLADO, "Impuesto": from_catalog(catalogs.IMPUESTO, "CFDI40217")}
    ),
    "Comprobante/Complemento": Node(free=True),
    "Comprobante/Addenda": Node(free=True),
}
