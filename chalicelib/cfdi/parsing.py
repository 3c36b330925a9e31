"""XML from outside, parsed as what it may be: an attack."""

from __future__ import annotations

from lxml import etree

MAX_BYTES = 8 * 1024 * 1024
"""A thousand lines with the longest descriptions that SAT allows are 5 MB."""


class UnreadableCFDI(ValueError):
    """The bytes are not a CFDI that this program could have made."""


def parse(xml: bytes) -> etree._Element:
    """Return the root of a document in UTF-8 without DOCTYPE or entities.

    Comments and processing instructions are dropped: no seal tells them. Raises
    UnreadableCFDI.
    """
    if len(xml) > MAX_BYTES:
        raise UnreadableCFDI(f"{len(xml)} bytes are more than any ticket needs")
    # Looked for in the bytes, before any parser could act on it; UTF-8 is imposed below.
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise UnreadableCFDI("a CFDI has no DOCTYPE")
    try:
        return etree.fromstring(xml, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableCFDI(str(error)) from error


def _parser() -> etree.XMLParser:
    """Return a parser that fetches nothing, expands nothing and keeps libxml2's own limits."""
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
