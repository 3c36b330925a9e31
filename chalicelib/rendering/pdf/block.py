"""Pieces of a page that know their height before they are drawn, and how to put them together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chalicelib.rendering.pdf.canvas import Canvas
from chalicelib.rendering.pdf.typography import POINT, Style

Draw = Callable[[Canvas, float], None]


@dataclass(frozen=True)
class Block:
    """Something that is never torn: `height` in millimetres, `draw(canvas, top)` puts it there.

    `head` stands above the first of several blocks that share it, and again at
    the top of every page on which they go on. `bookmark` names it in the outline.
    """

    height: float
    draw: Draw
    head: Block | None = None
    bookmark: str | None = None


def space(height: float) -> Block:
    """Leave a gap."""
    return Block(height, lambda _canvas, _top: None)


def lines(texts: Sequence[str], style: Style, x: float) -> Block:
    """Set lines that are already broken, one below the other, from `x` to the right."""

    def draw(canvas: Canvas, top: float) -> None:
        for row, text in enumerate(texts):
            canvas.write(x, baseline(top, style) + row * style.line, text, style)

    return Block(len(texts) * style.line, draw)


def stack(*blocks: Block) -> Block:
    """Put blocks one below the other, as one."""

    def draw(canvas: Canvas, top: float) -> None:
        for block in blocks:
            block.draw(canvas, top)
            top += block.height

    return Block(sum(block.height for block in blocks), draw)


def beside(*blocks: Block) -> Block:
    """Let blocks, each with its own x, begin at the same height."""

    def draw(canvas: Canvas, top: float) -> None:
        for block in blocks:
            block.draw(canvas, top)

    return Block(max((block.height for block in blocks), default=0.0), draw)


def baseline(top: float, style: Style) -> float:
    """Return where the letters of a line stand whose top edge is at `top`."""
    return top + style.size * POINT * 0.93
