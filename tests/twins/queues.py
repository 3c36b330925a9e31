"""The queues in memory: a message waits out its delay, then anybody may take it, once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

QUEUES = ("stamping", "delivery", "accounts", "exports")
LONGEST_DELAY_S = 900


@dataclass(frozen=True)
class Message:
    """One wake-up and the moment from which it may be taken."""

    queue: str
    item_id: str
    visible_at: datetime


class QueuesInMemory:
    """Keeps messages in order of sending; `is_down` makes sending fail."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.waiting: list[Message] = []
        self.is_down = False
        self._clock = clock
        self._lock = Lock()

    def send(self, queue: str, item_id: str, delay_s: int = 0) -> None:
        """Send to a queue; raises OSError when there is none or it is down."""
        if self.is_down or queue not in QUEUES:
            raise OSError(f"queue {queue} cannot be reached")
        delay = timedelta(seconds=min(max(delay_s, 0), LONGEST_DELAY_S))
        with self._lock:
            self.waiting.append(Message(queue, item_id, self._clock() + delay))

    def take(self, queue: str) -> list[str]:
        """Take every message that may be taken now, and return the invoices they name."""
        now = self._clock()
        with self._lock:
            ready = [m for m in self.waiting if m.queue == queue and m.visible_at <= now]
            self.waiting = [message for message in self.waiting if message not in ready]
        return [message.item_id for message in ready]
