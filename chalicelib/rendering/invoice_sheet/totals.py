"""What it comes to: subtotal, discount, taxes by rate, total, and the total in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.rendering import es_mx
from chalicelib.rendering.amount_words import importe_con_letra
from chalicelib.rendering.invoice_sheet import names
from chalicelib.rendering.invoice_sheet.fields import section_title
from chalicelib.rendering.invoice_sheet.measures import (
    HAIRLINE,
    LABEL,
    LEFT,
    RIGHT,
    STRONG,
    TEXT,
    WIDTH,
)
from chalicelib.rendering.pdf.block import Block, baseline, beside, lines, space, stack
from chalicelib.rendering.pdf.typography import Style, fitted, wrap

if TYPE_CHECKING:
    from chalicelib.cfdi.comprobante import Comprobante
    from chalicelib.cfdi.impuestos import SumaDeTraslados
    from chalicelib.rendering.invoice_sheet.theme import Theme
    from chalicelib.rendering.pdf.canvas import Canvas

SUMS_WIDTH = 72.0
SUMS_LEFT = RIGHT - SUMS_WIDTH
WORDS_WIDTH = WIDTH - SUMS_WIDTH - 8
BASE_RIGHT = LEFT + WORDS_WIDTH - 28
TAX_RIGHT = LEFT + WORDS_WIDTH
WORDS = Style(8.2, bold=True)
TOTAL_HEIGHT = 8.4
ROW_HEIGHT = 4.6


def totals(document: Comprobante, theme: Theme) -> Block:
    """Put the words and the taxes to the left, the sums to the right."""
    left = stack(_in_words(document), *_taxes(document, theme))
    both = beside(left, _sums(document, theme))
    return Block(both.height + 3, both.draw, bookmark="Importes")


def _in_words(document: Comprobante) -> Block:
    words = wrap(importe_con_letra(document.total), WORDS, WORDS_WIDTH)
    return stack(lines(["Importe con letra"], LABEL, LEFT), lines(words, WORDS, LEFT), space(2.4))


def _taxes(document: Comprobante, theme: Theme) -> list[Block]:
    """Break the taxes out by rate, with the base that each was computed on."""
    if not document.traslados:
        return []
    title = section_title("IMPUESTOS TRASLADADOS", theme, LEFT, WORDS_WIDTH)
    return [title, _tax_row("Impuesto", "Base", "Importe", LABEL), *map(_tax, document.traslados)]


def _tax(row: SumaDeTraslados) -> Block:
    name = names.impuesto(row.impuesto, row.tipo_factor, row.tasa_o_cuota)
    importe = "Exento" if row.importe is None else es_mx.money(row.importe)
    return _tax_row(name, es_mx.money(row.base), importe, TEXT)


def _tax_row(name: str, base: str, importe: str, style: Style) -> Block:
    def draw(canvas: Canvas, top: float) -> None:
        line = baseline(top, style)
        canvas.write(LEFT, line, name, style)
        canvas.write_right(BASE_RIGHT, line, base, style)
        canvas.write_right(TAX_RIGHT, line, importe, style)

    return Block(style.line + 0.5, draw)


def _sums(document: Comprobante, theme: Theme) -> Block:
    rows = [("Subtotal", es_mx.money(document.sub_total))]
    if document.descuento:
        rows.append(("Descuento", f"-{es_mx.money(document.descuento)}"))
    rows += [
        (names.impuesto(row.impuesto, row.tipo_factor, row.tasa_o_cuota), es_mx.money(row.importe))
        for row in document.traslados
        if row.importe is not None
    ]
    return stack(*(_sum(label, amount) for label, amount in rows), _total(document, theme))


def _sum(label: str, amount: str) -> Block:
    style = fitted(amount, STRONG, SUMS_WIDTH / 2)

    def draw(canvas: Canvas, top: float) -> None:
        line = baseline(top + 0.6, TEXT)
        canvas.write(SUMS_LEFT + 2, line, label, TEXT)
        canvas.write_right(RIGHT - 2, line, amount, style)
        canvas.rule(SUMS_LEFT, RIGHT, top + ROW_HEIGHT, HAIRLINE)

    return Block(ROW_HEIGHT, draw)


def _total(document: Comprobante, theme: Theme) -> Block:
    amount = f"{es_mx.money(document.total)} {document.moneda}"
    style = theme.band_title
    smaller = fitted(amount, style, SUMS_WIDTH - 22)

    def draw(canvas: Canvas, top: float) -> None:
        canvas.box(SUMS_LEFT, top + 0.6, SUMS_WIDTH, TOTAL_HEIGHT, theme.brand)
        line = baseline(top + 0.6 + (TOTAL_HEIGHT - style.line) / 2, style)
        canvas.write(SUMS_LEFT + 2, line, "Total", style)
        canvas.write_right(RIGHT - 2, line, amount, smaller)

    return Block(TOTAL_HEIGHT + 0.6, draw)
