"""The QR of a CFDI as a picture, one dot a module."""

from __future__ import annotations

import segno
from PIL import Image

MASK = 2
"""Any mask reads; to look for the prettiest of the eight costs five times the encoding."""

WHITE = 255
QUIET_ZONE = 4
"""Empty modules round the code, as ISO/IEC 18004 asks."""


def qr_picture(text: str) -> Image.Image:
    """Encode a text with medium error correction, black on white, quiet zone included."""
    code = segno.make(text, error="m", mask=MASK, micro=False, boost_error=False)
    side = len(code.matrix)
    modules = Image.frombytes("L", (side, side), b"".join(code.matrix).translate(_SHADES))
    picture = Image.new("1", (side + 2 * QUIET_ZONE, side + 2 * QUIET_ZONE), WHITE)
    picture.paste(modules.convert("1", dither=Image.Dither.NONE), (QUIET_ZONE, QUIET_ZONE))
    return picture


_SHADES = bytes.maketrans(b"\0\1", bytes([WHITE, 0]))
