from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.cfdi.rules import RuleBroken
from chalicelib.cfdi.text import collapsed, require_text, sat_text


@given(st.text(), st.integers(1, 40))
def test_what_becomes_of_any_text_is_one_that_sat_accepts(text, longest):
    clean = sat_text(text, longest)

    if clean:
        require_text(clean, longest, "Descripcion")
    assert collapsed(clean) == clean


def test_only_xmls_own_blanks_are_blanks():
    """XPath's normalize-space leaves a no-break space alone; a seal over less would be wrong."""
    assert collapsed("\u00a0a \t\r\n b\u2003") == "\u00a0a b\u2003"


def test_letters_of_every_script_stay():
    assert sat_text("Ñandú & 日本 😀 <b>", 100) == "Ñandú & 日本 😀 <b>"


def test_a_cut_leaves_no_blank_at_the_end():
    assert sat_text("ab cd", 3) == "ab"


@pytest.mark.parametrize("text", ["", " a", "a ", "a\nb", "a|b", "\ufffe", "\ud800", "abcdef"])
def test_other_texts_are_refused(text):
    with pytest.raises(RuleBroken):
        require_text(text, 5, "Unidad")
