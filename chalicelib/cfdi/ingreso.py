"""The CFDI of type ingreso that a shopper asks for: a store's tickets made out to one receptor."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from chalicelib.catalogs.timezones import zone
from chalicelib.cfdi.comprobante import Comprobante, Emisor, Receptor
from chalicelib.cfdi.conceptos import conceptos_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chalicelib.domain import receptor as fiscal
    from chalicelib.domain.branch import Branch
    from chalicelib.domain.ticket import Ticket

PAID_IN_FULL = "PUE"
KEEPS_ITS_MOMENT = timedelta(hours=24)


def ingreso(  # noqa: PLR0913, PLR0917 - a CFDI is made of this much
    tickets: Sequence[Ticket],
    branch: Branch,
    receptor: fiscal.Receptor,
    uso_cfdi: str,
    forma_pago: str,
    fecha: datetime,
    folio: int,
) -> Comprobante:
    """Return the document of tickets that one branch sold; its Total is their sale to the cent.

    `fecha` is aware and is told by the branch's clock. Raises what `conceptos_of`
    does, and RuleBroken for data that SAT's patterns refuse.
    """
    issuer = branch.issuer
    return Comprobante(
        serie=branch.serie,
        folio=str(folio),
        fecha=_wall_clock(fecha, branch.timezone),
        forma_pago=forma_pago,
        metodo_pago=PAID_IN_FULL,
        lugar_expedicion=branch.postal_code,
        emisor=Emisor(issuer.rfc, issuer.name, issuer.regimen_fiscal),
        receptor=Receptor(
            str(receptor.rfc),
            receptor.name,
            receptor.postal_code,
            receptor.regimen_fiscal,
            uso_cfdi,
        ),
        conceptos=conceptos_of(tickets),
    )


def fecha_of(accepted_at: datetime, now: datetime, timezone: str) -> datetime:
    """Return the moment that Fecha tells, to the second and by the clock of an IANA zone.

    It is the moment when the request was accepted, so that who asks on the 31st
    gets the 31st; once that is a day old it is now, because a CFDI must reach the
    PAC within 24 hours of its Fecha (RCFF 39).
    """
    fresh = now - accepted_at < KEEPS_ITS_MOMENT
    moment = accepted_at if fresh else now
    return moment.astimezone(zone(timezone)).replace(microsecond=0)


def _wall_clock(moment: datetime, timezone: str) -> datetime:
    """Return what the clock on the wall shows: Anexo 20's Fecha has no zone."""
    return moment.astimezone(zone(timezone)).replace(tzinfo=None, microsecond=0)
