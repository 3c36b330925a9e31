import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rendering.pdf.qr import QUIET_ZONE, qr_picture

ALPHABET = st.characters(min_codepoint=33, max_codepoint=126)


@given(st.text(ALPHABET, min_size=1, max_size=300))
def test_a_code_reads_back_as_its_text(text):
    picture = qr_picture(text)

    enlarged = picture.convert("L").resize((picture.width * 4, picture.height * 4), 0)
    assert [code.text for code in zxingcpp.read_barcodes(enlarged)] == [text]


def test_a_code_has_its_quiet_zone():
    picture = qr_picture("https://example.mx")

    side = picture.width
    rim = [picture.crop((0, 0, side, QUIET_ZONE)), picture.crop((0, 0, QUIET_ZONE, side))]
    assert all(strip.getextrema() == (255, 255) for strip in rim)
    assert picture.getpixel((QUIET_ZONE, QUIET_ZONE)) == 0
