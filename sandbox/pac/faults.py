"""Faults on order: what goes wrong next, how often or how long, and for whom."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

CONNECTION = "connection"
AUTHENTICATE = "authenticate"
TOKEN = "token"  # noqa: S105 - what a fault strikes
STAMP = "stamp"
DATAWAREHOUSE = "datawarehouse"
RECOVER = "recover"
GET_XML = "get_xml"
CANCEL = "cancel"
SAT_STATUS = "sat_status"

# What each fault strikes and which parameters it takes, with their defaults.
KINDS: dict[str, tuple[str, dict[str, Any]]] = {
    "down": (CONNECTION, {}),
    "auth_failure": (AUTHENTICATE, {}),
    "token_expired": (TOKEN, {}),
    "ok": (STAMP, {}),
    "stamped_then_drop": (STAMP, {}),
    "stamped_then_504": (STAMP, {}),
    "slow_but_stamped": (STAMP, {"seconds": 30.0}),
    "stamped_late": (STAMP, {"seconds": 30.0}),
    "slow_not_stamped": (STAMP, {"seconds": 30.0}),
    "not_stamped_500": (STAMP, {}),
    "refuse": (STAMP, {"code": "CFDI40145", "detail": None}),
    "307_without_data": (STAMP, {}),
    "cfdi3307": (STAMP, {}),
    "out_of_credits": (STAMP, {}),
    "html_200": (STAMP, {}),
    "malformed_xml": (STAMP, {}),
    "torn_xml": (STAMP, {}),
    "torn_body": (STAMP, {}),
    "other_document": (STAMP, {}),
    "datawarehouse_lag": (DATAWAREHOUSE, {}),
    "datawarehouse_500": (DATAWAREHOUSE, {}),
    "recovery_603": (RECOVER, {}),
    "recovery_500": (RECOVER, {}),
    "recovery_drop": (RECOVER, {}),
    "get_xml_path": (GET_XML, {}),
    "cancel_500": (CANCEL, {}),
    "cancel_then_drop": (CANCEL, {}),
    "cancel_708": (CANCEL, {}),
    "cancel_answer": (CANCEL, {"estatus_uuid": "205", "cod_estatus": None}),
    "sat_unavailable": (SAT_STATUS, {}),
    "sat_status": (
        SAT_STATUS,
        {
            "codigo_estatus": "S - Comprobante obtenido satisfactoriamente.",
            "estado": "Vigente",
            "es_cancelable": "Cancelable con aceptación",
            "estatus_cancelacion": "",
        },
    ),
}
# These only make sense for a document that is stamped already; they wait for one.
ON_REPEAT_ONLY = frozenset({"307_without_data", "cfdi3307", "recovery_603"})
# Said by one PAC only; it waits for a call to that one.
OF_ONE_PAC = {"cfdi3307": "sw"}
PARTIES = ("sw", "finkok", "sat")
MATCHES = frozenset({"rfc", "folio", "serie", "pac"})
OWN_FIELDS = frozenset({"fault", "times", "for_s", "match"})


class InvalidFaultError(ValueError):
    """The order cannot be understood; the message says why."""


@dataclass
class Fault:
    """One order: `left` calls, or until `until`; None in either means no such limit."""

    name: str
    left: int | None
    until: datetime | None
    match: dict[str, str]
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def target(self) -> str:
        """What it strikes."""
        return KINDS[self.name][0]

    def fits(self, subject: Mapping[str, str], *, repeat: bool) -> bool:
        """Say whether this call is one that it was ordered for."""
        if self.name in ON_REPEAT_ONLY and not repeat:
            return False
        if OF_ONE_PAC.get(self.name, subject.get("pac")) != subject.get("pac"):
            return False
        rfcs = {subject.get("rfc_emisor"), subject.get("rfc_receptor")}
        return all(
            value in rfcs if name == "rfc" else subject.get(name) == value
            for name, value in self.match.items()
        )

    def describe(self) -> dict[str, Any]:
        """Show it as `GET /control/faults` does."""
        return {
            "fault": self.name,
            "times": self.left,
            "until": self.until.isoformat() if self.until else None,
            "match": self.match,
            **self.params,
        }


class FaultBook:
    """The orders, first come first served. Safe to use from many threads."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._faults: list[Fault] = []

    def order(self, orders: object) -> None:
        """Add a list of orders behind those that wait. Raises InvalidFaultError, adding none."""
        if not isinstance(orders, list):
            raise InvalidFaultError("a list of faults is expected")
        read = [_read(order, self._clock()) for order in orders]
        with self._lock:
            self._faults.extend(read)

    def take(
        self, target: str, subject: Mapping[str, str] | None = None, *, repeat: bool = False
    ) -> Fault | None:
        """Return the first order for this call and count it, None when all shall go well."""
        with self._lock:
            self._drop_finished()
            for fault in self._faults:
                if fault.target == target and fault.fits(subject or {}, repeat=repeat):
                    if fault.left is not None:
                        fault.left -= 1
                    return fault
        return None

    def is_waiting(self, name: str, pac: str) -> bool:
        """Say whether such an order may still strike a call to this PAC."""
        return any(
            fault["fault"] == name and fault["match"].get("pac", pac) == pac
            for fault in self.waiting()
        )

    def waiting(self) -> list[dict[str, Any]]:
        """List the orders that may still strike."""
        with self._lock:
            self._drop_finished()
            return [fault.describe() for fault in self._faults]

    def clear(self) -> None:
        """Forget every order."""
        with self._lock:
            self._faults.clear()

    def _drop_finished(self) -> None:
        now = self._clock()
        self._faults = [
            fault
            for fault in self._faults
            if fault.left != 0 and (fault.until is None or now < fault.until)
        ]


def _read(order: object, now: datetime) -> Fault:
    if not isinstance(order, dict) or order.get("fault") not in KINDS:
        raise InvalidFaultError(f"unknown fault: {order!r}; known: {', '.join(KINDS)}")
    name = order["fault"]
    defaults = KINDS[name][1]
    unknown = set(order) - OWN_FIELDS - set(defaults)
    if unknown:
        raise InvalidFaultError(f"{name} does not take: {', '.join(sorted(unknown))}")
    left, until = _limits(order, now)
    params = {key: order.get(key, default) for key, default in defaults.items()}
    return Fault(name, left, until, _match(order), params)


def _limits(order: dict[str, Any], now: datetime) -> tuple[int | None, datetime | None]:
    times, seconds = order.get("times"), order.get("for_s")
    if times is not None and (not isinstance(times, int) or times < 1):
        raise InvalidFaultError("times must be a whole number from 1")
    if seconds is not None and (not isinstance(seconds, int | float) or seconds <= 0):
        raise InvalidFaultError("for_s must be a number of seconds over 0")
    until = now + timedelta(seconds=seconds) if seconds is not None else None
    return (1 if times is None and until is None else times), until


def _match(order: dict[str, Any]) -> dict[str, str]:
    match = order.get("match", {})
    if not isinstance(match, dict) or not set(match) <= MATCHES:
        raise InvalidFaultError(f"match takes: {', '.join(sorted(MATCHES))}")
    if match.get("pac", "sw") not in PARTIES:
        raise InvalidFaultError(f"pac is one of: {', '.join(PARTIES)}")
    return {name: str(value) for name, value in match.items()}
