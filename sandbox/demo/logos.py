"""The signs of the two demo brands: white on the brand's colour, drawn large and then shrunk."""

from __future__ import annotations

from math import pi, sin

from PIL import Image, ImageDraw, ImageFont

SIZE = (480, 160)
FINER = 4
WHITE = "#ffffff"
COLORS = 32

Point = tuple[float, float]


def zarapito_logo(color: str) -> Image.Image:
    """Draw the curlew, whose long bent bill gave the supermarket its name."""
    sign, pen = _sign(color)
    _ellipse(pen, (30, 62, 104, 112))  # body
    _ellipse(pen, (78, 40, 106, 68))  # head
    _arc(pen, (52, 48, 152, 140), 271, 350, 6)  # bill
    pen.polygon(_finer([(34, 88), (14, 70), (46, 74)]), fill=WHITE)  # tail
    for x in (62, 76):
        pen.line(_finer([(x, 108), (x - 4, 136), (x + 8, 136)]), fill=WHITE, width=4 * FINER)
    _ellipse(pen, (94, 50, 99, 55), color)  # eye
    _write(pen, (164, 26), "Super", 40)
    _accent(pen, (204, 42), (212, 34))
    _write(pen, (164, 66), "Zarapito", 68)
    return _finished(sign)


def nuu_logo(color: str) -> Image.Image:
    """Draw a house whose roof is the tilde of its name."""
    sign, pen = _sign(color)
    _tilde(pen, (28, 50), (116, 22), 14)
    pen.rectangle(_finer([(40, 84), (104, 134)]), fill=WHITE)
    pen.rectangle(_finer([(63, 102), (81, 134)]), fill=color)
    _write(pen, (142, 42), "Casa Nuu", 72)
    _tilde(pen, (327, 40), (365, 8), 6)
    return _finished(sign)


def _sign(color: str) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    sign = Image.new("RGBA", (SIZE[0] * FINER, SIZE[1] * FINER), (0, 0, 0, 0))
    pen = ImageDraw.Draw(sign)
    edge = (SIZE[0] * FINER - 1, SIZE[1] * FINER - 1)
    pen.rounded_rectangle((0, 0, *edge), radius=24 * FINER, fill=color)
    return sign, pen


def _finished(sign: Image.Image) -> Image.Image:
    shrunk = sign.resize(SIZE, Image.Resampling.LANCZOS)
    return shrunk.quantize(COLORS, method=Image.Quantize.FASTOCTREE)


def _write(pen: ImageDraw.ImageDraw, at: Point, text: str, size: int) -> None:
    """Write with Pillow's own font, which has no letter with an accent."""
    font = ImageFont.load_default(size * FINER)
    pen.text((at[0] * FINER, at[1] * FINER), text, fill=WHITE, font=font)


def _accent(pen: ImageDraw.ImageDraw, start: Point, end: Point) -> None:
    pen.line(_finer([start, end]), fill=WHITE, width=4 * FINER)


def _ellipse(
    pen: ImageDraw.ImageDraw, box: tuple[float, float, float, float], fill: str = WHITE
) -> None:
    pen.ellipse(tuple(place * FINER for place in box), fill=fill)


def _arc(
    pen: ImageDraw.ImageDraw,
    box: tuple[float, float, float, float],
    start: float,
    end: float,
    width: int,
) -> None:
    pen.arc(tuple(place * FINER for place in box), start, end, fill=WHITE, width=width * FINER)


def _tilde(pen: ImageDraw.ImageDraw, start: Point, reach: Point, thickness: float) -> None:
    """Draw one wave from `start`; `reach` is the x where it ends, and its height."""
    steps = 120
    (left, middle), (right, height) = start, reach
    for step in range(steps + 1):
        x = left + (right - left) * step / steps
        y = middle - height / 2 * sin(2 * pi * step / steps)
        _ellipse(pen, (x - thickness / 2, y - thickness / 2, x + thickness / 2, y + thickness / 2))


def _finer(points: list[Point]) -> list[Point]:
    return [(x * FINER, y * FINER) for x, y in points]
