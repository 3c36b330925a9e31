"""What a factura shows of its store that the CFDI itself does not say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from chalicelib.rendering.colors import Color


@dataclass(frozen=True)
class TicketFace:
    """A ticket as the shopper holds it; `purchased_at` aware, in the branch's own zone.

    `total_paid` is what was really paid, tip and other people's money included.
    """

    order_number: str
    ticket_number: str
    purchased_at: datetime
    total_paid: Decimal


@dataclass(frozen=True)
class StoreFace:
    """The store as its customers know it; `logo` are the bytes of a PNG, `color` its brand's."""

    brand_name: str
    color: Color
    branch_name: str
    address: str
    phone: str | None
    tickets: tuple[TicketFace, ...]
    logo: bytes | None = None
