"""A roll of thermal paper: what a till prints, and where on it each datum stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Sequence

Box = tuple[float, float, float, float]

COLUMNS = 40
GLYPH_WIDTH, GLYPH_HEIGHT = 6, 11
DOT = 2
MARGIN = 24
LEADING = 4
LONGEST = 2000
WIDTH = COLUMNS * GLYPH_WIDTH * DOT + 2 * MARGIN
QR_MODULE = 6
BOX_PADDING = 7

PAPER, INK, DESK = 250, 40, 226
TOOTH = 12


class ThermalRoll:
    """Prints downwards, row by row, with the till's one fixed-width font.

    `boxes` are the fields' places in fractions of the picture: x, y, width, height.
    """

    def __init__(self) -> None:
        self._image = Image.new("L", (WIDTH, LONGEST), PAPER)
        self._font = ImageFont.load_default_imagefont()
        self._marks: dict[str, tuple[int, int, int, int]] = {}
        self._y = MARGIN

    def centered(self, text: str, *, dots: tuple[int, int] = (DOT, DOT), field: str = "") -> None:
        """Print a text in the middle; `dots` stretches it as tills do, across and down."""
        width = len(text) * GLYPH_WIDTH * dots[0]
        self._print(text, (WIDTH - width) // 2, dots, field)

    def pair(
        self, left: str, right: str = "", *, dots: tuple[int, int] = (DOT, DOT), field: str = ""
    ) -> None:
        """Print a text at the left and another at the right edge of one row."""
        columns = COLUMNS * DOT // dots[0]
        text = left + right.rjust(columns - len(left)) if right else left
        self._print(text, MARGIN, dots, field)

    def rule(self, character: str = "-") -> None:
        """Print a row of one character."""
        self.pair(character * COLUMNS)

    def feed(self, dots: int = GLYPH_HEIGHT) -> None:
        """Leave blank paper."""
        self._y += dots

    def qr(self, content: str) -> None:
        """Print a QR code in the middle."""
        matrix = segno.make(content, error="m", boost_error=False).matrix
        size = len(matrix) * QR_MODULE
        code = Image.new("L", (len(matrix), len(matrix)))
        code.putdata([INK if module else PAPER for row in matrix for module in row])
        code = code.resize((size, size), Image.Resampling.NEAREST)
        self._image.paste(code, ((WIDTH - size) // 2, self._y))
        self._y += size + LEADING

    def torn(self) -> Image.Image:
        """Return the paper as torn off below the last row, on a desk."""
        height = self._y + MARGIN
        picture = self._image.crop((0, 0, WIDTH, height + TOOTH))
        teeth = _teeth(height)
        desk = [(0, height + TOOTH), *teeth, (WIDTH, height + TOOTH)]
        ImageDraw.Draw(picture).polygon(desk, fill=DESK)
        return picture.quantize(16)

    def boxes(self) -> dict[str, Box]:
        """Return where each named field stands on the paper as torn off now."""
        height = self._y + MARGIN + TOOTH
        return {
            field: (
                round(left / WIDTH, 4),
                round(top / height, 4),
                round((right - left) / WIDTH, 4),
                round((bottom - top) / height, 4),
            )
            for field, (left, top, right, bottom) in self._marks.items()
        }

    def _print(self, text: str, x: int, dots: tuple[int, int], field: str) -> None:
        across, down = dots
        air = BOX_PADDING if field else 0
        self._y += air
        row = Image.new("L", (len(text) * GLYPH_WIDTH, GLYPH_HEIGHT), PAPER)
        ImageDraw.Draw(row).text((0, 0), text, fill=INK, font=self._font)
        row = row.resize((row.width * across, row.height * down), Image.Resampling.NEAREST)
        self._image.paste(row, (x, self._y))
        if field:
            self._mark(field, x, row.size)
        self._y += row.height + air + LEADING

    def _mark(self, field: str, x: int, size: tuple[int, int]) -> None:
        left, top = x - BOX_PADDING, self._y - BOX_PADDING
        right, bottom = x + size[0] + BOX_PADDING, self._y + size[1] + BOX_PADDING
        self._marks[field] = (left, top, right, bottom)


def _teeth(height: int) -> Sequence[tuple[int, int]]:
    """Return the zigzag that the blade of the printer leaves."""
    across = range(0, WIDTH + TOOTH, TOOTH)
    return [(x, height + (TOOTH if step % 2 else 0)) for step, x in enumerate(across)]
