from __future__ import annotations

import pytest

from chalicelib.storage.keys import can_be_key


@pytest.mark.parametrize("text", ["a", "#", "ñ" * 512, "a" * 1024])
def test_a_text_of_one_to_1024_bytes_can_name_an_item(text):
    assert can_be_key(text)


@pytest.mark.parametrize("text", ["", "a" * 1025, "ñ" * 513, "\ud800"])
def test_no_other_text_is_ever_asked_for(text):
    assert not can_be_key(text)
