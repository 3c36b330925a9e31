"""A Comprobante as XML and as cadena original, written together in one pass.

The document's own Impuestos tell their total after their rows in the cadena original,
and before them in the XML: the one place where the two orders differ (Anexo 20, "Generación
de la cadena original").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chalicelib.cfdi import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chalicelib.cfdi.comprobante import Comprobante, Concepto
    from chalicelib.cfdi.impuestos import SumaDeTraslados, Traslado

VERSION = "4.0"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACES = (
    f' xmlns:cfdi="{nodes.CFDI_NAMESPACE}" xmlns:xsi="{nodes.XSI_NAMESPACE}"'
    f' xsi:schemaLocation="{nodes.SCHEMA_LOCATION}"'
)
_SELLO = nodes.COMPROBANTE.attributes.index("Sello")

Texts = tuple[str, str]
"""A part of the document: its XML, and what of it the cadena original tells."""


@dataclass(frozen=True)
class Draft:
    """A document that only lacks its Sello."""

    cadena_original: str
    _head: nodes.Values
    _body: str

    def sealed(self, sello: str) -> bytes:
        """Return the whole document in UTF-8, with its Sello (base64) in place."""
        head = [*self._head]
        head[_SELLO] = sello
        opening, _ = nodes.COMPROBANTE.write(head)
        end = nodes.COMPROBANTE.name
        return f"{_DECLARATION}{opening}{_NAMESPACES}>{self._body}</{end}>".encode()


def draft(comprobante: Comprobante, no_certificado: str, certificado: str) -> Draft:
    """Write a document for a certificate: its number (20 digits) and itself (base64 of its DER)."""
    head = _head(comprobante, no_certificado, certificado)
    _, told = nodes.COMPROBANTE.write(head)
    body, told_by_body = _body(comprobante)
    return Draft(f"|{told}{told_by_body}||", head, body)


def _head(comprobante: Comprobante, no_certificado: str, certificado: str) -> nodes.Values:
    """Return the values of Comprobante, its Sello still empty."""
    return (
        VERSION,
        comprobante.serie,
        comprobante.folio,
        comprobante.fecha.isoformat(),
        "",
        comprobante.forma_pago,
        no_certificado,
        certificado,
        comprobante.sub_total,
        comprobante.descuento or None,
        comprobante.moneda,
        comprobante.total,
        comprobante.tipo_de_comprobante,
        comprobante.exportacion,
        comprobante.metodo_pago,
        comprobante.lugar_expedicion,
    )


def _body(comprobante: Comprobante) -> Texts:
    """Write all that stands inside Comprobante."""
    emisor, receptor = comprobante.emisor, comprobante.receptor
    return _joined(
        (
            _leaf(nodes.EMISOR, (emisor.rfc, emisor.nombre, emisor.regimen_fiscal)),
            _leaf(
                nodes.RECEPTOR,
                (
                    receptor.rfc,
                    receptor.nombre,
                    receptor.domicilio_fiscal_receptor,
                    receptor.regimen_fiscal_receptor,
                    receptor.uso_cfdi,
                ),
            ),
            _around(nodes.CONCEPTOS, _joined(map(_concepto, comprobante.conceptos))),
            _impuestos(comprobante),
        )
    )


def _concepto(concepto: Concepto) -> Texts:
    """Write one line with its taxes."""
    values = (
        concepto.clave_prod_serv,
        concepto.no_identificacion,
        concepto.cantidad,
        concepto.clave_unidad,
        concepto.unidad,
        concepto.descripcion,
        concepto.valor_unitario,
        concepto.importe,
        concepto.descuento or None,
        concepto.objeto_imp,
    )
    opening, told = nodes.CONCEPTO.write(values)
    if not concepto.traslados:
        return f"{opening}/>", told
    taxes, told_of_taxes = _traslados(concepto.traslados)
    inside = f"<cfdi:Impuestos>{taxes}</cfdi:Impuestos>"
    return f"{opening}>{inside}</cfdi:Concepto>", told + told_of_taxes


def _impuestos(comprobante: Comprobante) -> Texts:
    """Write the document's taxes; none where no concept breaks one out."""
    if not comprobante.traslados:
        return "", ""
    opening, told = nodes.IMPUESTOS.write((comprobante.total_impuestos_trasladados,))
    rows, told_of_rows = _traslados(comprobante.traslados)
    return f"{opening}>{rows}</{nodes.IMPUESTOS.name}>", told_of_rows + told


def _traslados(rows: Iterable[Traslado | SumaDeTraslados]) -> Texts:
    """Write rows of taxes, of a concept or of the document."""
    written = (
        _leaf(
            nodes.TRASLADO,
            (row.base, row.impuesto, row.tipo_factor, row.tasa_o_cuota, row.importe),
        )
        for row in rows
    )
    return _around(nodes.TRASLADOS, _joined(written))


def _leaf(node: nodes.Node, values: nodes.Values) -> Texts:
    """Write a node without children."""
    opening, told = node.write(values)
    return f"{opening}/>", told


def _around(node: nodes.Node, inside: Texts) -> Texts:
    """Write a node without attributes around its children."""
    xml, told = inside
    return f"<{node.name}>{xml}</{node.name}>", told


def _joined(parts: Iterable[Texts]) -> Texts:
    """Put parts of the document one after the other."""
    xml, told = zip(*parts, strict=True)
    return "".join(xml), "".join(told)
