from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.typed import joined


@pytest.mark.parametrize(
    "typed",
    [
        "A1B2",
        " A1 B2\n",
        "A-1-B-2",
        "A–1—B‒2",
        "A1‑B2",
        "A1\u00adB2",
        "\ufeffA1\u200bB2",
        "A1\xa0B2",
    ],
)
def test_what_parts_a_text_or_is_not_seen_does_not_count(typed):
    assert joined(typed) == "A1B2"


@pytest.mark.parametrize("typed", ["A_1", "A.1", "A/1", "A+1", "Ñ1"])
def test_every_other_mark_is_a_part_of_it(typed):
    assert joined(typed) == typed


@given(st.text())
def test_what_is_joined_stays_as_it_is(typed):
    assert joined(joined(typed)) == joined(typed)
