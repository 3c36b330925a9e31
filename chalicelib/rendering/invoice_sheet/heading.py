"""The head of the first page: whose factura this is, and which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.rendering.folio import folio_of
from chalicelib.rendering.invoice_sheet.measures import (
    GREY,
    LABEL,
    LEFT,
    PALE,
    RIGHT,
    STRONG,
)
from chalicelib.rendering.pdf.block import Block, baseline, beside, lines, space, stack
from chalicelib.rendering.pdf.logo import read_logo
from chalicelib.rendering.pdf.typography import Style, fitted, wrap

if TYPE_CHECKING:
    from PIL.Image import Image

    from chalicelib.cfdi.timbre import StampedCFDI
    from chalicelib.rendering.invoice_sheet.theme import Theme
    from chalicelib.rendering.pdf.canvas import Canvas
    from chalicelib.rendering.store_face import StoreFace

BOX_WIDTH = 76.0
BOX_LEFT = RIGHT - BOX_WIDTH
STORE_WIDTH = BOX_LEFT - LEFT - 6
LOGO_ROOM = (56.0, 18.0)
PAD = 2.6
BRANCH = Style(9, bold=True)
FOLIO = Style(11, bold=True)
FOLIO_FISCAL = Style(7.4, bold=True)
ADDRESS = Style(7.2, color=GREY)


def heading(stamped: StampedCFDI, store: StoreFace, theme: Theme) -> Block:
    """Put the store's face to the left and the document's names to the right."""
    both = beside(_store(store, theme), _document(stamped, theme))
    return Block(both.height + 4, both.draw, bookmark="Factura")


def _store(store: StoreFace, theme: Theme) -> Block:
    address = store.address if store.phone is None else f"{store.address} · Tel. {store.phone}"
    return stack(
        _brand(store, theme),
        lines(wrap(store.branch_name, BRANCH, STORE_WIDTH), BRANCH, LEFT),
        lines(wrap(address, ADDRESS, STORE_WIDTH), ADDRESS, LEFT),
    )


def _brand(store: StoreFace, theme: Theme) -> Block:
    """Show the brand by its logo with its name below, or by its name set large."""
    logo = read_logo(store.logo)
    if logo is None:
        style = fitted(store.brand_name, theme.wordmark, STORE_WIDTH)
        return stack(lines([store.brand_name], style, LEFT), space(1))
    name = lines(wrap(store.brand_name, BRANCH, STORE_WIDTH), BRANCH, LEFT)
    return stack(_logo(logo, store.brand_name), space(2), name)


def _logo(logo: Image, brand_name: str) -> Block:
    """Place the logo as large as its room allows."""
    scale = min(LOGO_ROOM[0] / logo.width, LOGO_ROOM[1] / logo.height)
    size = (logo.width * scale, logo.height * scale)

    def draw(canvas: Canvas, top: float) -> None:
        canvas.picture(logo, LEFT, top, size, f"Logotipo de {brand_name}")

    return Block(size[1], draw)


def _document(stamped: StampedCFDI, theme: Theme) -> Block:
    """Frame the folios and the two moments that an accountant looks for first."""
    title = _title(theme)
    data = stack(
        space(PAD - 1),
        _entry("Serie y folio", folio_of(stamped), FOLIO),
        _entry("Folio fiscal (UUID)", stamped.timbre.uuid, FOLIO_FISCAL),
        _entry("Fecha y hora de emisión", stamped.comprobante.fecha.isoformat(), STRONG),
        _entry("Fecha y hora de certificación", stamped.timbre.fecha_timbrado.isoformat(), STRONG),
        space(PAD - 1.6),
    )

    def draw(canvas: Canvas, top: float) -> None:
        canvas.box(BOX_LEFT, top, BOX_WIDTH, data.height, PALE)
        data.draw(canvas, top)

    return stack(title, Block(data.height, draw))


def _title(theme: Theme) -> Block:
    height = 8.0

    def draw(canvas: Canvas, top: float) -> None:
        canvas.box(BOX_LEFT, top, BOX_WIDTH, height, theme.brand)
        style = theme.band_title
        line = baseline(top + (height - style.line) / 2, style)
        canvas.write(BOX_LEFT + PAD, line, "FACTURA", style)
        canvas.write_right(RIGHT - PAD, line, "CFDI 4.0", theme.band_text)

    return Block(height, draw)


def _entry(label: str, value: str, style: Style) -> Block:
    width = BOX_WIDTH - 2 * PAD
    return stack(
        lines([label], LABEL, BOX_LEFT + PAD),
        lines([value], fitted(value, style, width), BOX_LEFT + PAD),
        space(0.9),
    )
