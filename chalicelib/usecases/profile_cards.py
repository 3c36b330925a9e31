"""Showing a fiscal profile's card for the till."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.account import Account
from chalicelib.domain.profile_card import CARD_LIFE, write_card
from chalicelib.usecases.ports import Clock
from chalicelib.usecases.profile_keeping import ProfileNotFound


@dataclass(frozen=True)
class Card:
    """A card as text and as a picture (a data: address), and when it ends."""

    text: str
    picture: str
    expires_at: datetime


@dataclass(frozen=True)
class ProfileCards:
    """Writes cards; `draw` makes a QR of a text."""

    key: Callable[[], bytes]
    draw: Callable[[str], str]
    clock: Clock

    def card(self, account: Account, profile_id: str) -> Card:
        """Return a new card, good for CARD_LIFE. Raises ProfileNotFound."""
        if account.profile(profile_id) is None:
            raise ProfileNotFound
        expires_at = self.clock() + CARD_LIFE
        text = write_card(self.key(), account.id, profile_id, expires_at)
        return Card(text, self.draw(text), expires_at)
