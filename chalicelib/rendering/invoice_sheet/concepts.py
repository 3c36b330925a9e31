"""The table of conceptos: what was sold, under which clave, at what price and with which taxes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chalicelib.rendering import es_mx
from chalicelib.rendering.invoice_sheet import names
from chalicelib.rendering.invoice_sheet.measures import HAIRLINE, LEFT, RIGHT, SMALL, TEXT, WIDTH
from chalicelib.rendering.pdf.block import Block, baseline, beside, lines, space, stack
from chalicelib.rendering.pdf.typography import fitted, wrap

if TYPE_CHECKING:
    from chalicelib.cfdi.comprobante import Comprobante, Concepto
    from chalicelib.cfdi.impuestos import Traslado
    from chalicelib.rendering.invoice_sheet.theme import Theme
    from chalicelib.rendering.pdf.canvas import Canvas

MOST_LINES = 24
"""A thousand letters of Spanish stay whole; three such pieces fill a page."""

PAD_ABOVE = 1.2
PAD_BELOW = 0.7


@dataclass(frozen=True)
class Column:
    """A column of the table: its name, and its edges in millimetres."""

    title: str
    left: float
    right: float
    to_the_right: bool = False

    @property
    def width(self) -> float:
        """The room for text."""
        return self.right - self.left


CANTIDAD = Column("Cantidad", LEFT + 1, LEFT + 15, to_the_right=True)
UNIDAD = Column("Unidad", LEFT + 18, LEFT + 36)
CLAVE = Column("Clave SAT", LEFT + 38, LEFT + 52)
DESCRIPCION = Column("Descripción", LEFT + 54, RIGHT - 69)
VALOR_UNITARIO = Column("Valor unitario", RIGHT - 67, RIGHT - 45, to_the_right=True)
DESCUENTO = Column("Descuento", RIGHT - 43, RIGHT - 24, to_the_right=True)
IMPORTE = Column("Importe", RIGHT - 22, RIGHT - 1, to_the_right=True)
COLUMNS = (CANTIDAD, UNIDAD, CLAVE, DESCRIPCION, VALOR_UNITARIO, DESCUENTO, IMPORTE)


def concepts(document: Comprobante, theme: Theme) -> list[Block]:
    """Return the rows, under a head that every page repeats."""
    head = _head(theme)
    rows = [replace(part, head=head) for concepto in document.conceptos for part in _row(concepto)]
    rows[0] = replace(rows[0], bookmark="Conceptos")
    return [*rows, space(3)]


def _head(theme: Theme) -> Block:
    height = 5.4
    style = theme.band_text

    def draw(canvas: Canvas, top: float) -> None:
        canvas.box(LEFT, top, WIDTH, height, theme.brand)
        line = baseline(top + (height - style.line) / 2, style)
        for column in COLUMNS:
            if column.to_the_right:
                canvas.write_right(column.right, line, column.title, style)
            else:
                canvas.write(column.left, line, column.title, style)

    return Block(height, draw)


def _row(concepto: Concepto) -> list[Block]:
    """Return a concept in one piece, or in several if its description would fill a page."""
    description = wrap(concepto.descripcion, TEXT, DESCRIPCION.width)
    pieces = [
        lines(description[at : at + MOST_LINES], TEXT, DESCRIPCION.left)
        for at in range(0, len(description), MOST_LINES)
    ]
    pieces[0] = stack(space(PAD_ABOVE), _first_line(concepto, pieces[0]))
    pieces[-1] = _ruled(stack(pieces[-1], _details(concepto), space(PAD_BELOW)))
    return pieces


def _ruled(content: Block) -> Block:
    """Close a row with a hairline."""

    def draw(canvas: Canvas, top: float) -> None:
        content.draw(canvas, top)
        canvas.rule(LEFT, RIGHT, top + content.height, HAIRLINE)

    return Block(content.height, draw)


def _first_line(concepto: Concepto, description: Block) -> Block:
    """Fill the columns from left to right, the order in which a screen reader tells them."""
    descuento = es_mx.money(concepto.descuento) if concepto.descuento else "–"
    return beside(
        _number(es_mx.quantity(concepto.cantidad), CANTIDAD),
        _words(names.unidad(concepto), UNIDAD),
        _words(concepto.clave_prod_serv, CLAVE),
        description,
        _number(es_mx.money(concepto.valor_unitario), VALOR_UNITARIO),
        _number(descuento, DESCUENTO),
        _number(es_mx.money(concepto.importe), IMPORTE),
    )


def _words(text: str, column: Column) -> Block:
    return lines(wrap(text, TEXT, column.width), TEXT, column.left)


def _number(text: str, column: Column) -> Block:
    """Set a number flush right, smaller if the column is too narrow for all its digits."""
    style = fitted(text, TEXT, column.width)

    def draw(canvas: Canvas, top: float) -> None:
        canvas.write_right(column.right, baseline(top, TEXT), text, style)

    return Block(TEXT.line, draw)


def _details(concepto: Concepto) -> Block:
    """Tell below the description what the columns have no room for."""
    parts = [names.objeto_imp(concepto.objeto_imp), *map(_tax, concepto.traslados)]
    if concepto.no_identificacion:
        parts.insert(0, f"No. ident. {concepto.no_identificacion}")
    text = " · ".join(parts)
    return lines(wrap(text, SMALL, RIGHT - DESCRIPCION.left), SMALL, DESCRIPCION.left)


def _tax(tax: Traslado) -> str:
    """Write one tax: "002 IVA Tasa 16 %, base $86.21, importe $13.79"."""
    parts = [names.impuesto(tax.impuesto, tax.tipo_factor, tax.tasa_o_cuota)]
    parts.append(f"base {es_mx.money(tax.base)}")
    if tax.importe is not None:
        parts.append(f"importe {es_mx.money(tax.importe)}")
    return ", ".join(parts)
