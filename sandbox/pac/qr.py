"""The QR code that SW hands back with a stamp: SAT's verification address as a PNG."""

from __future__ import annotations

import base64
import io
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import quote

import segno

if TYPE_CHECKING:
    from sandbox.pac.ledger import Stamp

VERIFICATION = "https://verificacfdi.facturaelectronica.sat.gob.mx/default.aspx"


def verification_url(stamp: Stamp) -> str:
    """Write the address that Anexo 20 prescribes: id, re, rr, tt and the seal's last eight."""
    return (
        f"{VERIFICATION}?id={stamp.uuid.upper()}&re={quote(stamp.rfc_emisor)}"
        f"&rr={quote(stamp.rfc_receptor)}&tt={_total(stamp.total)}&fe={quote(stamp.sello[-8:])}"
    )


def qr_code(stamp: Stamp) -> str:
    """Draw the address as a PNG, base64."""
    picture = io.BytesIO()
    # Any mask reads back; looking for the best one would cost more than the stamp itself.
    code = segno.make(verification_url(stamp), error="m", micro=False, mask=0)
    code.save(picture, kind="png", scale=4)
    return base64.b64encode(picture.getvalue()).decode("ascii")


def _total(total: str) -> str:
    """Trim the zeros at the end but keep one decimal."""
    whole, _, fraction = f"{Decimal(total):f}".partition(".")
    return f"{whole}.{fraction.rstrip('0') or '0'}"
