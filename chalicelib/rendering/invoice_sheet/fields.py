"""Data with their labels: above each one, or once at the head of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from chalicelib.rendering.invoice_sheet.measures import GUTTER, HAIRLINE, LABEL, TEXT
from chalicelib.rendering.invoice_sheet.theme import Theme
from chalicelib.rendering.pdf.block import Block, beside, lines, space, stack
from chalicelib.rendering.pdf.canvas import Canvas
from chalicelib.rendering.pdf.typography import wrap

ROW_GAP = 1.2


@dataclass(frozen=True)
class Field:
    """What a datum is called and what it says."""

    label: str
    value: str


def field(datum: Field, x: float, width: float) -> Block:
    """Set a datum under its label, in as many lines as it needs."""
    return stack(label(datum.label, x), value(datum.value, x, width), space(ROW_GAP))


def row(data: Sequence[Field], x: float, widths: Sequence[float]) -> Block:
    """Set data side by side, a gutter between them."""
    return beside(*map(field, data, lefts(x, widths), widths))


def label(text: str, x: float) -> Block:
    """Set what a datum is called."""
    return lines([text], LABEL, x)


def value(text: str, x: float, width: float) -> Block:
    """Set what a datum says."""
    return lines(wrap(text, TEXT, width), TEXT, x)


def columns(count: int, width: float) -> list[float]:
    """Part a width into equal columns with gutters between them."""
    return [(width - GUTTER * (count - 1)) / count] * count


def lefts(x: float, widths: Sequence[float]) -> list[float]:
    """Return where each column begins, the first one at `x`."""
    return list(accumulate(widths[:-1], lambda left, width: left + width + GUTTER, initial=x))


def section_title(text: str, theme: Theme, x: float, width: float) -> Block:
    """Open a part of the sheet: a hairline, and its name in the brand's colour."""

    def draw(canvas: Canvas, top: float) -> None:
        canvas.rule(x, x + width, top, HAIRLINE)

    title = lines([text], theme.section, x)
    return stack(Block(1.2, draw), title, space(0.8))
