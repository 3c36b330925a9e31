"""What the sheet explains to its reader: what was not invoiced, and letters its fonts lack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from chalicelib.rendering import es_mx
from chalicelib.rendering.invoice_sheet.fields import section_title
from chalicelib.rendering.invoice_sheet.measures import (
    LEFT,
    RIGHT,
    SMALL,
    STRONG,
    TEXT,
    WIDTH,
)
from chalicelib.rendering.not_invoiced import REASONS
from chalicelib.rendering.pdf.block import Block, baseline, beside, lines, space, stack
from chalicelib.rendering.pdf.printable import spelled
from chalicelib.rendering.pdf.typography import fitted, wrap

if TYPE_CHECKING:
    from chalicelib.cfdi.comprobante import Comprobante
    from chalicelib.domain.ticket import NotInvoiced
    from chalicelib.rendering.invoice_sheet.theme import Theme
    from chalicelib.rendering.pdf.canvas import Canvas

AMOUNT_RIGHT = LEFT + 66
REASON_LEFT = AMOUNT_RIGHT + 5
REASON_WIDTH = RIGHT - REASON_LEFT
WHY_SPELLED = "La letra de este impreso no tiene algunos signos: aquí van por su código Unicode."


def not_invoiced(parts: Sequence[NotInvoiced], theme: Theme) -> list[Block]:
    """Tell what the shopper paid that is not in this factura, and why."""
    if not parts:
        return []
    title = section_title("PAGADO EN LA TIENDA Y NO INCLUIDO EN LA FACTURA", theme, LEFT, WIDTH)
    return [stack(title, *map(_part, parts), space(2.4))]


def _part(part: NotInvoiced) -> Block:
    reason = REASONS[part.kind]
    amount = es_mx.money(part.amount)
    style = fitted(amount, STRONG, 24)

    def draw(canvas: Canvas, top: float) -> None:
        line = baseline(top, TEXT)
        canvas.write(LEFT, line, reason.label, TEXT)
        canvas.write_right(AMOUNT_RIGHT, line, amount, style)

    sentence = lines(wrap(reason.sentence, SMALL, REASON_WIDTH), SMALL, REASON_LEFT)
    return stack(beside(Block(TEXT.line, draw), stack(space(0.4), sentence)), space(0.6))


def spellings(document: Comprobante, theme: Theme) -> list[Block]:
    """Give the exact text of what the sheet had to write with other letters."""
    notes = [f"{where}: {exact}" for where, text in _texts(document) if (exact := spelled(text))]
    if not notes:
        return []
    head = stack(
        section_title("TEXTO EXACTO EN EL XML", theme, LEFT, WIDTH), _paragraph(WHY_SPELLED)
    )
    return [*(replace(_paragraph(note), head=head) for note in notes), space(2.4)]


def _paragraph(text: str) -> Block:
    return lines(wrap(text, SMALL, WIDTH), SMALL, LEFT)


def _texts(document: Comprobante) -> Iterator[tuple[str, str]]:
    """Yield every text of people's in the document, with where it stands."""
    yield "Nombre del emisor", document.emisor.nombre
    yield "Nombre del receptor", document.receptor.nombre
    yield "Serie", document.serie or ""
    yield "Folio", document.folio or ""
    yield from _of_concepts(document)


def _of_concepts(document: Comprobante) -> Iterator[tuple[str, str]]:
    for position, concepto in enumerate(document.conceptos, start=1):
        yield f"Descripción del concepto {position}", concepto.descripcion
        yield f"No. de identificación del concepto {position}", concepto.no_identificacion or ""
        yield f"Unidad del concepto {position}", concepto.unidad or ""
