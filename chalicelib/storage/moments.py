"""Moments as keys: UTC text of one width, so that text order is time order."""

from __future__ import annotations

from datetime import UTC, datetime

SHAPE = "%Y-%m-%dT%H:%M:%S.%fZ"


def as_key(moment: datetime) -> str:
    """Write an aware moment so that keys sort as time does."""
    return moment.astimezone(UTC).strftime(SHAPE)


def from_key(text: str) -> datetime:
    """Read a moment back, aware, in UTC."""
    return datetime.strptime(text, SHAPE).replace(tzinfo=UTC)
