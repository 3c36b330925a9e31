"""A store's own colour, used so that everybody can read what stands on it or is written in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

MIN_CONTRAST = 4.5
"""For text of normal size (WCAG 2.2, 1.4.3)."""

_STEP = 0.94
_HEX = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Color:
    """A colour on the screen: red, green and blue from 0 to 255."""

    red: int
    green: int
    blue: int

    @classmethod
    def parse(cls, text: str) -> Color:
        """Read `#rrggbb`. Raises ValueError for anything else."""
        if not _HEX.fullmatch(text):
            raise ValueError(f"Not a colour as #rrggbb: {text!r}")
        red, green, blue = bytes.fromhex(text[1:])
        return cls(red, green, blue)

    def __str__(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    @property
    def rgb(self) -> tuple[int, int, int]:
        """The three parts, as drawing libraries take them."""
        return self.red, self.green, self.blue

    @property
    def luminance(self) -> float:
        """How bright it looks, 0 to 1 (WCAG's relative luminance)."""
        return sum(
            weight * _linear(part / 255)
            for weight, part in zip((0.2126, 0.7152, 0.0722), self.rgb, strict=True)
        )

    def contrast(self, other: Color) -> float:
        """Return WCAG's contrast ratio, from 1 (the same) to 21 (black on white)."""
        light, dark = sorted((self.luminance, other.luminance), reverse=True)
        return (light + 0.05) / (dark + 0.05)


WHITE = Color(255, 255, 255)
BLACK = Color(0, 0, 0)
INK = Color(28, 28, 32)


def ink_on(background: Color) -> Color:
    """Return the colour, black or white, that reads better on a background."""
    return max((BLACK, WHITE), key=background.contrast)


def readable_on_white(color: Color) -> Color:
    """Darken a colour only as far as its text on white needs."""
    while color.contrast(WHITE) < MIN_CONTRAST:
        color = Color(*(int(part * _STEP) for part in color.rgb))
    return color


def _linear(part: float) -> float:
    """Undo the screen's gamma (sRGB)."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
