"""What Finkok says where a fault strikes a call for a stamp."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.pac import fault_effects, finkok_answers
from sandbox.pac.finkok_answers import Incidencia, StampResult
from sandbox.pac.finkok_soap import SoapFaultError, fault_response

if TYPE_CHECKING:
    from datetime import datetime

    from sandbox.pac.exchange import Response
    from sandbox.pac.faults import Fault


def uncontrolled() -> Response:
    """Answer the Fault of a server that has lost its way: HTTP 500, and no result."""
    # Python's own words, which Finkok once let out (phpcfdi/finkok, QueryPendingService issue).
    return fault_response(
        SoapFaultError("Server", "local variable 'invoice' referenced before assignment")
    )


def instead_of_looking(fault: Fault | None) -> Response | None:
    """Answer a call to get a stamp back that comes to nothing; None when it goes on."""
    if fault is not None and fault.name == "recovery_500":
        return uncontrolled()
    if fault is not None and fault.name == "recovery_drop":
        return fault_effects.DROPPED
    return None


def instead_of_stamping(fault: Fault, now: datetime) -> StampResult | None:
    """Answer a call that this fault keeps from being stamped; None when it goes on."""
    codes = {
        "out_of_credits": finkok_answers.NO_CREDITS,
        "307_without_data": finkok_answers.PREVIOUS_STAMP,
        "refuse": str(fault.params.get("code")),
    }
    if fault.name not in codes:
        return None
    extra = str(fault.params.get("detail") or "")
    return StampResult(incidencia=Incidencia(codes[fault.name], now, extra))
