"""A clock that stands still until somebody moves it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
"""A Friday, 12:00 in Mexico's central zone."""


class FixedClock:
    """Tells `now`, which tests set or let pass."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Tell the moment."""
        return self.now

    def passes(self, **time: float) -> None:
        """Let time pass, told as a timedelta is: `clock.passes(minutes=5)`."""
        self.now += timedelta(**time)
