from io import BytesIO

import pytest
from PIL import Image

from chalicelib.rendering.pdf.logo import EMBEDDED, MAX_BYTES, read_logo
from tests.rendering.samples import make_logo


def test_a_logo_is_laid_on_the_white_of_the_paper():
    picture = read_logo(make_logo())

    assert picture is not None
    assert picture.mode == "RGB"
    assert picture.getpixel((picture.width - 1, picture.height - 1)) == (255, 255, 255)


def test_a_large_logo_is_made_smaller_and_keeps_its_shape():
    picture = read_logo(make_logo(1800, 1200))

    assert picture is not None
    assert picture.size == (EMBEDDED[1] * 3 // 2, EMBEDDED[1])


def jpeg() -> bytes:
    file = BytesIO()
    Image.new("RGB", (20, 20)).save(file, "JPEG")
    return file.getvalue()


def bomb() -> bytes:
    file = BytesIO()
    Image.new("1", (30_000, 30_000)).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    "broken",
    [
        None,
        b"",
        b"not a picture",
        make_logo()[:200],
        make_logo()[:8] + b"\0" * 40,
        make_logo() + b"\0" * MAX_BYTES,
        jpeg(),
        bomb(),
    ],
    ids=["none", "empty", "text", "torn", "hollow", "too large", "jpeg", "bomb"],
)
def test_a_logo_that_cannot_be_used_is_left_out(broken):
    assert read_logo(broken) is None
