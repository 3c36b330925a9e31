"""What each fault does to a call for a stamp: instead of stamping, or to the answer afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sandbox.pac import sw_answers
from sandbox.pac.anexo20.refusals import sentence
from sandbox.pac.exchange import Response, html_response
from sandbox.pac.timbre import make_timbre

if TYPE_CHECKING:
    from sandbox.authority.authority import Authority
    from sandbox.pac.faults import Fault
    from sandbox.pac.ledger import Stamp
    from sandbox.pac.sw_answers import Answer

GATEWAY_TIMEOUT = 504
GATEWAY_TITLE = "504 Gateway Time-out"
DROPPED = Response(0, b"", drop=True)


def instead_of_stamping(fault: Fault, earlier: Stamp | None) -> Response | None:
    """Answer a call that this fault keeps from being stamped; None when it goes on."""
    if fault.name == "slow_not_stamped":
        slow = html_response(GATEWAY_TIMEOUT, GATEWAY_TITLE)
        return replace(slow, delay_s=float(fault.params["seconds"]))
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
    if fault is None:
        return answer.response(in_base64=in_base64)
    response = _torn(fault, answer).response(in_base64=in_base64)
    if fault.name == "stamped_then_drop":
        return DROPPED
    if fault.name == "stamped_then_504":
        return html_response(GATEWAY_TIMEOUT, GATEWAY_TITLE)
    if fault.name == "html_200":
        return html_response(200, "Sitio en mantenimiento")
    if fault.name == "slow_but_stamped":
        return replace(response, delay_s=float(fault.params["seconds"]))
    if fault.name == "torn_body":
        return replace(response, cut_at=len(response.body) // 2)
    return response


def _torn(fault: Fault, answer: Answer) -> Answer:
    if answer.data is None or fault.name not in {"torn_xml", "malformed_xml"}:
        return answer
    tear = _cut_in_half if fault.name == "torn_xml" else _break_end_tag
    data: dict[str, Any] = {
        name: tear(value) if name in sw_answers.DOCUMENTS else value
        for name, value in answer.data.items()
    }
    return replace(answer, data=data)


def _cut_in_half(document: str) -> str:
    return document[: len(document) // 2]


def _break_end_tag(document: str) -> str:
    return document.removesuffix(">") + "<"


def stamp_of_another(stamp: Stamp, other: Stamp | None, authority: Authority) -> Stamp:
    """Give the stamp of another document: a real one, or a timbre over a seal that is not ours."""
    if other is not None:
        return other
    foreign = stamp.sello[::-1]
    timbre = make_timbre(foreign, authority, datetime.fromisoformat(stamp.at))
    return replace(
        stamp,
        uuid=timbre.uuid,
        sello=foreign,
        tfd=timbre.element,
        sello_sat=timbre.sello_sat,
        cadena_original=timbre.cadena_original,
        xml=stamp.xml.replace(stamp.tfd, timbre.element),
    )
