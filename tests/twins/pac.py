"""A PAC in memory that knows documents by their bytes and fails on order.

    pac = PACInMemory(stamp_with)
    pac.orders += [LOST, CFDIRejected("CFDI40145", "…")]

Orders strike one call each, first come first served. What was stamped before is
answered with the same stamp, whatever was ordered of the call's own outcome for
new documents: a refusal is about the document, and a stamped one was right.
"""

from __future__ import annotations

from collections import deque
from enum import Enum
from threading import Lock
from typing import TYPE_CHECKING

from chalicelib.pac.port import (
    CFDIRejected,
    PACCapabilities,
    PACUnavailable,
    StampOutcomeUnknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable


class Order(Enum):
    """What goes wrong with one call."""

    LOST = "it is stamped, and the answer never comes"
    UNHEARD = "it is not stamped, and no answer comes"
    LATE = "no answer comes, and it is stamped when `arrive` is called"
    CLOSED = "nobody is at the door"


LOST, UNHEARD, LATE, CLOSED = Order.LOST, Order.UNHEARD, Order.LATE, Order.CLOSED

BY_BYTES = PACCapabilities(
    name="sw",
    dedupe="by_bytes",
    returns_stamp_on_dup=True,
    lookup_by_document=False,
    lookup_lag_s=0,
    max_inflight_s=300,
)


class PACInMemory:
    """Stamps with a given function; `ledger` maps sealed bytes to their stamp."""

    def __init__(
        self, stamp_with: Callable[[bytes], bytes], capabilities: PACCapabilities = BY_BYTES
    ) -> None:
        self.capabilities = capabilities
        self.ledger: dict[bytes, bytes] = {}
        self.calls: list[tuple[str, bytes, str]] = []
        self.orders: deque[Order | CFDIRejected] = deque()
        self._stamp_with = stamp_with
        self._on_their_way: list[bytes] = []
        self._lock = Lock()

    def stamp(self, sealed: bytes, reference: str) -> bytes:
        """Stamp the bytes once, or do what was ordered."""
        with self._lock:
            self.calls.append(("stamp", sealed, reference))
            order = self.orders.popleft() if self.orders else None
            if order in (CLOSED, UNHEARD, LATE):
                self._stay_silent(order, sealed)
            if isinstance(order, CFDIRejected) and sealed not in self.ledger:
                raise order
            stamped = self._certify(sealed)
            if order is LOST:
                raise StampOutcomeUnknown("the answer was lost")
            return stamped

    def recover(self, sealed: bytes, reference: str) -> bytes | None:
        """Look the stamp up where the PAC can, else send the bytes once more."""
        if not self.capabilities.lookup_by_document:
            return self.stamp(sealed, reference)
        with self._lock:
            self.calls.append(("recover", sealed, reference))
            return self.ledger.get(sealed)

    def arrive(self) -> None:
        """Let what is on its way come in and be stamped."""
        with self._lock:
            for sealed in self._on_their_way:
                self._certify(sealed)
            self._on_their_way.clear()

    def _stay_silent(self, order: Order | None, sealed: bytes) -> None:
        if order is CLOSED:
            raise PACUnavailable("nobody is at the door")
        if order is LATE:
            self._on_their_way.append(sealed)
        raise StampOutcomeUnknown("no answer came")

    def _certify(self, sealed: bytes) -> bytes:
        if sealed not in self.ledger:
            self.ledger[sealed] = self._stamp_with(sealed)
        return self.ledger[sealed]
