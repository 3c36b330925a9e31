"""The paper (carta), its margins and the ways its text is set, in millimetres and points."""

from __future__ import annotations

from chalicelib.rendering.colors import Color
from chalicelib.rendering.pdf.pagination import Frame
from chalicelib.rendering.pdf.typography import Style

PAPER = (215.9, 279.4)
LEFT = 12.0
RIGHT = PAPER[0] - LEFT
WIDTH = RIGHT - LEFT
GUTTER = 5.0
BAND = 3.0
"""The strip of the brand's colour across the top of each page."""

FOOT = 267.0
FRAME = Frame(first_top=11.0, next_top=22.0, bottom=FOOT - 2)

GREY = Color(92, 96, 104)
HAIRLINE = Color(208, 211, 216)
PALE = Color(244, 245, 247)

LABEL = Style(6.2, color=GREY)
TEXT = Style(7.6)
STRONG = Style(7.6, bold=True)
SMALL = Style(6.4, color=GREY)
SMALL_STRONG = Style(6.4, bold=True)
SEAL = Style(5.8, family="Courier")
