"""Checks the shape of the document: nodes, their order, required attributes, patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from sandbox.pac.anexo20.document import CFDI, collapse
from sandbox.pac.anexo20.refusals import Refused
from sandbox.pac.anexo20.schema import SCHEMA, Attribute, Child, Node

if TYPE_CHECKING:
    from sandbox.pac.anexo20.document import Comprobante

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
SHOWN = 60


def check(comprobante: Comprobante) -> None:
    """Walk the document against Anexo 20.

    Raises Refused: 301, or SAT's own code where the value of one attribute is
    not in its catalogue.
    """
    _check_node(comprobante.root, "Comprobante")


def _check_node(node: etree._Element, path: str) -> None:
    spec = SCHEMA[path]
    if spec.free:
        return
    _check_attributes(node, path, spec)
    _check_text(node, path)
    children = [child for child in node if isinstance(child.tag, str)]
    _check_order(children, path, spec)
    for child in children:
        _check_node(child, f"{path}/{etree.QName(child).localname}")


def _check_attributes(node: etree._Element, path: str, spec: Node) -> None:
    for name in node.attrib:
        if str(name) not in spec.attributes and not str(name).startswith(XSI):
            raise Refused("301", f"The '{name!s}' attribute is not declared. ({path})")
    for name, attribute in spec.attributes.items():
        value = node.get(name)
        if value is not None:
            _check_value(name, value, path, attribute)
        elif attribute.required:
            raise Refused("301", f"The required attribute '{name}' is missing. ({path})")


def _check_value(name: str, value: str, path: str, attribute: Attribute) -> None:
    judged = value if attribute.keeps_spaces else collapse(value)
    if attribute.catalog is not None and judged not in attribute.catalog:
        raise Refused(attribute.code, f"{value[:SHOWN]} no se encuentra en el catálogo. ({path})")
    if not attribute.pattern.fullmatch(judged):
        raise Refused(
            attribute.code,
            f"The '{name}' attribute is invalid - The value '{value[:SHOWN]}' is invalid. ({path})",
        )


def _check_text(node: etree._Element, path: str) -> None:
    texts = [node.text, *(child.tail for child in node)]
    if any(text and text.strip() for text in texts):
        raise Refused("301", f"The element cannot contain text. ({path})")


def _check_order(children: list[etree._Element], path: str, spec: Node) -> None:
    remaining = [_local_name(child, path) for child in children]
    for allowed in spec.children:
        remaining = _take(remaining, allowed, path)
    if remaining:
        raise Refused("301", f"The element has invalid child element '{remaining[0]}'. ({path})")


def _local_name(child: etree._Element, path: str) -> str:
    name = etree.QName(child)
    if name.namespace != CFDI:
        raise Refused("301", f"The element has invalid child element '{child.tag!s}'. ({path})")
    return name.localname


def _take(names: list[str], allowed: Child, path: str) -> list[str]:
    """Take from the front the run of nodes that may stand here; order errors leave a rest."""
    count = 0
    while count < len(names) and names[count] == allowed.name and count < allowed.most:
        count += 1
    if count < allowed.least:
        raise Refused("301", f"List of possible elements expected: '{allowed.name}'. ({path})")
    return names[count:]
