import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rendering.pdf.printable import printable, spelled


@pytest.mark.parametrize("text", ['PEÑA & HIJOS <B> "X"', "½ té “frío” – €9 ™", "«Ü»"])
def test_what_cp1252_has_stays_as_it_is(text):
    assert printable(text) == text
    assert spelled(text) is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("PEN\N{COMBINING TILDE}A", "PEÑA"),
        ("A\N{NON-BREAKING HYPHEN}1", "A-1"),
        ("dos  \n líneas\t", "dos líneas"),
    ],
)
def test_the_same_letters_in_another_form_need_no_note(text, shown):
    assert printable(text) == shown
    assert spelled(text) is None


@pytest.mark.parametrize(
    ("text", "shown", "exact"),
    [
        ("ŁÓDŹ", "LÓDZ", "[U+0141]ÓD[U+0179]"),
        ("李 SA", "[U+674E] SA", "[U+674E] SA"),
        ("café 😀", "café [U+1F600]", "café [U+1F600]"),
        ("ﬁn", "fin", "[U+FB01]n"),
    ],
)
def test_what_the_fonts_lack_is_transcribed_and_spelled_out(text, shown, exact):
    assert printable(text) == shown
    assert spelled(text) == exact


@given(st.text())
def test_any_text_becomes_one_printable_line_and_stays_so(text):
    shown = printable(text)

    assert shown.isprintable()
    assert shown.encode("cp1252").decode("cp1252") == shown
    assert printable(shown) == shown


@given(st.text(st.characters(categories=["L", "N", "So"])))
def test_no_letter_is_lost(text):
    shown = spelled(text) or printable(text)

    told = re.sub(r"\[U\+([0-9A-F]+)\]", lambda code: chr(int(code[1], 16)), shown)
    assert told == unicodedata.normalize("NFC", text)
