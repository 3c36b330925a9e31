from __future__ import annotations

import re

import pytest

from chalicelib.domain.temporary_password import new_temporary, normal_temporary, shown

KEPT = "AB01CD1E2F3G4H5J"


def test_it_has_eighty_random_bits_in_letters_that_nobody_confuses():
    made = {new_temporary() for _ in range(100)}

    assert len(made) == 100
    assert all(re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{16}", one) for one in made)


def test_the_mail_shows_four_groups_of_four():
    assert shown(KEPT) == "AB01-CD1E-2F3G-4H5J"


@pytest.mark.parametrize(
    "typed",
    [
        "AB01-CD1E-2F3G-4H5J",
        "ab01cd1e2f3g4h5j",
        "ABO1-CDIE-2F3G-4H5J",
        "abol cdle 2f3g 4h5j",
        "\u200bAB01\u2013CD1E\u20142F3G\u20114H5J ",
    ],
)
def test_it_may_be_typed_as_people_type(typed):
    assert normal_temporary(typed) == KEPT


def test_what_is_typed_just_as_it_was_made_is_left_alone():
    made = new_temporary()

    assert normal_temporary(shown(made)) == made


@pytest.mark.parametrize("typed", ["", "una frase larga", "ß" * 16, "\ud800"])
def test_any_other_text_is_no_error(typed):
    assert normal_temporary(typed) != KEPT
