"""Lets something happen at the moment when somebody else calls a room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def before(room: Any, name: str, act: Callable[[], object], times: int = 1) -> None:
    """Let `act` happen just before each of the next calls of `room.name` takes effect."""
    call, left = getattr(room, name), [times]

    def through(*args: Any, **kwargs: Any) -> Any:
        if left[0]:
            left[0] -= 1
            act()
        return call(*args, **kwargs)

    setattr(room, name, through)


def after(room: Any, name: str, act: Callable[[], object]) -> None:
    """Let `act` happen right after the next call of `room.name` took effect."""
    call, left = getattr(room, name), [1]

    def through(*args: Any, **kwargs: Any) -> Any:
        answer = call(*args, **kwargs)
        if left[0]:
            left[0] -= 1
            act()
        return answer

    setattr(room, name, through)
