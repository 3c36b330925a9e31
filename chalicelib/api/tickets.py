"""Checking a receptor and a ticket before anything is asked for."""

from __future__ import annotations

from chalice import Response

from chalicelib import clock, guard_container
from chalicelib.api.routes import Routes, ok
from chalicelib.api.schemas import receptors, tickets
from chalicelib.api.ticket_asker import asker_of, known_account
from chalicelib.domain.budget import TICKET_PREFIX
from chalicelib.domain.money import ZERO
from chalicelib.domain.receptor import (
    FOREIGN_REGIMEN_FISCAL,
    FOREIGN_USO_CFDI,
    allowed_regimenes,
    allowed_usos,
    check_receptor,
    suggested_name,
    suggested_uso_cfdi,
)
from chalicelib.domain.rfc import RFC
from chalicelib.domain.ticket import TicketStatus
from chalicelib.usecases.ticketing import ProvedTicket

routes = Routes(__name__)


@routes.serve(
    "POST",
    "/v1/receptor-checks",
    summary="What an RFC may state, and what is wrong with what it states",
    request=receptors.ReceptorCheck,
    answers={200: receptors.ReceptorCheckView},
    problems=(400, 413, 415, 422),
)
def check_a_receptor() -> Response:
    """Judge fiscal data by what needs no list of SAT's servers."""
    asked = routes.body(receptors.ReceptorCheck)
    return ok(_judged(RFC.parse(asked.rfc), asked))


@routes.serve(
    "POST",
    "/v1/ticket-checks",
    summary="Where a ticket stands, for whoever proves that he holds it",
    request=tickets.TicketCheck,
    answers={200: tickets.TicketCheckView},
    problems=(400, 403, 404, 413, 415, 422, 429, 503),
    limited=TICKET_PREFIX,
)
def check_a_ticket() -> Response:
    """Show a proved ticket; the answer for any wrong datum is one and the same."""
    asked = routes.body(tickets.TicketCheck)
    asker = asker_of(routes, asked.captcha, known_account(routes))
    proved = guard_container.ticket_guarding().prove(asked.proof(), asker)
    return ok(tickets.TicketCheckView(ticket=_ticket(proved)))


def _judged(rfc: RFC, asked: receptors.ReceptorCheck) -> receptors.ReceptorCheckView:
    regimen = asked.regimen_fiscal
    found = check_receptor(rfc, asked.name, asked.postal_code, regimen, asked.uso_cfdi)
    usos = allowed_usos(rfc, _regimen(rfc, asked) or "")
    return receptors.ReceptorCheckView(
        rfc=str(rfc),
        persona=rfc.persona.value,
        regimenes=[receptors.Choice(code=r.code, name=r.name) for r in allowed_regimenes(rfc)],
        usos=[receptors.Choice(code=u.code, name=u.name) for u in usos if u.purchase],
        suggested=receptors.Suggestion(
            name=suggested_name(asked.name, rfc.persona) if asked.name else None,
            uso_cfdi=_suggested_uso(rfc, regimen),
        ),
        problems=[
            receptors.Finding(field=p.field, code=p.code, severity=p.severity.value) for p in found
        ],
    )


def _regimen(rfc: RFC, asked: receptors.ReceptorCheck) -> str | None:
    """Return the régimen that the uses hang on: a foreigner's is fixed, whatever he states."""
    return FOREIGN_REGIMEN_FISCAL if rfc.is_foreign_generic else asked.regimen_fiscal


def _suggested_uso(rfc: RFC, regimen: str | None) -> str | None:
    if rfc.is_foreign_generic:
        return FOREIGN_USO_CFDI
    return suggested_uso_cfdi(regimen) if regimen else None


def _ticket(proved: ProvedTicket) -> tickets.TicketView:
    ticket = proved.record.ticket
    status = proved.status(clock.now())
    return tickets.TicketView(
        id=ticket.key.ticket_id,
        branch_id=ticket.branch_id,
        purchased_at=proved.branch.local(ticket.purchased_at),
        total=ticket.total,
        tip=ticket.tip,
        not_invoiced=[
            tickets.NotInvoicedView(kind=part.kind, amount=part.amount)
            for part in ticket.not_invoiced
        ],
        invoice_total=ticket.invoice_total,
        forma_pago=ticket.forma_pago,
        formas_pago=list(ticket.formas_pago),
        forma_pago_fixed=ticket.forma_pago is not None,
        deadline=proved.deadline,
        combine_key=_combine_key(proved),
        status=status.value,
        can=_can(proved, status),
    )


def _combine_key(proved: ProvedTicket) -> str:
    """Tickets with the same key may share a CFDI: one branch and one form of payment."""
    ticket = proved.record.ticket
    alone = "" if proved.branch.policy.combine else f":{ticket.key.ticket_id}"
    return f"{ticket.branch_id}:{ticket.forma_pago or 'any'}{alone}"


def _can(proved: ProvedTicket, status: TicketStatus) -> list[str]:
    can = []
    if status is TicketStatus.AVAILABLE and proved.record.ticket.invoice_total > ZERO:
        can.append("invoice")
    if status in {TicketStatus.IN_PROGRESS, TicketStatus.INVOICED}:
        can.append("lookup")
    if "invoice" not in can:
        can.append("ask_store")
    return can
