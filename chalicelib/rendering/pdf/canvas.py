"""The page to draw on: a thin face over fpdf2's public methods, in millimetres from top left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.rendering.pdf.printable import printable

if TYPE_CHECKING:
    from fpdf import FPDF
    from PIL.Image import Image

    from chalicelib.rendering.colors import Color
    from chalicelib.rendering.pdf.typography import Style


class Canvas:
    """Draws texts, rules, boxes and pictures; remembers the style in force to set it only once."""

    def __init__(self, pdf: FPDF) -> None:
        self._pdf = pdf
        self._style: Style | None = None
        self._color: Color | None = None

    def new_page(self) -> None:
        """Go on on a fresh page, where styles are set anew."""
        self._style = self._color = None
        self._pdf.add_page()

    def bookmark(self, title: str, top: float) -> None:
        """Let readers jump here from the document's outline."""
        self._pdf.set_y(top)
        self._pdf.start_section(title)

    def write(self, x: float, baseline: float, text: str, style: Style) -> None:
        """Write one line to the right of `x`."""
        self._use(style)
        self._pdf.text(x, baseline, printable(text))

    def write_right(self, x: float, baseline: float, text: str, style: Style) -> None:
        """Write one line that ends at `x`."""
        clean = printable(text)
        self.write(x - style.width(clean), baseline, clean, style)

    def box(self, x: float, top: float, width: float, height: float, color: Color) -> None:
        """Fill a rectangle."""
        self._style = self._color = None
        self._pdf.set_fill_color(*color.rgb)
        self._pdf.rect(x, top, width, height, style="F")

    def rule(self, left: float, right: float, y: float, color: Color, weight: float = 0.2) -> None:
        """Draw a horizontal line, `weight` millimetres thick."""
        self._pdf.set_draw_color(*color.rgb)
        self._pdf.set_line_width(weight)
        self._pdf.line(left, y, right, y)

    def picture(
        self, picture: Image, x: float, top: float, size: tuple[float, float], meaning: str
    ) -> None:
        """Place a picture of `size` (width, height); `meaning` is read to who cannot see it."""
        self._pdf.image(picture, x, top, *size, alt_text=meaning)

    def _use(self, style: Style) -> None:
        """Put a style in force; fpdf2 writes text shorter where the fill has the text's colour."""
        if style is self._style:
            return
        self._style = style
        self._pdf.set_font(style.family, "B" if style.bold else "", style.size)
        if style.color is not self._color:
            self._color = style.color
            self._pdf.set_text_color(*style.color.rgb)
            self._pdf.set_fill_color(*style.color.rgb)
