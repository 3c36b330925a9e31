"""Reads the bytes that were sent into a Comprobante, or refuses them with 301."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

from sandbox.pac.anexo20.refusals import NotXML, Refused, TimbrePresent

CFDI = "http://www.sat.gob.mx/cfd/4"
TFD = "http://www.sat.gob.mx/TimbreFiscalDigital"
NAMESPACES = {"cfdi": CFDI, "tfd": TFD}
# XML's four spaces only: a non-breaking space stays, as in XSLT's normalize-space().
XML_SPACE = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True)
class Comprobante:
    """The parsed document beside the very bytes it came from.

    Only `parse` makes one; attributes may still be missing until
    `structure.check` has passed.
    """

    sent: bytes
    root: etree._Element

    def get(self, attribute: str) -> str:
        """Read an attribute of the root, "" when it is not there."""
        return self.root.get(attribute, "")

    def find(self, path: str) -> etree._Element | None:
        """Find the first node of `path` ("cfdi:Emisor")."""
        return self.root.find(path, NAMESPACES)

    def node(self, path: str) -> etree._Element:
        """Find a node that the structure requires; LookupError where it was not checked."""
        found = self.find(path)
        if found is None:
            raise LookupError(path)
        return found

    def all(self, path: str) -> list[etree._Element]:
        """Find every node of `path`, in the document's order."""
        return self.root.findall(path, NAMESPACES)

    @property
    def emisor(self) -> etree._Element:
        """Who issues."""
        return self.node("cfdi:Emisor")

    @property
    def receptor(self) -> etree._Element:
        """Who receives."""
        return self.node("cfdi:Receptor")

    @property
    def conceptos(self) -> list[etree._Element]:
        """What was sold."""
        return self.all("cfdi:Conceptos/cfdi:Concepto")

    @property
    def sello(self) -> str:
        """The issuer's seal, base64."""
        return self.get("Sello").strip()

    @property
    def sello_hash(self) -> str:
        """What a repeat is known by: the hash of the seal, never the folio."""
        return hashlib.sha256(self.sello.encode("utf-8")).hexdigest()


def collapse(value: str) -> str:
    """Normalise the whitespace of a value as SAT's schema and style sheet both do."""
    return XML_SPACE.sub(" ", value).strip(" ")


def amount(node: etree._Element, attribute: str) -> Decimal:
    """Read an amount; an optional one that is not there counts as zero."""
    return Decimal(node.get(attribute, "0"))


def decimals(node: etree._Element, attribute: str) -> int:
    """Count the decimals an amount was written with: SAT's limits depend on them."""
    _, _, fraction = node.get(attribute, "0").strip().partition(".")
    return len(fraction)


def parse(sent: bytes) -> Comprobante:
    """Read the document.

    Raises Refused 301 when it is not well-formed UTF-8 XML, brings a DOCTYPE, is
    not a CFDI 4.0 Comprobante or already carries a TimbreFiscalDigital.
    """
    root = _read(sent)
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refused("301", "El comprobante no debe incluir DOCTYPE.")
    if root.tag != f"{{{CFDI}}}Comprobante":
        raise Refused("301", f"El nodo raíz debe ser cfdi:Comprobante del espacio {CFDI}.")
    if root.find(".//tfd:TimbreFiscalDigital", NAMESPACES) is not None:
        raise TimbrePresent
    return Comprobante(sent, root)


def _read(sent: bytes) -> etree._Element:
    try:
        root = etree.fromstring(sent, _parser())
    except etree.XMLSyntaxError as error:
        raise NotXML from error
    if (root.getroottree().docinfo.encoding or "UTF-8").upper() != "UTF-8":
        raise NotXML
    return root


def _parser() -> etree.XMLParser:
    """Make a parser that expands no entity and opens nothing but what it was given."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=False
    )
