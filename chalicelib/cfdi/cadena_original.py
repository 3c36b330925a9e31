"""The cadena original of a parsed document, told from what stands in it.

Written documents have theirs from `xml.draft`; this one is for documents that come
back, and holds them to Anexo 20's nodes: whatever is not described there is refused,
because a seal would not cover it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.cfdi import nodes
from chalicelib.cfdi.parsing import UnreadableCFDI
from chalicelib.cfdi.text import collapsed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

_PREFIXES = {"cfdi": nodes.CFDI_NAMESPACE, "tfd": nodes.TFD_NAMESPACE}
_SCHEMA_LOCATION = f"{{{nodes.XSI_NAMESPACE}}}schemaLocation"


def tag(node: nodes.Node) -> str:
    """Return the node's name as lxml writes it: {namespace}Name."""
    prefix, _, name = node.name.partition(":")
    return f"{{{_PREFIXES[prefix]}}}{name}"


_NODES = {
    tag(node): node
    for node in (
        nodes.COMPROBANTE,
        nodes.EMISOR,
        nodes.RECEPTOR,
        nodes.CONCEPTOS,
        nodes.CONCEPTO,
        nodes.IMPUESTOS,
        nodes.TRASLADOS,
        nodes.TRASLADO,
        nodes.TIMBRE,
    )
}
_COMPLEMENTO = tag(nodes.COMPLEMENTO)


def cadena_of(root: etree._Element) -> str:
    """Return the cadena original of a Comprobante or of a TimbreFiscalDigital.

    The Complemento is left out, as SAT does with the timbre. Raises UnreadableCFDI
    for nodes, attributes and text that no CFDI of ours has.
    """
    for complemento in root.findall(_COMPLEMENTO):
        _require_no_text(complemento)
    sealed = (child for child in root if child.tag != _COMPLEMENTO)
    return f"|{_told(root, sealed)}||"


def _told(element: etree._Element, children: Iterable[etree._Element]) -> str:
    """Tell a node and what is inside it; Impuestos tells its total after its rows."""
    node = _NODES.get(str(element.tag))
    if node is None:
        raise UnreadableCFDI(f"{element.tag} is not in a ticket's CFDI")
    _require_no_text(element)
    inside = "".join(_told(child, child) for child in children)
    own = _attributes(element, node)
    return inside + own if node is nodes.IMPUESTOS else own + inside


def _attributes(element: etree._Element, node: nodes.Node) -> str:
    """Tell the sealed attributes that are there."""
    unknown = {str(name) for name in element.attrib} - {*node.attributes, _SCHEMA_LOCATION}
    if unknown:
        raise UnreadableCFDI(f"{element.tag} has {sorted(unknown)}")
    present = (name for name in node.attributes if name in element.attrib)
    sealed = (name for name in present if name not in node.unsealed)
    return "".join(f"|{collapsed(str(element.attrib[name]))}" for name in sealed)


def _require_no_text(element: etree._Element) -> None:
    """Refuse words between the nodes: a CFDI says everything in attributes."""
    if (element.text or "").strip() or (element.tail or "").strip():
        raise UnreadableCFDI(f"text in or after {element.tag}")
