"""The printed representation of a CFDI: what a customer files and an accountant checks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from fpdf import FPDF
from fpdf.prefs import ViewerPreferences

from chalicelib.rendering.folio import folio_of
from chalicelib.rendering.invoice_sheet.certification import certification
from chalicelib.rendering.invoice_sheet.concepts import concepts
from chalicelib.rendering.invoice_sheet.exclusions import not_invoiced as excluded
from chalicelib.rendering.invoice_sheet.exclusions import spellings
from chalicelib.rendering.invoice_sheet.furniture import Furniture
from chalicelib.rendering.invoice_sheet.heading import heading
from chalicelib.rendering.invoice_sheet.measures import FRAME, PAPER
from chalicelib.rendering.invoice_sheet.parties import parties, terms, tickets
from chalicelib.rendering.invoice_sheet.theme import Theme
from chalicelib.rendering.invoice_sheet.totals import totals
from chalicelib.rendering.pdf.canvas import Canvas
from chalicelib.rendering.pdf.pagination import paginate

if TYPE_CHECKING:
    from chalicelib.cfdi.timbre import StampedCFDI
    from chalicelib.domain.ticket import NotInvoiced
    from chalicelib.rendering.pdf.block import Block
    from chalicelib.rendering.store_face import StoreFace

SAT_TIME = ZoneInfo("America/Mexico_City")
"""FechaTimbrado is told in the time of Mexico's centre (Anexo 20)."""


def invoice_pdf(
    stamped: StampedCFDI, store: StoreFace, not_invoiced: Sequence[NotInvoiced]
) -> bytes:
    """Print a stamped CFDI on carta paper: the same arguments give the same bytes.

    `not_invoiced` is what of the tickets stays out of the CFDI. Raises KeyError
    for a kind of it that has no words.
    """
    theme = Theme(store.color)
    pages = paginate(_blocks(stamped, store, not_invoiced, theme), FRAME)
    furniture = Furniture(stamped, store, theme)
    pdf = _empty(stamped, store)
    canvas = Canvas(pdf)
    for number, page in enumerate(pages, start=1):
        canvas.new_page()
        furniture.top(canvas, number)
        for placed in page:
            placed.draw(canvas)
        furniture.foot(canvas, number, len(pages))
    return bytes(pdf.output())


def _blocks(
    stamped: StampedCFDI, store: StoreFace, not_invoiced: Sequence[NotInvoiced], theme: Theme
) -> list[Block]:
    """Return the sheet from top to bottom."""
    document = stamped.comprobante
    return [
        heading(stamped, store, theme),
        parties(document, theme),
        terms(stamped, theme),
        *tickets(store.tickets, theme),
        *concepts(document, theme),
        totals(document, theme),
        *excluded(not_invoiced, theme),
        *spellings(document, theme),
        certification(stamped, theme),
    ]


def _empty(stamped: StampedCFDI, store: StoreFace) -> FPDF:
    """Open a document that tells machines what people will see."""
    pdf = FPDF(unit="mm", format=PAPER)
    pdf.core_fonts_encoding = "cp1252"
    pdf.set_auto_page_break(False)
    pdf.set_lang("es-MX")
    pdf.set_title(f"Factura {folio_of(stamped)} de {store.brand_name}")
    pdf.set_author(stamped.comprobante.emisor.nombre)
    pdf.set_subject(f"Representación impresa del CFDI {stamped.timbre.uuid}")
    pdf.set_creator("Facturable")
    pdf.set_creation_date(stamped.timbre.fecha_timbrado.replace(tzinfo=SAT_TIME))
    pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
    return pdf
