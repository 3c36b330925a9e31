"""What SW says where a fault strikes a call for a stamp."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sandbox.pac import fault_effects, sw_answers
from sandbox.pac.anexo20.refusals import sentence

if TYPE_CHECKING:
    from sandbox.pac.exchange import Response
    from sandbox.pac.faults import Fault
    from sandbox.pac.ledger import Stamp
    from sandbox.pac.sw_answers import Answer


def instead_of_stamping(fault: Fault, earlier: Stamp | None) -> Response | None:
    """Answer a call that this fault keeps from being stamped; None when it goes on."""
    answer = _answer_instead(fault, earlier)
    return answer.response() if answer is not None else None


def _answer_instead(fault: Fault, earlier: Stamp | None) -> Answer | None:
    if fault.name == "not_stamped_500":
        return sw_answers.failure(sw_answers.UNCONTROLLED, status=500)
    if fault.name == "out_of_credits":
        return sw_answers.failure(sw_answers.NO_CREDITS)
    if fault.name == "refuse":
        code = str(fault.params["code"])
        return sw_answers.failure(f"{code} - {sentence(code)}", fault.params["detail"])
    if fault.name == "307_without_data":
        return sw_answers.failure(sw_answers.PREVIOUS_STAMP)
    if fault.name == "cfdi3307" and earlier is not None:
        data = sw_answers.customid_data(earlier)
        return sw_answers.failure(sw_answers.CUSTOMID_TAKEN, data=data)
    return None


def spoil(fault: Fault | None, answer: Answer, *, in_base64: bool) -> Response:
    """Do to a finished answer, good or bad, what the fault asks."""
    response = _torn(fault, answer).response(in_base64=in_base64)
    return fault_effects.on_its_way(fault, response)


def _torn(fault: Fault | None, answer: Answer) -> Answer:
    if answer.data is None:
        return answer
    data: dict[str, Any] = {
        name: fault_effects.tear(fault, value) if name in sw_answers.DOCUMENTS else value
        for name, value in answer.data.items()
    }
    return replace(answer, data=data)
