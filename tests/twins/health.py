"""The memory of failures, in memory: an entry stands only while a part fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class HealthInMemory:
    """Keeps since when each part has been failing."""

    def __init__(self) -> None:
        self._since: dict[str, datetime] = {}

    def failing_since(self, part: str) -> datetime | None:
        """Return since when every try has failed, or None while it works."""
        return self._since.get(part)

    def failed(self, part: str, at: datetime) -> None:
        """Note a failure; the first one of a row gives the moment."""
        self._since.setdefault(part, at)

    def worked(self, part: str) -> None:
        """Note a success: the row of failures is over."""
        self._since.pop(part, None)
