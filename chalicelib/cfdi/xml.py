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
    sheet = _Sheet()
    sheet.open(nodes.COMPROBANTE, head)
    _write_body(comprobante, sheet)
    # The head is written again once there is a Sello: only what follows it is kept here.
    return Draft(f"|{''.join(sheet.told)}||", head, "".join(sheet.xml[1:]))


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


class _Sheet:
    """The two texts as they grow: pieces of XML, and what of them the cadena original tells."""

    def __init__(self) -> None:
        self.xml: list[str] = []
        self.told: list[str] = []

    def open(self, node: nodes.Node, values: nodes.Values) -> None:
        """Write an opening tag without its end."""
        opening, told = node.write(values)
        self.xml.append(opening)
        self.told.append(told)

    def leaf(self, node: nodes.Node, values: nodes.Values) -> None:
        """Write a node without children."""
        self.open(node, values)
        self.xml.append("/>")


def _write_body(comprobante: Comprobante, sheet: _Sheet) -> None:
    """Write all that stands inside Comprobante."""
    emisor, receptor = comprobante.emisor, comprobante.receptor
    sheet.leaf(nodes.EMISOR, (emisor.rfc, emisor.nombre, emisor.regimen_fiscal))
    sheet.leaf(
        nodes.RECEPTOR,
        (
            receptor.rfc,
            receptor.nombre,
            receptor.domicilio_fiscal_receptor,
            receptor.regimen_fiscal_receptor,
            receptor.uso_cfdi,
        ),
    )
    sheet.xml.append("<cfdi:Conceptos>")
    for concepto in comprobante.conceptos:
        _write_concepto(concepto, sheet)
    sheet.xml.append("</cfdi:Conceptos>")
    if comprobante.traslados:
        _write_impuestos(comprobante, sheet)


def _write_concepto(concepto: Concepto, sheet: _Sheet) -> None:
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
    if not concepto.traslados:
        sheet.leaf(nodes.CONCEPTO, values)
        return
    sheet.open(nodes.CONCEPTO, values)
    sheet.xml.append("><cfdi:Impuestos>")
    _write_traslados(concepto.traslados, sheet)
    sheet.xml.append("</cfdi:Impuestos></cfdi:Concepto>")


def _write_impuestos(comprobante: Comprobante, sheet: _Sheet) -> None:
    """Write the document's taxes."""
    opening, told = nodes.IMPUESTOS.write((comprobante.total_impuestos_trasladados,))
    sheet.xml.append(f"{opening}>")
    _write_traslados(comprobante.traslados, sheet)
    sheet.xml.append("</cfdi:Impuestos>")
    sheet.told.append(told)


def _write_traslados(rows: Iterable[Traslado | SumaDeTraslados], sheet: _Sheet) -> None:
    """Write rows of taxes, of a concept or of the document."""
    sheet.xml.append("<cfdi:Traslados>")
    for row in rows:
        sheet.leaf(
            nodes.TRASLADO,
            (row.base, row.impuesto, row.tipo_factor, row.tasa_o_cuota, row.importe),
        )
    sheet.xml.append("</cfdi:Traslados>")
