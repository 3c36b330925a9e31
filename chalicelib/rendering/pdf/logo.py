"""A store's logo, made safe to embed."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from PIL import Image

MAX_BYTES = 1_000_000
MAX_PIXELS = 4_000_000
EMBEDDED = (600, 200)
"""Pixels that a logo of the printed size can use; more would only make the file larger."""


@lru_cache(maxsize=8)
def read_logo(png: bytes | None) -> Image.Image | None:
    """Return the picture, or None when there is none that can be used.

    A logo is decoration: one that is broken, too large or no PNG never costs
    the shopper his factura.
    """
    if not png or len(png) > MAX_BYTES or _pixels(png) > MAX_PIXELS:
        return None
    try:
        with Image.open(BytesIO(png), formats=["PNG"]) as logo:
            picture = logo.convert("RGBA")
    except (OSError, SyntaxError, ValueError):
        return None
    picture.thumbnail(EMBEDDED)
    return _on_white(picture)


def _pixels(png: bytes) -> int:
    """Return how many pixels the header promises, before anything is unpacked."""
    width, height = png[16:20], png[20:24]
    return int.from_bytes(width) * int.from_bytes(height)


def _on_white(picture: Image.Image) -> Image.Image:
    """Lay the logo on the paper's white: a picture without transparency embeds at a third."""
    paper = Image.new("RGB", picture.size, (255, 255, 255))
    paper.paste(picture, mask=picture)
    return paper
