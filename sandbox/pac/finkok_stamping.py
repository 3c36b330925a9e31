"""Finkok's stamp service: stamp and quick_stamp make a stamp, stamped brings one back."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from sandbox.pac import fault_effects, faults, finkok_answers, finkok_faults
from sandbox.pac.anexo20.refusals import NotXML, Refused, TimbrePresent
from sandbox.pac.faults import FaultBook
from sandbox.pac.finkok_account import Account
from sandbox.pac.finkok_answers import Incidencia, StampResult
from sandbox.pac.finkok_soap import result_response
from sandbox.pac.ledger import Stamp
from sandbox.pac.sat_register import SATRegister
from sandbox.pac.stamping import Stamping

if TYPE_CHECKING:
    from sandbox.pac.anexo20.document import Comprobante
    from sandbox.pac.exchange import Response
    from sandbox.pac.faults import Fault
    from sandbox.pac.finkok_soap import Operation

QUICK = "quick_stamp"


@dataclass(frozen=True)
class Outcome:
    """What became of a call: the log's word for it, the result, and the stamp if there is one."""

    name: str
    result: StampResult
    stamp: Stamp | None = None


@dataclass(frozen=True)
class FinkokLags:
    """How slow Finkok is.

    `recovery`: how long a stamp is known but cannot be had again; `delivery`:
    how long quick_stamp waits before it hands a stamp to SAT.
    """

    recovery: timedelta = timedelta(seconds=4)
    delivery: timedelta = timedelta(seconds=30)


@dataclass(frozen=True)
class FinkokStamping:
    """Joins account, faults, stamping and log. `pause` waits; False when the server stops."""

    stamping: Stamping
    account: Account
    register: SATRegister
    faults: FaultBook
    lags: FinkokLags
    pause: Callable[[float], bool]

    def stamp(self, operation: Operation) -> Response:
        """Answer stamp and quick_stamp."""
        return self._answer(operation, self._stamp)

    def stamped(self, operation: Operation) -> Response:
        """Answer stamped."""
        return self._answer(operation, self._recover)

    def _answer(
        self, operation: Operation, view: Callable[[Operation, Comprobante], Response]
    ) -> Response:
        refused = self.account.refuse_login(operation)
        if refused is not None:
            self.stamping.log("unauthorized")
            return _written(operation, self._incidencia(refused))
        try:
            comprobante = self.stamping.read(_decoded(operation.get("xml")))
        except Refused as refusal:
            outcome = self._refused(refusal)
            self.stamping.log(outcome.name)
            return _written(operation, outcome.result)
        return view(operation, comprobante)

    def _stamp(self, operation: Operation, comprobante: Comprobante) -> Response:
        earlier = self.stamping.earlier(comprobante)
        log = partial(self.stamping.log, comprobante=comprobante)
        subject = self.stamping.subject(comprobante)
        fault = self.faults.take(faults.STAMP, subject, repeat=earlier is not None)
        kept_out = self._kept_out(fault, operation) if fault is not None else None
        if kept_out is not None:
            log("not_stamped", stamp=earlier, fault=fault)
            return kept_out
        outcome = self._outcome(operation, comprobante, earlier)
        log(outcome.name, stamp=outcome.stamp, fault=fault)
        return self._spoiled(operation, fault, outcome)

    def _kept_out(self, fault: Fault, operation: Operation) -> Response | None:
        """Answer in place of stamping, or wait first where the fault is a late arrival."""
        if fault_effects.hangs_up(fault, self.pause):
            return fault_effects.DROPPED
        if fault.name == "not_stamped_500":
            return finkok_faults.uncontrolled()
        slow = fault_effects.slow_failure(fault)
        if slow is not None:
            return slow
        result = finkok_faults.instead_of_stamping(fault, self.stamping.clock())
        return _written(operation, result) if result is not None else None

    def _outcome(
        self, operation: Operation, comprobante: Comprobante, earlier: Stamp | None
    ) -> Outcome:
        if earlier is not None:
            return self._repeated(operation, earlier)
        issuer = self.account.refuse_issuer(comprobante.emisor.get("Rfc", ""))
        if issuer is not None:
            return Outcome(f"refused:{issuer}", self._incidencia(issuer))
        try:
            stamp, is_new = self.stamping.stamp(comprobante, None)
        except Refused as refusal:
            return self._refused(refusal)
        if not is_new:
            return self._repeated(operation, stamp)
        if operation.name == QUICK:
            at = datetime.fromisoformat(stamp.at) + self.lags.delivery
            self.register.deliver_at(stamp.uuid, at)
        return Outcome("stamped", StampResult(finkok_answers.NEW, stamp), stamp)

    def _repeated(self, operation: Operation, stamp: Stamp) -> Outcome:
        """Tell a repeat: without data to quick_stamp, and to stamp too until it can be had."""
        if operation.name == QUICK or not self._is_settled(stamp):
            result = self._incidencia(finkok_answers.PREVIOUS_STAMP)
            return Outcome("repeated", result, stamp)
        told = Incidencia(
            finkok_answers.PREVIOUS_STAMP,
            self.stamping.clock(),
            rfc_emisor=stamp.rfc_emisor,
            uuid=stamp.uuid,
        )
        return Outcome("repeated", StampResult(finkok_answers.REPEATED, stamp, told), stamp)

    def _recover(self, operation: Operation, comprobante: Comprobante) -> Response:
        stamp = self.stamping.earlier(comprobante)
        subject = self.stamping.subject(comprobante)
        fault = self.faults.take(faults.RECOVER, subject, repeat=stamp is not None)
        is_there = stamp is not None and self._is_settled(stamp) and fault is None
        outcome = "recovered" if is_there else "not_recovered"
        self.stamping.log(outcome, comprobante=comprobante, stamp=stamp, fault=fault)
        if not is_there:
            unknown = self._incidencia(finkok_answers.NO_STAMP)
            return finkok_faults.instead_of_looking(fault) or _written(operation, unknown)
        return _written(operation, StampResult(finkok_answers.RECOVERED, stamp))

    def _is_settled(self, stamp: Stamp) -> bool:
        age = self.stamping.clock() - datetime.fromisoformat(stamp.at)
        return age >= self.lags.recovery

    def _spoiled(self, operation: Operation, fault: Fault | None, outcome: Outcome) -> Response:
        result, told = outcome.result, outcome.result.stamp
        other = fault_effects.stamp_of_another(fault, told, self.stamping)
        if other is not None:
            result = StampResult(result.cod_estatus, other, result.incidencia)
        return fault_effects.on_its_way(fault, _written(operation, result, fault))

    def _refused(self, refusal: Refused) -> Outcome:
        code = _code(refusal)
        return Outcome(f"refused:{code}", self._incidencia(code, refusal.detail or ""))

    def _incidencia(self, code: str, extra: str = "") -> StampResult:
        return StampResult(incidencia=Incidencia(code, self.stamping.clock(), extra))


def _decoded(xml: str) -> bytes:
    try:
        return base64.b64decode("".join(xml.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotXML from error


def _code(refusal: Refused) -> str:
    if isinstance(refusal, NotXML):
        return finkok_answers.UNREADABLE
    if isinstance(refusal, TimbrePresent):
        return finkok_answers.TIMBRE_PRESENT
    return refusal.code


def _written(operation: Operation, result: StampResult, fault: Fault | None = None) -> Response:
    xml = fault_effects.tear(fault, result.stamp.xml) if result.stamp is not None else ""
    return result_response(operation, result.members(xml))
