"""When a CFDI may be handed in: from its Fecha until 72 hours later (RMF 2.7.2.9)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sandbox.pac.anexo20.refusals import Refused
from sandbox.pac.zones import zone_of

if TYPE_CHECKING:
    from sandbox.pac.anexo20.document import Comprobante

OLDEST = timedelta(hours=72)
CLOCK_GRACE = timedelta(minutes=5)


def check(comprobante: Comprobante, now: datetime) -> None:
    """Compare Fecha, local to LugarExpedicion, with `now` (aware).

    Raises Refused CFDI40101 for a day that does not exist, 401 outside the window.
    An hour that the end of summer time repeats counts as its later turn for the
    future and its earlier one for the past: nobody is refused for the ambiguity.
    """
    try:
        fecha = datetime.fromisoformat(comprobante.get("Fecha"))
    except ValueError as error:
        raise Refused("CFDI40101") from error
    zone = zone_of(comprobante.get("LugarExpedicion"))
    first, last = (fecha.replace(tzinfo=zone, fold=turn).astimezone(UTC) for turn in (0, 1))
    if min(first, last) > now + CLOCK_GRACE or max(first, last) < now - OLDEST:
        raise Refused("401", f"Fecha: {comprobante.get('Fecha')} ({zone.key})")
