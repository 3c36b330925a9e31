"""The QR that a page shows by itself."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
import zxingcpp
from lxml import etree
from PIL import Image

from chalicelib.rendering.qr_svg import svg_data_uri

CARD = "card_0123456789abcdef.fedcba9876543210.1790000000." + "aB3-_" * 8
STEP = re.compile(r"([Mmh])(-?[0-9.]+)(?: (-?[0-9.]+))?")
PREFIX = "data:image/svg+xml;charset=utf-8,"
SCALE = 6


def svg(uri: str) -> etree._Element:
    return etree.fromstring(unquote(uri.removeprefix(PREFIX)).encode())


def drawn(picture: etree._Element) -> Image.Image:
    """Draw the dark modules as a browser does: strokes one wide along each row."""
    side = int(picture.get("viewBox").split()[2])
    page = Image.new("L", (side * SCALE, side * SCALE), 255)
    x = y = 0.0
    for kind, first, second in STEP.findall(picture[-1].get("d")):
        if kind == "h":
            left, top = round(x * SCALE), round((y - 0.5) * SCALE)
            page.paste(0, (left, top, left + round(float(first) * SCALE), top + SCALE))
            x += float(first)
        else:
            x, y = (0.0, 0.0) if kind == "M" else (x, y)
            x, y = x + float(first), y + float(second)
    return page


@pytest.mark.parametrize("text", [CARD, "https://facturas.example/t#ABCDEFGHJK"])
def test_a_camera_reads_the_text(text):
    page = drawn(svg(svg_data_uri(text)))

    assert [code.text for code in zxingcpp.read_barcodes(page)] == [text]


def test_the_picture_is_whole_by_itself_and_white_where_it_is_not_black():
    uri = svg_data_uri(CARD)
    picture = svg(uri)

    assert uri.startswith(PREFIX)
    assert [path.get("fill") or path.get("stroke") for path in picture] == ["#fff", "#000"]
    assert not {"width", "height", "class", "style"} & set(picture.attrib)
