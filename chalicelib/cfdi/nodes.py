"""Anexo 20's nodes, each described once: what is written, sealed and read follows from here.

A description lists the attributes in the order of the cadena original, which is also
the order of the XSD. Writing gives both texts from the same values, so that the XML and
the cadena original cannot disagree.
"""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.cfdi.text import collapsed

Values = Sequence[object | None]
"""One value for each attribute of a node, in its order; None leaves an optional one out."""


class Node:
    """An element: its attributes, and which of them are free text or out of the seal.

    `texts` are escaped in the XML and have their runs of blanks collapsed in the cadena
    original; every other value must have been held against a pattern before, for it is
    written as it is. `unsealed` attributes are not in the cadena original.
    """

    def __init__(self, name: str, attributes: str, *, texts: str = "", unsealed: str = "") -> None:
        self.name = name
        self.attributes = tuple(attributes.split())
        self.unsealed = frozenset(unsealed.split())
        self._texts = tuple(map(self.attributes.index, texts.split()))
        self._templates: dict[tuple[bool, ...], tuple[str, str]] = {}

    def write(self, values: Values) -> tuple[str, str]:
        """Return the opening tag without its end, and the node's part of the cadena original."""
        absent = tuple([value is None for value in values])
        xml, cadena = self._templates.get(absent) or self._prepare(absent)
        told = tuple(map(str, values))
        if not self._texts:
            return xml % told, cadena % told
        written = list(told)
        for place in self._texts:
            written[place] = escape(told[place])
        line = cadena % told
        return xml % tuple(written), collapsed(line) if "  " in line else line

    def _prepare(self, absent: tuple[bool, ...]) -> tuple[str, str]:
        """Build both texts for one choice of optional attributes; `%.0s` writes nothing."""
        xml, cadena = [f"<{self.name}"], []
        for attribute, left_out in zip(self.attributes, absent, strict=True):
            xml.append("%.0s" if left_out else f' {attribute}="%s"')
            told = not left_out and attribute not in self.unsealed
            cadena.append("|%s" if told else "%.0s")
        self._templates[absent] = ("".join(xml), "".join(cadena))
        return self._templates[absent]


def escape(text: str) -> str:
    """Escape a text for an attribute in double quotes."""
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


COMPROBANTE = Node(
    "cfdi:Comprobante",
    "Version Serie Folio Fecha Sello FormaPago NoCertificado Certificado SubTotal Descuento "
    "Moneda Total TipoDeComprobante Exportacion MetodoPago LugarExpedicion",
    texts="Serie Folio",
    unsealed="Sello Certificado",
)
EMISOR = Node("cfdi:Emisor", "Rfc Nombre RegimenFiscal", texts="Rfc Nombre")
RECEPTOR = Node(
    "cfdi:Receptor",
    "Rfc Nombre DomicilioFiscalReceptor RegimenFiscalReceptor UsoCFDI",
    texts="Rfc Nombre",
)
CONCEPTOS = Node("cfdi:Conceptos", "")
CONCEPTO = Node(
    "cfdi:Concepto",
    "ClaveProdServ NoIdentificacion Cantidad ClaveUnidad Unidad Descripcion ValorUnitario "
    "Importe Descuento ObjetoImp",
    texts="NoIdentificacion Unidad Descripcion",
)
TRASLADO = Node("cfdi:Traslado", "Base Impuesto TipoFactor TasaOCuota Importe")
TRASLADOS = Node("cfdi:Traslados", "")
IMPUESTOS = Node("cfdi:Impuestos", "TotalImpuestosTrasladados")
COMPLEMENTO = Node("cfdi:Complemento", "")
TIMBRE = Node(
    "tfd:TimbreFiscalDigital",
    "Version UUID FechaTimbrado RfcProvCertif Leyenda SelloCFD NoCertificadoSAT SelloSAT",
    texts="RfcProvCertif Leyenda",
    unsealed="SelloSAT",
)

CFDI_NAMESPACE = "http://www.sat.gob.mx/cfd/4"
TFD_NAMESPACE = "http://www.sat.gob.mx/TimbreFiscalDigital"
XSI_NAMESPACE = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA_LOCATION = (
    "http://www.sat.gob.mx/cfd/4 http://www.sat.gob.mx/sitio_internet/cfd/4/cfdv40.xsd"
)
