import json

import pytest
import zxingcpp
from PIL import Image, ImageChops

from chalicelib.domain.ticket_code import read_code
from sandbox.demo.pictures import brand_pictures, with_boxes
from sandbox.stores import MEDIA, STORES

BRANDS = ("zarapito", "nuu")
LARGEST = 60_000


@pytest.fixture(scope="module")
def pictures():
    return brand_pictures()


@pytest.mark.parametrize("brand", BRANDS)
def test_the_committed_pictures_are_what_is_drawn(pictures, brand):
    for name, drawn in pictures[brand].files:
        with Image.open(MEDIA / name) as kept:
            difference = ImageChops.difference(kept.convert("RGBA"), drawn.convert("RGBA"))
        assert difference.getbbox(alpha_only=False) is None, name


def test_the_boxes_in_the_stores_are_those_of_the_pictures(pictures):
    stores = json.loads(STORES.read_text("utf-8"))
    boxes = {name: drawn.ticket.boxes() for name, drawn in pictures.items()}

    assert with_boxes(stores, boxes) == stores


def test_the_pictures_are_small():
    for picture in MEDIA.iterdir():
        assert picture.stat().st_size <= LARGEST, picture


@pytest.mark.parametrize("brand", BRANDS)
def test_each_box_has_ink_in_it_and_paper_at_its_edge(pictures, brand):
    picture = pictures[brand].ticket.torn().convert("L")

    for x, y, width, height in pictures[brand].ticket.boxes().values():
        left, top = round(x * picture.width), round(y * picture.height)
        right, bottom = left + round(width * picture.width), top + round(height * picture.height)
        inside = picture.crop((left, top, right, bottom))
        assert inside.getextrema()[0] < 80
        for edge in ((0, 0, inside.width, 2), (0, inside.height - 3, inside.width, inside.height)):
            assert inside.crop(edge).getextrema()[0] > 200


@pytest.mark.parametrize("brand", BRANDS)
def test_the_qr_opens_the_ticket_by_its_code(pictures, brand):
    (found,) = zxingcpp.read_barcodes(pictures[brand].ticket.torn().convert("L"))

    address, _, code = found.text.partition("/t#")
    assert address == "https://facturable.example"
    assert read_code(code) == code
