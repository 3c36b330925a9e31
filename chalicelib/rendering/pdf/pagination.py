"""Lays blocks of known height on pages, before anything is drawn: so "Página 1 de 3" is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.rendering.pdf.block import Block
from chalicelib.rendering.pdf.canvas import Canvas


@dataclass(frozen=True)
class Placed:
    """A block and the height on the page, from its top edge, where it stands."""

    block: Block
    top: float

    @property
    def bottom(self) -> float:
        """Where the next one may begin."""
        return self.top + self.block.height

    def draw(self, canvas: Canvas) -> None:
        """Put it on the page, and into the outline if it has a name there."""
        if self.block.bookmark:
            canvas.bookmark(self.block.bookmark, self.top)
        self.block.draw(canvas, self.top)


@dataclass(frozen=True)
class Frame:
    """The room for blocks: from `first_top` on page one, `next_top` on the others, to `bottom`."""

    first_top: float
    next_top: float
    bottom: float


def paginate(blocks: Sequence[Block], frame: Frame) -> list[list[Placed]]:
    """Place every block once, in order; a block higher than a page gets a page of its own."""
    pages: list[list[Placed]] = [[]]
    head: Block | None = None
    y = frame.first_top
    for block in blocks:
        group = _with_head(block) if block.head is not head else [block]
        if y + _height(group) > frame.bottom and pages[-1]:
            pages.append([])
            y, group = frame.next_top, _with_head(block)
        for part in group:
            pages[-1].append(Placed(part, y))
            y += part.height
        head = block.head
    return pages


def _with_head(block: Block) -> list[Block]:
    return [block.head, block] if block.head else [block]


def _height(blocks: list[Block]) -> float:
    return sum(block.height for block in blocks)
