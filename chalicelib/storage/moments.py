"""Moments as they are kept: keys whose text order is time order, and ends that DynamoDB knows."""

from __future__ import annotations

from datetime import UTC, datetime
from math import ceil

SHAPE = "%Y-%m-%dT%H:%M:%S.%fZ"


def as_key(moment: datetime) -> str:
    """Write an aware moment so that keys sort as time does."""
    return moment.astimezone(UTC).strftime(SHAPE)


def from_key(text: str) -> datetime:
    """Read a moment back, aware, in UTC."""
    return datetime.strptime(text, SHAPE).replace(tzinfo=UTC)


def as_end(moment: datetime) -> int:
    """Write the moment from which an item counts no more, as a TTL attribute wants it.

    In whole seconds since 1970, rounded up: nothing ends before its time. DynamoDB
    deletes what ended within days, so whoever reads must look at the end itself.
    """
    return ceil(moment.timestamp())
