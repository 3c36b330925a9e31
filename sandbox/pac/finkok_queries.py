"""Finkok's look-ups: what became of a UUID, the stamped XML, the credits, the time."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sandbox.pac import faults, finkok_faults
from sandbox.pac.finkok_account import FINKOK, Account
from sandbox.pac.finkok_soap import result_response
from sandbox.pac.ledger import Ledger
from sandbox.pac.sat_status import UUID, SATStatus, UnreachableError
from sandbox.pac.zones import CENTRO, zone_of

if TYPE_CHECKING:
    from sandbox.pac.exchange import Response
    from sandbox.pac.faults import FaultBook
    from sandbox.pac.finkok_soap import Member, Operation
    from sandbox.pac.ledger import Stamp

BAD_LOGIN = "Invalid Username or Password"
ASSIGNED = 1_000_000
KEPT = timedelta(days=90)
POSTAL_CODE = re.compile(r"[0-9]{5}")
SAT_UNREACHABLE = "N - 708: No se pudo conectar al SAT."


@dataclass(frozen=True)
class FinkokQueries:
    """Reads Finkok's ledger, and asks SAT in the account's name."""

    ledger: Ledger
    account: Account
    sat_status: SATStatus
    clock: Callable[[], datetime]

    @property
    def faults(self) -> FaultBook:
        """The orders of what goes wrong."""
        return self.account.faults

    def query_pending(self, operation: Operation) -> Response:
        """Answer query_pending: S while a stamp waits for its way to SAT, F once it is there."""
        stamp = self.ledger.by_uuid(operation.get("uuid"))
        lost = finkok_faults.instead_of_looking(self.faults.take(faults.RECOVER, FINKOK))
        return lost or self._answer(operation, lambda: self._pending(stamp, operation))

    def get_xml(self, operation: Operation) -> Response:
        """Answer get_xml for what was stamped in the last three months."""
        fault = self.faults.take(faults.GET_XML, FINKOK)
        uuid = operation.get("uuid").upper()

        def members() -> list[Member]:
            stamp = self.ledger.by_uuid(uuid)
            if stamp is None or not self._may_have(stamp, operation):
                return [("error", _not_found(uuid))]
            return [("xml", f"/static/xml/{uuid}.xml" if fault else stamp.xml), ("error", "")]

        return self._answer(operation, members)

    def report_credit(self, operation: Operation) -> Response:
        """Answer report_credit; an ordered lack of credits shows here."""

        def members() -> list[Member]:
            has_none = self.faults.is_waiting("out_of_credits", "finkok")
            credit = 0 if has_none else ASSIGNED - self.ledger.count()
            report: list[Member] = [("credit", str(credit)), ("date", self._shown_in(CENTRO))]
            is_known = self.account.refuse_issuer(operation.get("taxpayer_id")) is None
            return [("result", [("ReportTotalCredit", report)] if is_known else [])]

        return self._answer(operation, members)

    def local_time(self, operation: Operation) -> Response:
        """Answer datetime: what the clocks show at a postal code, the Zona Centro without one."""

        def members() -> list[Member]:
            zipcode = operation.get("zipcode")
            if zipcode and not POSTAL_CODE.fullmatch(zipcode):
                return [("error", "Código postal inválido")]
            zone = zone_of(zipcode).key if zipcode else CENTRO
            return [("datetime", self._shown_in(zone))]

        return self._answer(operation, members)

    def get_sat_status(self, operation: Operation) -> Response:
        """Answer get_sat_status: SAT's own answer, or 708 when SAT is not there."""
        asked = {
            "re": operation.get("taxpayer_id"),
            "rr": operation.get("rtaxpayer_id"),
            "tt": operation.get("total"),
            "id": operation.get("uuid"),
        }
        return self._answer(operation, lambda: [("sat", self._sat(asked)), ("error", "")])

    def _sat(self, asked: dict[str, str]) -> list[Member]:
        try:
            status = self.sat_status.consult(asked)
        except UnreachableError:
            return [("CodigoEstatus", SAT_UNREACHABLE)]
        return [
            ("EsCancelable", status.es_cancelable),
            ("CodigoEstatus", status.codigo_estatus),
            ("Estado", status.estado),
            ("EstatusCancelacion", status.estatus_cancelacion),
        ]

    def _answer(self, operation: Operation, members: Callable[[], list[Member]]) -> Response:
        refused = self.account.refuse_login(operation)
        told: list[Member] = [("error", BAD_LOGIN)] if refused else members()
        return result_response(operation, told)

    def _pending(self, stamp: Stamp | None, operation: Operation) -> list[Member]:
        uuid = operation.get("uuid")
        if not UUID.fullmatch(uuid):
            return [("error", "UUID con formato invalido")]
        if stamp is None:
            return [("error", _not_found(uuid))]
        date: Member = ("date", stamp.fecha_timbrado.replace("T", " "))
        if not self.sat_status.register.is_delivered(stamp):
            return [("status", "S"), ("uuid", stamp.uuid), ("error", ""), date]
        return [("status", "F"), ("xml", stamp.xml), ("uuid", stamp.uuid), ("error", ""), date]

    def _may_have(self, stamp: Stamp, operation: Operation) -> bool:
        is_kept = self.clock() - datetime.fromisoformat(stamp.at) <= KEPT
        is_theirs = stamp.rfc_emisor == operation.get("taxpayer_id")
        return is_kept and is_theirs and operation.get("invoice_type") == "I"

    def _shown_in(self, zone: str) -> str:
        return f"{self.clock().astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M:%S}"


def _not_found(uuid: str) -> str:
    return f"UUID {uuid} No Encontrado"
