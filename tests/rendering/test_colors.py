import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rendering.colors import MIN_CONTRAST, WHITE, Color, ink_on, readable_on_white

BYTE = st.integers(0, 255)
COLORS = st.builds(Color, BYTE, BYTE, BYTE)


@given(COLORS)
def test_text_on_any_brand_colour_can_be_read(color):
    assert ink_on(color).contrast(color) >= MIN_CONTRAST


@given(COLORS)
def test_text_in_any_brand_colour_can_be_read_on_white(color):
    assert readable_on_white(color).contrast(WHITE) >= MIN_CONTRAST


def test_a_colour_that_can_be_read_stays_as_it_is():
    green = Color.parse("#0b6e4f")

    assert readable_on_white(green) == green


@given(COLORS)
def test_a_colour_reads_back_as_it_is_written(color):
    assert Color.parse(str(color)) == color


@pytest.mark.parametrize(
    "text", ["", "0b6e4f", "#0b6e4", "#0b6e4f0", "red", "#0b6e4f\n", "#gggggg"]
)
def test_anything_else_is_no_colour(text):
    with pytest.raises(ValueError, match="#rrggbb"):
        Color.parse(text)
