"""What a fault does to a call for a stamp, whichever PAC is asked.

What each PAC then says in its own words is in sw_faults and finkok_faults.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sandbox.pac.exchange import Response, html_response
from sandbox.pac.timbre import Certifier, make_timbre

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.pac.faults import Fault
    from sandbox.pac.ledger import Stamp
    from sandbox.pac.stamping import Stamping

GATEWAY_TIMEOUT = 504
GATEWAY_TITLE = "504 Gateway Time-out"
DROPPED = Response(0, b"", drop=True)


def hangs_up(fault: Fault, pause: Callable[[float], bool]) -> bool:
    """Hold a late arrival back; True when the server stopped meanwhile and nothing is stamped."""
    return fault.name == "stamped_late" and not pause(float(fault.params["seconds"]))


def slow_failure(fault: Fault) -> Response | None:
    """Answer a proxy's 504 after a while in place of stamping, where the fault asks for it."""
    if fault.name != "slow_not_stamped":
        return None
    slow = html_response(GATEWAY_TIMEOUT, GATEWAY_TITLE)
    return replace(slow, delay_s=float(fault.params["seconds"]))


def on_its_way(fault: Fault | None, response: Response) -> Response:
    """Do to a finished answer, good or bad, what the fault asks."""
    if fault is None:
        return response
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


def tear(fault: Fault | None, document: str) -> str:
    """Break the document inside a whole answer, where the fault asks for it."""
    if fault is not None and fault.name == "torn_xml":
        return document[: len(document) // 2]
    if fault is not None and fault.name == "malformed_xml":
        return document.removesuffix(">") + "<"
    return document


def stamp_of_another(fault: Fault | None, stamp: Stamp | None, stamping: Stamping) -> Stamp | None:
    """Give the stamp that the fault other_document puts in place of `stamp`, None without it.

    A real one of another document, or a timbre over a seal that is not ours.
    """
    if fault is None or fault.name != "other_document" or stamp is None:
        return None
    return stamping.ledger.another_than(stamp.sello_hash) or _foreign(stamp, stamping.certifier)


def _foreign(stamp: Stamp, certifier: Certifier) -> Stamp:
    foreign = stamp.sello[::-1]
    timbre = make_timbre(foreign, certifier, datetime.fromisoformat(stamp.at))
    return replace(
        stamp,
        uuid=timbre.uuid,
        sello=foreign,
        tfd=timbre.element,
        sello_sat=timbre.sello_sat,
        cadena_original=timbre.cadena_original,
        xml=stamp.xml.replace(stamp.tfd, timbre.element),
    )
