"""Cadena original of the CFDI 4.0 and of the TFD 1.1, from the order that Anexo 20 gives.

Our own reading of the standard, not SAT's style sheet: a test compares both.
Rules (Anexo 20, "Generación de cadenas originales"): `|` before each value,
whitespace of a value collapsed to single spaces, optional attributes that are
not there leave no trace, `||` at both ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.pac.anexo20.document import NAMESPACES, collapse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

COMPROBANTE = [
    "Version",
    "Serie",
    "Folio",
    "Fecha",
    "FormaPago",
    "NoCertificado",
    "CondicionesDePago",
    "SubTotal",
    "Descuento",
    "Moneda",
    "TipoCambio",
    "Total",
    "TipoDeComprobante",
    "Exportacion",
    "MetodoPago",
    "LugarExpedicion",
    "Confirmacion",
]
INFORMACION_GLOBAL = ["Periodicidad", "Meses", "Año"]
EMISOR = ["Rfc", "Nombre", "RegimenFiscal", "FacAtrAdquirente"]
RECEPTOR = [
    "Rfc",
    "Nombre",
    "DomicilioFiscalReceptor",
    "ResidenciaFiscal",
    "NumRegIdTrib",
    "RegimenFiscalReceptor",
    "UsoCFDI",
]
CONCEPTO = [
    "ClaveProdServ",
    "NoIdentificacion",
    "Cantidad",
    "ClaveUnidad",
    "Unidad",
    "Descripcion",
    "ValorUnitario",
    "Importe",
    "Descuento",
    "ObjetoImp",
]
IMPUESTO = ["Base", "Impuesto", "TipoFactor", "TasaOCuota", "Importe"]
TERCEROS = [
    "RfcACuentaTerceros",
    "NombreACuentaTerceros",
    "RegimenFiscalACuentaTerceros",
    "DomicilioFiscalACuentaTerceros",
]
PARTE = [
    "ClaveProdServ",
    "NoIdentificacion",
    "Cantidad",
    "Unidad",
    "Descripcion",
    "ValorUnitario",
    "Importe",
]
TIMBRE = [
    "Version",
    "UUID",
    "FechaTimbrado",
    "RfcProvCertif",
    "Leyenda",
    "SelloCFD",
    "NoCertificadoSAT",
]


def cadena_original(comprobante: etree._Element) -> str:
    """Write the string that the issuer seals.

    Complements other than the TFD (which is not part of it) are not used by the
    portal; their values are left out and the seal then does not verify.
    """
    return "||" + "|".join(_comprobante(comprobante)) + "||"


def cadena_original_tfd(timbre: etree._Element) -> str:
    """Write the string that the certifier seals."""
    return "||" + "|".join(_values(timbre, TIMBRE)) + "||"


def _comprobante(root: etree._Element) -> Iterator[str]:
    yield from _values(root, COMPROBANTE)
    for node in _all(root, "cfdi:InformacionGlobal"):
        yield from _values(node, INFORMACION_GLOBAL)
    for related in _all(root, "cfdi:CfdiRelacionados"):
        yield from _values(related, ["TipoRelacion"])
        for node in _all(related, "cfdi:CfdiRelacionado"):
            yield from _values(node, ["UUID"])
    for node in _all(root, "cfdi:Emisor"):
        yield from _values(node, EMISOR)
    for node in _all(root, "cfdi:Receptor"):
        yield from _values(node, RECEPTOR)
    for node in _all(root, "cfdi:Conceptos/cfdi:Concepto"):
        yield from _concepto(node)
    for node in _all(root, "cfdi:Impuestos"):
        yield from _impuestos(node)


def _concepto(concepto: etree._Element) -> Iterator[str]:
    yield from _values(concepto, CONCEPTO)
    for node in _all(concepto, "cfdi:Impuestos/cfdi:Traslados/cfdi:Traslado"):
        yield from _values(node, IMPUESTO)
    for node in _all(concepto, "cfdi:Impuestos/cfdi:Retenciones/cfdi:Retencion"):
        yield from _values(node, IMPUESTO)
    for node in _all(concepto, "cfdi:ACuentaTerceros"):
        yield from _values(node, TERCEROS)
    for node in _all(concepto, "cfdi:InformacionAduanera"):
        yield from _values(node, ["NumeroPedimento"])
    for node in _all(concepto, "cfdi:CuentaPredial"):
        yield from _values(node, ["Numero"])
    for node in _all(concepto, "cfdi:Parte"):
        yield from _values(node, PARTE)
        for pedimento in _all(node, "cfdi:InformacionAduanera"):
            yield from _values(pedimento, ["NumeroPedimento"])


def _impuestos(impuestos: etree._Element) -> Iterator[str]:
    for node in _all(impuestos, "cfdi:Retenciones/cfdi:Retencion"):
        yield from _values(node, ["Impuesto", "Importe"])
    yield from _values(impuestos, ["TotalImpuestosRetenidos"])
    for node in _all(impuestos, "cfdi:Traslados/cfdi:Traslado"):
        yield from _values(node, IMPUESTO)
    yield from _values(impuestos, ["TotalImpuestosTrasladados"])


def _all(node: etree._Element, path: str) -> list[etree._Element]:
    return node.findall(path, NAMESPACES)


def _values(node: etree._Element, attributes: list[str]) -> Iterator[str]:
    for name in attributes:
        value = node.get(name)
        if value is not None:
            yield collapse(value)
