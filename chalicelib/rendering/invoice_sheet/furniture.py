"""What every page bears: the band of colour, the running head from page two on, and the foot."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.cfdi.timbre import StampedCFDI
from chalicelib.rendering.folio import folio_of
from chalicelib.rendering.invoice_sheet.measures import (
    BAND,
    FOOT,
    HAIRLINE,
    LEFT,
    PAPER,
    RIGHT,
    SMALL,
    SMALL_STRONG,
    STRONG,
    WIDTH,
)
from chalicelib.rendering.invoice_sheet.theme import Theme
from chalicelib.rendering.pdf.canvas import Canvas
from chalicelib.rendering.pdf.typography import fitted
from chalicelib.rendering.store_face import StoreFace

HALF = WIDTH / 2 - 3
PRINTED_REPRESENTATION = "Este documento es una representación impresa de un CFDI"
"""RMF 2.7.1.7 asks for this sentence."""


@dataclass(frozen=True)
class Furniture:
    """The same on each page but for its number."""

    stamped: StampedCFDI
    store: StoreFace
    theme: Theme

    def top(self, canvas: Canvas, page: int) -> None:
        """Open a page, numbered from 1."""
        canvas.box(0, 0, PAPER[0], BAND, self.theme.brand)
        if page > 1:
            self._running_head(canvas)

    def foot(self, canvas: Canvas, page: int, pages: int) -> None:
        """Close a page."""
        canvas.rule(LEFT, RIGHT, FOOT, HAIRLINE)
        canvas.write(LEFT, FOOT + 3.6, PRINTED_REPRESENTATION, SMALL_STRONG)
        canvas.write_right(RIGHT, FOOT + 3.6, f"Página {page} de {pages}", SMALL_STRONG)
        canvas.write(LEFT, FOOT + 6.6, f"Folio fiscal {self.stamped.timbre.uuid}", SMALL)

    def _running_head(self, canvas: Canvas) -> None:
        document = self.stamped.comprobante
        who = f"{self.store.brand_name} · {document.emisor.nombre}"
        which = f"Factura {folio_of(self.stamped)}"
        canvas.write(LEFT, 12, who, fitted(who, STRONG, HALF))
        canvas.write_right(RIGHT, 12, which, fitted(which, STRONG, HALF))
        canvas.write(LEFT, 15.6, f"Receptor: {document.receptor.rfc}", SMALL)
        canvas.write_right(RIGHT, 15.6, f"Folio fiscal {self.stamped.timbre.uuid}", SMALL)
        canvas.rule(LEFT, RIGHT, 18, HAIRLINE)
