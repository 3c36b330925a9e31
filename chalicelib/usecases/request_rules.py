"""What a request must satisfy before any ticket is claimed: every complaint at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.invoice import Invoice
from chalicelib.domain.invoice_parts import InvoiceData
from chalicelib.domain.money import ZERO
from chalicelib.domain.receptor import (
    FOREIGN_USO_CFDI,
    Receptor,
    Severity,
    check_receptor,
    foreign_receptor,
)
from chalicelib.domain.rfc import RFC, InvalidRFC
from chalicelib.errors import Conflict, FieldProblem, Invalid
from chalicelib.usecases.ticketing import ProvedTicket


@dataclass(frozen=True)
class AskedData:
    """The data of the CFDI as typed; an empty text is a datum that was not given."""

    rfc: str
    name: str
    postal_code: str
    regimen_fiscal: str
    uso_cfdi: str
    forma_pago: str
    emails: tuple[str, ...] = ()

    @classmethod
    def of(cls, invoice: Invoice) -> AskedData:
        """Return what an invoice was asked with, to be corrected."""
        data = invoice.data
        return cls(
            rfc=str(data.receptor.rfc),
            name=data.receptor.name,
            postal_code=data.receptor.postal_code,
            regimen_fiscal=data.receptor.regimen_fiscal,
            uso_cfdi=data.uso_cfdi,
            forma_pago=data.forma_pago,
            emails=data.emails,
        )


def check_data(asked: AskedData, tickets: Sequence[ProvedTicket]) -> InvoiceData:
    """Return the data as the CFDI will bear them; raises Invalid with every wrong field.

    A foreigner's RFC (XEXX010101000) gets the values that SAT fixes for it, at
    the branch's postal code and without ResidenciaFiscal.
    """
    told = _with_what_sat_fixes(asked, tickets)
    problems = _receptor_problems(told) + _forma_pago_problems(told.forma_pago, tickets)
    if problems:
        raise Invalid(fields=tuple(problems))
    rfc = RFC.parse(told.rfc)
    receptor = Receptor(rfc, told.name, told.postal_code, told.regimen_fiscal)
    return InvoiceData(receptor, told.uso_cfdi, told.forma_pago, told.emails)


def _with_what_sat_fixes(asked: AskedData, tickets: Sequence[ProvedTicket]) -> AskedData:
    try:
        rfc = RFC.parse(asked.rfc)
    except InvalidRFC:
        return asked
    if not rfc.is_foreign_generic:
        return asked
    fixed = foreign_receptor(tickets[0].branch.postal_code, asked.name)
    return replace(
        asked,
        postal_code=fixed.postal_code,
        regimen_fiscal=fixed.regimen_fiscal,
        uso_cfdi=FOREIGN_USO_CFDI,
    )


def _receptor_problems(asked: AskedData) -> list[FieldProblem]:
    found = check_receptor(
        asked.rfc, asked.name, asked.postal_code, asked.regimen_fiscal, asked.uso_cfdi
    )
    return [
        FieldProblem(_pointer(problem.field), problem.code)
        for problem in found
        if problem.severity is Severity.ERROR
    ]


def _pointer(field: str) -> str:
    return f"/{field}" if field == "uso_cfdi" else f"/receptor/{field}"


def _forma_pago_problems(forma_pago: str, tickets: Sequence[ProvedTicket]) -> list[FieldProblem]:
    allowed = _formas_in_common(tickets)
    if not allowed:
        return []  # no form in common is a matter of combining, not of this field
    if not forma_pago:
        return [FieldProblem("/forma_pago", "required")]
    if forma_pago in allowed:
        return []
    params = {"allowed": sorted(allowed)}
    return [FieldProblem("/forma_pago", "forma_pago_differs_from_sale", params)]


def _formas_in_common(tickets: Sequence[ProvedTicket]) -> set[str]:
    return set.intersection(*(set(ticket.record.ticket.formas_pago) for ticket in tickets))


def refuse_repeated(tickets: Sequence[ProvedTicket]) -> None:
    """Refuse a list that names one ticket twice."""
    seen: set[str] = set()
    fields = []
    for at, ticket in enumerate(tickets):
        key = str(ticket.record.ticket.key)
        if key in seen:
            fields.append(FieldProblem(f"/tickets/{at}", "ticket_repeated"))
        seen.add(key)
    if fields:
        raise Invalid("ticket_repeated", fields=tuple(fields))


def check_together(tickets: Sequence[ProvedTicket]) -> None:
    """Refuse tickets that cannot share one CFDI, naming the groups that could, or hold nothing."""
    groups = _groups(tickets)
    if len(groups) > 1:
        params = {"groups": groups}
        fields = (FieldProblem("/tickets", "tickets_not_combinable", params),)
        raise Invalid("tickets_not_combinable", fields=fields, groups=groups)
    empty = [
        FieldProblem(f"/tickets/{at}", "nothing_to_invoice")
        for at, ticket in enumerate(tickets)
        if ticket.record.ticket.invoice_total <= ZERO
    ]
    if empty:
        raise Invalid("nothing_to_invoice", fields=tuple(empty))


def refuse_late(tickets: Sequence[ProvedTicket], now: datetime) -> None:
    """Refuse tickets that their store no longer invoices."""
    late = [
        FieldProblem(f"/tickets/{at}", "ticket_expired", {"deadline": ticket.deadline.isoformat()})
        for at, ticket in enumerate(tickets)
        if ticket.is_late(now)
    ]
    if late:
        raise Conflict("ticket_expired", fields=tuple(late))


def _groups(tickets: Sequence[ProvedTicket]) -> list[list[int]]:
    """Sort the tickets' places in the request by branch and by their form of payment.

    Tickets whose form is the shopper's to choose go with any form in common.
    """
    branches = {ticket.branch.id for ticket in tickets}
    may_combine = all(ticket.branch.policy.combine for ticket in tickets)
    if len(tickets) == 1 or (len(branches) == 1 and may_combine and _formas_in_common(tickets)):
        return [list(range(len(tickets)))]
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, ticket in enumerate(tickets):
        groups[_group_of(at, ticket)].append(at)
    return list(groups.values())


def _group_of(at: int, ticket: ProvedTicket) -> tuple[str, ...]:
    alone = "" if ticket.branch.policy.combine else str(at)
    return (ticket.branch.id, alone, *sorted(ticket.record.ticket.formas_pago))
