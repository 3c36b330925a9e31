"""Ends a run at a chosen call to the outside: before the call's effect, or right after it.

    crash = CrashAt(7, Moment.AFTER)
    store = crash.guarded(store)

The process that did the run is gone: nothing catches what is raised here.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


class Moment(Enum):
    """When the process ends: the call's effect is not there yet, or nobody hears of it."""

    BEFORE = "before"
    AFTER = "after"


class Crash(BaseException):
    """The process ended."""


class CrashAt:
    """Counts calls to the outside and ends the run at the one with number `place`."""

    def __init__(self, place: int | None, moment: Moment = Moment.BEFORE) -> None:
        self.calls: list[str] = []
        self._place = place
        self._moment = moment

    @property
    def has_struck(self) -> bool:
        return self._place is not None and len(self.calls) >= self._place

    def guarded(self, room: Any) -> Any:
        """Return the store, queue or other room with every call of it counted."""
        return _Guarded(room, self)

    def counted(self, call: Callable[..., Any], name: str) -> Callable[..., Any]:
        """Return a function that is counted."""

        def through(*args: Any, **kwargs: Any) -> Any:
            self.calls.append(name)
            strikes = len(self.calls) == self._place
            if strikes and self._moment is Moment.BEFORE:
                raise Crash(name)
            answer = call(*args, **kwargs)
            if strikes:
                raise Crash(name)
            return answer

        return through


class _Guarded:
    """Stands before a room and counts who goes in."""

    def __init__(self, room: Any, crash: CrashAt) -> None:
        self._room = room
        self._crash = crash

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._room, name)
        if not callable(found):
            return found
        return self._crash.counted(found, f"{type(self._room).__name__}.{name}")
