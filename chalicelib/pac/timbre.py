"""Finds the Timbre Fiscal Digital in what a PAC sends back, which is hostile until proved."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from chalicelib.cfdi.parsing import UnreadableCFDI, parse

if TYPE_CHECKING:
    from lxml import etree

CFDI = "{http://www.sat.gob.mx/cfd/4}"
TFD = "{http://www.sat.gob.mx/TimbreFiscalDigital}TimbreFiscalDigital"

_IN_COMPROBANTE = f"{CFDI}Complemento/{TFD}"


def stamped_uuid(xml: bytes) -> str | None:
    """Return the UUID of a whole stamped CFDI; None when it is anything else."""
    root = _parsed(xml)
    if root is None or root.tag != f"{CFDI}Comprobante":
        return None
    found = root.findall(_IN_COMPROBANTE)
    return _uuid(found[0]) if len(found) == 1 else None


def timbre_uuid(xml: bytes) -> str | None:
    """Return the UUID of a timbre, alone or within its CFDI."""
    root = _parsed(xml)
    if root is not None and root.tag == TFD:
        return _uuid(root)
    return stamped_uuid(xml)


def canonical_uuid(text: object) -> str | None:
    """Return a UUID as SAT writes it, in capitals; None when the text is none."""
    try:
        return str(UUID(text)).upper() if isinstance(text, str) else None
    except ValueError:
        return None


def _parsed(xml: bytes) -> etree._Element | None:
    try:
        return parse(xml)
    except UnreadableCFDI:
        return None


def _uuid(timbre: etree._Element) -> str | None:
    return canonical_uuid(timbre.get("UUID"))
