"""The card for the till: it names a profile for five minutes and tells nothing of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain.profile_card import CARD_LIFE, read_card, write_card
from tests.account_factories import make_profile
from tests.factories import NOW

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
ENDS = NOW + CARD_LIFE
CARD = write_card(KEY, "acc-1", "p1", ENDS)


def test_a_card_names_its_account_and_profile():
    assert read_card(KEY, CARD, NOW) == ("acc-1", "p1")


def test_a_card_ends():
    assert read_card(KEY, CARD, ENDS - timedelta(seconds=1)) == ("acc-1", "p1")
    assert read_card(KEY, CARD, ENDS) is None


def test_a_card_of_another_key_is_none():
    assert read_card(OTHER_KEY, CARD, NOW) is None


@pytest.mark.parametrize(
    "forged",
    [
        CARD.replace("acc-1", "acc-2"),
        CARD.replace(".p1.", ".p2."),
        CARD.replace(str(int(ENDS.timestamp())), str(int(ENDS.timestamp()) + 60)),
        CARD.removeprefix("card_"),
        CARD[:-1],
        CARD + "A",
        CARD.rpartition(".")[0],
        "",
        ".",
        "card_ñ.\ud800",
    ],
)
def test_who_changes_anything_of_a_card_has_none(forged):
    assert read_card(KEY, forged, NOW) is None


def test_nothing_personal_is_on_a_card():
    profile = make_profile()

    assert profile.rfc not in CARD
    assert CARD.startswith("card_acc-1.p1.")
