"""How wide text is and where its lines break, before any of it is drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from fpdf import FPDF

from chalicelib.rendering.colors import INK, Color
from chalicelib.rendering.pdf.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

LEADING = 1.22
POINT = 25.4 / 72
"""One typographic point in millimetres."""


@dataclass(frozen=True)
class Style:
    """One way to set text: `size` in points, `family` one of the core fonts."""

    size: float
    bold: bool = False
    color: Color = INK
    family: str = "Helvetica"

    @property
    def line(self) -> float:
        """The height of a line in millimetres."""
        return self.size * POINT * LEADING

    def width(self, text: str) -> float:
        """Return how wide a printable text is, in millimetres."""
        return sum(map(_widths(self.family, self.bold).__getitem__, text)) * self.size


def wrap(text: str, style: Style, width: float) -> list[str]:
    """Break a text into lines no wider than `width` millimetres, at blanks where it can."""
    clean = printable(text)
    if style.width(clean) <= width:
        return [clean]
    return _broken(clean.split(), style, width)


def _broken(words: list[str], style: Style, width: float) -> list[str]:
    """Fill lines with words, each as full as it gets."""
    lines: list[str] = []
    line, room = "", width
    blank = style.width(" ")
    for word in _short_words(words, style, width):
        needed = style.width(word)
        if line and needed + blank > room:
            lines.append(line)
            line, room = word, width - needed
        else:
            room -= needed + blank if line else needed
            line = f"{line} {word}" if line else word
    return [*lines, line]


def cut(text: str, style: Style, width: float) -> list[str]:
    """Cut a text of a fixed-width font, such as a seal, into full lines."""
    per_line = max(1, int(width / style.width("0")))
    clean = printable(text)
    return [clean[at : at + per_line] for at in range(0, len(clean), per_line)]


def fitted(text: str, style: Style, width: float) -> Style:
    """Return the style, smaller if one line of the text would not fit otherwise."""
    needed = style.width(printable(text))
    return style if needed <= width else replace(style, size=style.size * width / needed)


def _short_words(words: list[str], style: Style, width: float) -> Iterator[str]:
    """Yield the words, those wider than a line in pieces that fit."""
    for word in words:
        while style.width(word) > width:
            end = _fitting(word, style, width)
            yield word[:end]
            word = word[end:]  # noqa: PLW2901  what is left of the word
        yield word


def _fitting(word: str, style: Style, width: float) -> int:
    """Return how many characters of a word fit, at least one."""
    end, used = 0, 0.0
    while used <= width:
        used += style.width(word[end])
        end += 1
    return max(1, end - 1)


@cache
def _widths(family: str, bold: bool) -> _Widths:  # noqa: FBT001  a key of the cache
    return _Widths(family, bold=bold)


class _Widths(dict[str, float]):
    """The width of each character at one point, measured the first time it is asked for."""

    def __init__(self, family: str, *, bold: bool) -> None:
        super().__init__()
        self._pdf = FPDF(unit="mm")
        self._pdf.core_fonts_encoding = "cp1252"
        self._pdf.set_font(family, "B" if bold else "", 1)

    def __missing__(self, char: str) -> float:
        width = self[char] = self._pdf.get_string_width(char)
        return width
