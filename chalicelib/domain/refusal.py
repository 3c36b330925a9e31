"""Whose a refusal is: the shopper's data, the store's affair, the calendar's, or our own bug.

Only five data are the shopper's, and only SAT's codes on the receptor point at
them (SAT's matrix of CFDI 4.0 errors, revision of 25 March 2026). The numbers
of older matrices still circulate, so the attribute that the message names has
a say too. What nobody has listed here is never the shopper's fault: his
request stays in line and staff is called.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class RefusalKind(StrEnum):
    """Who can mend it."""

    DATA = "data"
    """The shopper: the refusal becomes a question to him."""
    MERCHANT = "merchant"
    """The store: its CSD, its lists at SAT, its account at the PAC. The request stays in line."""
    EXPIRED_DATE = "expired_date"
    """Nobody: the Fecha left its 72 hours. Sealed anew, once surely not stamped."""
    BUG = "bug"
    """Us. The request stays in line."""


@dataclass(frozen=True)
class Refusal:
    """The verdict on one refusal; `field` names the shopper's datum where it is his."""

    kind: RefusalKind
    field: str | None = None


_FIELD_OF_CODE = {
    "40143": "rfc",
    "40144": "rfc",
    "40145": "name",
    "40147": "rfc",  # says DomicilioFiscalReceptor, means that the RFC is not on SAT's list
    "40148": "postal_code",
    "40157": "regimen_fiscal",
    "40158": "regimen_fiscal",
    "40159": "regimen_fiscal",
    "40160": "uso_cfdi",
    "40161": "uso_cfdi",
}

_FIELD_OF_ATTRIBUTE = {
    "Rfc": "rfc",
    "Nombre": "name",
    "DomicilioFiscalReceptor": "postal_code",
    "RegimenFiscalReceptor": "regimen_fiscal",
    "RegimenFiscalR": "regimen_fiscal",  # SAT's own abbreviation
    "UsoCFDI": "uso_cfdi",
}

_FITS_TOO = {
    "40144": {"Nombre"},
    "40145": {"Rfc"},
    "40147": {"DomicilioFiscalReceptor"},
    "40148": {"Rfc"},
}
"""Attributes that SAT's sentence for a code may name besides the one that is wrong."""

_EXPIRED_DATE = frozenset({"401", "40101"})

_CSD_OR_LISTS = {"302", "303", "304", "305", "306", "308", "402", "40102"}
"""Seal and certificate (Anexo 20), and an issuer not in SAT's list of obligations (LCO)."""

_EMISOR = {"40138", "40139", "40140", "40141"}
"""The issuer's own name and régimen."""

_PAC_ACCOUNT = set("300 501 701 702 703 704 706 709 712 718 719 720 738 740".split())  # noqa: SIM905
"""Finkok's codes: log-in, issuer not registered or suspended, credits, manifest."""

_MERCHANT = _CSD_OR_LISTS | _EMISOR | _PAC_ACCOUNT

_DIGITS = re.compile(r"(?:CFDI)?(\d+)")
_OF_THE_EMISOR = re.compile(r"\bdel\s+emisor\b|\bnodo:?\s+emisor\b", re.IGNORECASE)
_OF_THE_RECEPTOR = re.compile(r"receptor", re.IGNORECASE)


def classify(code: str, attribute: str | None, message: str) -> Refusal:
    """Decide by code and attribute name; `code` with or without its "CFDI"."""
    found = _DIGITS.fullmatch(code)
    number = found[1] if found else ""
    if number in _EXPIRED_DATE:
        return Refusal(RefusalKind.EXPIRED_DATE)
    if number in _MERCHANT:
        return Refusal(RefusalKind.MERCHANT)
    if number not in _FIELD_OF_CODE:
        return Refusal(RefusalKind.BUG)
    if _OF_THE_EMISOR.search(message) and not _OF_THE_RECEPTOR.search(message):
        return Refusal(RefusalKind.MERCHANT)
    field = _field(number, attribute)
    return Refusal(RefusalKind.DATA, field) if field else Refusal(RefusalKind.BUG)


def _field(number: str, attribute: str | None) -> str | None:
    """Trust the code unless the message names another datum of the receptor, or something else."""
    if attribute is None or attribute in _FITS_TOO.get(number, ()):
        return _FIELD_OF_CODE[number]
    return _FIELD_OF_ATTRIBUTE.get(attribute)
