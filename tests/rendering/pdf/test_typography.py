from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rendering.pdf.printable import printable
from chalicelib.rendering.pdf.typography import Style, cut, fitted, wrap

STYLE = Style(8)
SEAL = Style(6, family="Courier")
WORDS = st.text(st.characters(codec="cp1252", exclude_categories=["C"]), max_size=200)


@given(WORDS, st.floats(8, 100))
def test_wrapped_text_keeps_every_letter_within_its_width(text, width):
    lines = wrap(text, STYLE, width)

    assert "".join("".join(lines).split()) == "".join(printable(text).split())
    assert all(STYLE.width(line) <= width + 1e-6 for line in lines)


def test_lines_break_between_words_where_they_can():
    lines = wrap("uno dos tres cuatro", STYLE, STYLE.width("uno dos t"))

    assert lines[0] == "uno dos"


def test_a_seal_is_cut_into_full_lines():
    seal = "A1b2" * 86

    lines = cut(seal, SEAL, 100)

    assert "".join(lines) == seal
    assert {len(line) for line in lines[:-1]} == {len(lines[0])}
    assert SEAL.width(lines[0]) <= 100 < SEAL.width(lines[0] + "0")


@given(WORDS, st.floats(5, 100))
def test_a_fitted_line_is_never_wider_than_its_room_nor_larger_than_asked(text, width):
    style = fitted(text, STYLE, width)

    assert style.width(printable(text)) <= width + 1e-6
    assert style.size <= STYLE.size
