"""Finkok's adapter over a scripted wire, with a clock that only moves when somebody sleeps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from chalicelib.pac.finkok import Finkok
from chalicelib.pac.finkok_soap import FinkokDoor
from chalicelib.pac.http import HTTPClient
from tests.pac import finkok_bodies as fk

if TYPE_CHECKING:
    from tests.pac.wire import Wire

REFERENCE = "inv-1:1"
USER, PASSWORD = "tienda@example.mx", "hunter2 & <ñ>"


@dataclass
class Watch:
    """Time as the adapter knows it; an answer takes `answer_s` after each sleep."""

    now: float = 0.0
    answer_s: float = 0.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.slept.append(seconds)
        self.now += seconds + self.answer_s

    def monotonic(self) -> float:
        """Tell the time."""
        return self.now


def finkok_at(url: str, watch: Watch) -> Finkok:
    """Build the adapter."""
    door = FinkokDoor(HTTPClient(0.2), url, USER, PASSWORD)
    return Finkok(door, watch.sleep, watch.monotonic)


def script(wire: Wire, *answers: object) -> None:
    """Let the service of stamps answer this, in order."""
    wire.on(fk.STAMP_PATH, *(fk.reply(one) if isinstance(one, dict) else one for one in answers))


def operations(wire: Wire) -> list[str]:
    """List the operations that were asked."""
    return [etree.QName(fk.operation_of(asked)).localname for asked in wire.asked]
