"""Counters and single uses in memory, each call atomic, each forgotten in its time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING

from chalicelib.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class _Guard:
    until: datetime
    misses: int = 0
    taken: int = 0


class GuardsInMemory:
    """Keeps guards by key; `is_down` makes every call fail as a store that does not answer."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.is_down = False
        self._kept: dict[str, _Guard] = {}
        self._clock = clock
        self._lock = Lock()

    def counted(self, key: str) -> int:
        """Return how many misses are noted under a key."""
        with self._lock:
            guard = self._standing(key)
            return guard.misses if guard else 0

    def note(self, key: str, until: datetime) -> int:
        """Note one miss more and return their number."""
        with self._lock:
            guard = self._begun(key, until)
            guard.misses += 1
            return guard.misses

    def take(self, key: str, limit: int, until: datetime) -> bool:
        """Take one of `limit` places. False: all are taken."""
        with self._lock:
            standing = self._standing(key)
            if limit <= (standing.taken if standing else 0):
                return False
            self._begun(key, until).taken += 1
            return True

    def give_back(self, key: str) -> None:
        """Give a place back: what took it was no miss."""
        with self._lock:
            guard = self._standing(key)
            if guard and guard.taken:
                guard.taken -= 1

    def once(self, key: str, until: datetime) -> bool:
        """Use a key up until a moment. False: it is used up."""
        with self._lock:
            if self._standing(key):
                return False
            self._begun(key, until)
            return True

    def _begun(self, key: str, until: datetime) -> _Guard:
        guard = self._standing(key) or _Guard(until)
        guard.until = until
        self._kept[key] = guard
        return guard

    def _standing(self, key: str) -> _Guard | None:
        if self.is_down:
            raise Unavailable
        guard = self._kept.get(key)
        return guard if guard and guard.until > self._clock() else None
