from __future__ import annotations

import pytest

from chalicelib.api.paging import page
from chalicelib.errors import Invalid

NAMES = tuple("abcde")


def walk(limit: str) -> list[str]:
    seen: list[str] = []
    asked = {"limit": limit}
    while True:
        shown, cursor = page(NAMES, str, asked)
        seen += shown
        if cursor is None:
            return seen
        asked = {"limit": limit, "cursor": cursor}


@pytest.mark.parametrize("limit", ["1", "2", "5", "6", "200", "0002"])
def test_the_pages_hold_every_item_once_and_in_order(limit):
    assert walk(limit) == list(NAMES)


@pytest.mark.parametrize(
    ("limit", "code"),
    [
        ("", "wrong_type"),
        ("-1", "wrong_type"),
        ("1.0", "wrong_type"),
        ("١", "wrong_type"),
        ("²", "wrong_type"),
        ("0", "too_small"),
        ("000", "too_small"),
        ("201", "too_large"),
        ("9" * 5000, "too_large"),
    ],
)
def test_a_limit_that_is_none_is_named(limit, code):
    with pytest.raises(Invalid) as refusal:
        page(NAMES, str, {"limit": limit})

    assert [(one.field, one.code) for one in refusal.value.fields] == [("/limit", code)]


@pytest.mark.parametrize("cursor", ["", "x", "ñ", "////", "A" * 9999, "eg=="])
def test_a_cursor_that_nobody_gave_is_named(cursor):
    with pytest.raises(Invalid) as refusal:
        page(NAMES, str, {"cursor": cursor})

    assert [(one.field, one.code) for one in refusal.value.fields] == [("/cursor", "wrong_format")]
