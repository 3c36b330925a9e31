"""Finkok (FIN1203015JA) as our PAC: SOAP, our sealed bytes in, the stamped XML out.

Sources: Finkok's wiki (stamp, stamped, query_pending, cancel_signature,
get_sat_status, "tipificacion"), WSDLs. Quirks, each dated: docs/pac/finkok.md.
"""

from __future__ import annotations

import time
from base64 import b64encode
from typing import TYPE_CHECKING

from chalicelib.pac.finkok_answer import StampAnswer, read_stamp_answer
from chalicelib.pac.finkok_queries import FinkokQueries
from chalicelib.pac.finkok_soap import Operation
from chalicelib.pac.http import AnswerLostError
from chalicelib.pac.port import PACCapabilities, PACUnavailable, StampOutcomeUnknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from chalicelib.pac.finkok_soap import FinkokDoor

STAMP = Operation("stamp", "stamp", ("xml", "username", "password"))
STAMPED = Operation("stamp", "stamped", ("xml", "username", "password"))

LOOK_EVERY_S = 0.2
LOOK_FOR_S = 1.0
"""How long one call looks for a stamp that Finkok has and does not show yet; the rest is the
state's to retry."""

CAPABILITIES = PACCapabilities(
    name="finkok",
    dedupe="by_bytes",
    returns_stamp_on_dup=True,
    lookup_by_document=True,
    lookup_lag_s=8,  # up to here `stamped` may still answer 603 for a document that is stamped
    max_inflight_s=300,
)


class Finkok(FinkokQueries):
    """Stamps through `door`; `sleep` and `monotonic` are the clock of its short waits."""

    capabilities = CAPABILITIES

    def __init__(
        self,
        door: FinkokDoor,
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(door)
        self._sleep = sleep
        self._monotonic = monotonic

    def stamp(self, sealed: bytes, reference: str) -> bytes:
        """Have the sealed bytes stamped, or return the stamp that they already have.

        Finkok knows a document by its bytes; `reference` does not travel.
        """
        del reference
        answer = self._asked(STAMP, sealed)
        if answer.document:
            return answer.document
        if answer.speaks_of_a_stamp:
            return self._looked_for(sealed)
        raise answer.turned_away() or answer.rejected() or answer.unclear()

    def recover(self, sealed: bytes, reference: str) -> bytes | None:
        """Look the bytes up; None (603) is proof only once the lag of the capabilities is over."""
        del reference
        answer = self._asked(STAMPED, sealed)
        if answer.document or answer.denies_a_stamp:
            return answer.document
        raise answer.turned_away() or answer.unclear()

    def _looked_for(self, sealed: bytes) -> bytes:
        """Look for a stamp that exists. Whatever goes wrong here, it is never "unavailable"."""
        until = self._monotonic() + LOOK_FOR_S
        while self._monotonic() < until:
            self._sleep(LOOK_EVERY_S)
            try:
                answer = self._asked(STAMPED, sealed)
            except PACUnavailable as error:
                raise StampOutcomeUnknown(f"stamped before, not fetched: {error}") from error
            if answer.document:
                return answer.document
        raise StampOutcomeUnknown("stamped before, and Finkok does not show it yet")

    def _asked(self, operation: Operation, sealed: bytes) -> StampAnswer:
        try:
            result = self._door.ask(operation, xml=b64encode(sealed).decode())
        except AnswerLostError as error:
            raise StampOutcomeUnknown(f"Finkok's answer was lost: {error}") from error
        return read_stamp_answer(result)
