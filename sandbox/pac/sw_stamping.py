"""SW's stamping service: `POST /v4/cfdi33/stamp/{version}` and its older paths."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from sandbox.pac import fault_effects, faults, sw_access, sw_answers, sw_faults
from sandbox.pac.anexo20.refusals import Refused
from sandbox.pac.exchange import multipart_part
from sandbox.pac.faults import FaultBook
from sandbox.pac.ledger import CustomIdTakenError, Stamp
from sandbox.pac.stamping import Stamping
from sandbox.pac.sw_answers import Answer
from sandbox.pac.tokens import TokenRefusedError, Tokens

if TYPE_CHECKING:
    from sandbox.pac.anexo20.document import Comprobante
    from sandbox.pac.exchange import Request, Response
    from sandbox.pac.faults import Fault

NO_XML = "Xml CFDI33 no proporcionado o viene vacio."


@dataclass(frozen=True)
class Order:
    """What one call asks for: these bytes, answered in this version."""

    sent: bytes
    customid: str | None
    version: str
    in_base64: bool


@dataclass(frozen=True)
class Outcome:
    """What became of a call: the log's word for it, the answer, and the stamp if there is one."""

    name: str
    answer: Answer
    stamp: Stamp | None = None


@dataclass(frozen=True)
class SWStamping:
    """Joins door, faults, stamping and log. `pause` waits and is False when the server stops."""

    stamping: Stamping
    tokens: Tokens
    faults: FaultBook
    pause: Callable[[float], bool]

    def answer(
        self, request: Request, *, version: str, in_base64: bool, with_customid: bool
    ) -> Response:
        """Answer one call for a stamp, however it ends, and write it into the log."""
        customid = None
        try:
            sw_access.authorize(request, self.tokens, self.faults)
            customid = sw_access.read_customid(request) if with_customid else None
            sw_access.check_emails(request)
            order = Order(_read_xml(request, in_base64), customid, version, in_base64)
        except TokenRefusedError as refused:
            self.stamping.log("unauthorized", customid=customid)
            return sw_answers.failure(str(refused), status=sw_access.UNAUTHORIZED).response()
        except sw_access.HeaderRefusedError as refused:
            self.stamping.log("refused:header", customid=customid)
            return sw_answers.failure(str(refused)).response()
        return self._answer_order(order)

    def _answer_order(self, order: Order) -> Response:
        try:
            comprobante = self.stamping.read(order.sent)
        except Refused as refusal:
            outcome = _refused(refusal)
            self.stamping.log(outcome.name, customid=order.customid)
            return outcome.answer.response()
        return self._answer_document(comprobante, order)

    def _answer_document(self, comprobante: Comprobante, order: Order) -> Response:
        earlier = self.stamping.earlier(comprobante)
        log = partial(self.stamping.log, customid=order.customid, comprobante=comprobante)
        subject = self.stamping.subject(comprobante)
        fault = self.faults.take(faults.STAMP, subject, repeat=earlier is not None)
        kept_out = self._kept_out(fault, earlier) if fault is not None else None
        if kept_out is not None:
            log("not_stamped", stamp=earlier, fault=fault)
            return kept_out
        outcome = self._stamp(comprobante, order, earlier)
        log(outcome.name, stamp=outcome.stamp, fault=fault)
        return sw_faults.spoil(
            fault, self._swapped(fault, outcome, order), in_base64=order.in_base64
        )

    def _kept_out(self, fault: Fault, earlier: Stamp | None) -> Response | None:
        """Answer in place of stamping, or wait first where the fault is a late arrival."""
        if fault_effects.hangs_up(fault, self.pause):
            return fault_effects.DROPPED
        return fault_effects.slow_failure(fault) or sw_faults.instead_of_stamping(fault, earlier)

    def _stamp(self, comprobante: Comprobante, order: Order, earlier: Stamp | None) -> Outcome:
        if earlier is not None:
            return _repeated(earlier, order.version)
        taken = self._first_of_customid(order.customid)
        if taken is not None:
            return _customid_taken(taken)
        try:
            stamp, is_new = self.stamping.stamp(comprobante, order.customid)
        except Refused as refusal:
            return _refused(refusal)
        except CustomIdTakenError as error:
            return _customid_taken(error.earlier)
        if not is_new:
            return _repeated(stamp, order.version)
        data = sw_answers.stamped_data(stamp, order.version)
        return Outcome("stamped", sw_answers.success(data), stamp)

    def _first_of_customid(self, customid: str | None) -> Stamp | None:
        if customid is None:
            return None
        return self.stamping.ledger.by_customid(customid, self.stamping.clock())

    def _swapped(self, fault: Fault | None, outcome: Outcome, order: Order) -> Answer:
        """Put another document's stamp into the answer where the fault asks for it."""
        other = fault_effects.stamp_of_another(fault, outcome.stamp, self.stamping)
        if other is None:
            return outcome.answer
        return replace(outcome.answer, data=sw_answers.stamped_data(other, order.version))


def _read_xml(request: Request, in_base64: bool) -> bytes:  # noqa: FBT001 - it is the path's suffix
    content = multipart_part(request, "xml")
    if not content:
        raise sw_access.HeaderRefusedError(NO_XML)
    if not in_base64:
        return content
    try:
        return base64.b64decode(b"".join(content.split()), validate=True)
    except binascii.Error as error:
        raise sw_access.HeaderRefusedError(NO_XML) from error


def _refused(refusal: Refused) -> Outcome:
    return Outcome(f"refused:{refusal.code}", sw_answers.failure(refusal.message, refusal.detail))


def _repeated(stamp: Stamp, version: str) -> Outcome:
    data = sw_answers.stamped_data(stamp, version)
    return Outcome("repeated", sw_answers.failure(sw_answers.PREVIOUS_STAMP, data=data), stamp)


def _customid_taken(stamp: Stamp) -> Outcome:
    data = sw_answers.customid_data(stamp)
    return Outcome(
        "customid_taken", sw_answers.failure(sw_answers.CUSTOMID_TAKEN, data=data), stamp
    )
