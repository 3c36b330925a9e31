"""A store's colour on its facturas: what it fills, and what is written in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from chalicelib.rendering.colors import Color, ink_on, readable_on_white
from chalicelib.rendering.pdf.typography import Style


@dataclass(frozen=True)
class Theme:
    """The styles that depend on the brand's colour."""

    brand: Color

    @cached_property
    def wordmark(self) -> Style:
        """The brand's name where there is no logo."""
        return Style(19, bold=True, color=readable_on_white(self.brand))

    @cached_property
    def section(self) -> Style:
        """The title of a part of the sheet."""
        return Style(7, bold=True, color=readable_on_white(self.brand))

    @cached_property
    def band_title(self) -> Style:
        """Large text on a strip of the brand's colour."""
        return Style(11, bold=True, color=ink_on(self.brand))

    @cached_property
    def band_text(self) -> Style:
        """Small text on a strip of the brand's colour."""
        return Style(6.8, bold=True, color=ink_on(self.brand))
