"""Invoices as their owners see them."""

from __future__ import annotations

from datetime import datetime

from chalicelib.api.schemas import invoice_views as views
from chalicelib.api.schemas.tickets import NotInvoicedView
from chalicelib.domain.branch import Branch
from chalicelib.domain.email_address import masked
from chalicelib.domain.invoice import Invoice
from chalicelib.domain.invoice_parts import MailTo, TaxSum, TicketShown
from chalicelib.domain.invoice_status import Phase
from chalicelib.domain.money import ZERO
from chalicelib.domain.receptor import Receptor
from chalicelib.domain.ticket import added_up

POLLS = ((5, 1), (15, 2), (40, 3), (120, 5), (600, 8))
SLOWEST_POLL_S = 15


def present(
    invoice: Invoice,
    branch: Branch,
    position: int | None,
    now: datetime,
    *,
    whole: bool = False,
) -> views.InvoiceView:
    """Show an invoice: whole to its account, with the receptor masked to a guest.

    Addresses are masked to both: several people may have had it sent to theirs.
    """
    if invoice.problem is not None and invoice.problem.code == "ticket_taken_over":
        return _closed(invoice)
    sealed = invoice.sealed if invoice.is_stamped else None
    return views.InvoiceView(
        id=invoice.id,
        phase=invoice.phase.value,
        status=invoice.status.value,
        status_since=invoice.status_since,
        history=[
            views.MomentView(status=moment.status.value, at=moment.at) for moment in invoice.history
        ],
        poll_after_s=_poll_after(invoice, now),
        accepted_at=branch.local(invoice.accepted_at),
        position=position,
        branch=_branch(branch),
        tickets=[_ticket(shown, branch) for shown in invoice.tickets],
        subtotal=invoice.amounts.subtotal,
        discount=invoice.amounts.discount,
        taxes=[_tax(row) for row in invoice.amounts.taxes],
        total=invoice.amounts.total,
        tip=sum((shown.tip for shown in invoice.tickets), ZERO),
        not_invoiced=_not_invoiced(invoice),
        forma_pago=invoice.data.forma_pago,
        uso_cfdi=invoice.data.uso_cfdi,
        serie=sealed.serie if sealed else None,
        folio=sealed.folio if sealed else None,
        uuid=invoice.uuid,
        issued_at=branch.local(sealed.fecha) if sealed else None,
        stamped_at=invoice.stamped_at,
        files=_files(invoice),
        mail=[_mail(entry) for entry in invoice.mail],
        problem=_problem(invoice),
        receptor=(views.ReceptorView.whole if whole else _masked)(invoice.data.receptor),
        can=can(invoice),
    )


def can(invoice: Invoice) -> list[str]:
    """Say what may be done with an invoice now."""
    if invoice.phase is Phase.READY:
        return ["download", "email"]
    if invoice.is_correctable:
        return ["correct"]
    return ["email"] if invoice.phase is Phase.WORKING else []


def _closed(invoice: Invoice) -> views.InvoiceView:
    """Show that somebody else proved the ticket, and nothing of either of them."""
    problem = views.ProblemOfInvoice(
        code="ticket_taken_over", field=None, sat_code=None, sat_message=None
    )
    return views.InvoiceView(
        id=invoice.id,
        phase=invoice.phase.value,
        status=invoice.status.value,
        status_since=invoice.status_since,
        history=[],
        poll_after_s=None,
        problem=problem,
    )


def _poll_after(invoice: Invoice, now: datetime) -> int | None:
    """How soon to ask again: often at first, patiently later, never once nothing will change."""
    if not (invoice.phase is Phase.WORKING or invoice.mail_pending):
        return None
    age = (now - invoice.status_since).total_seconds()
    return next((pause for limit, pause in POLLS if age < limit), SLOWEST_POLL_S)


def _branch(branch: Branch) -> views.BranchFaceView:
    return views.BranchFaceView(
        id=branch.id,
        name=branch.name,
        brand=branch.brand.name,
        phone=branch.phone,
        email=branch.email,
        timezone=branch.timezone,
    )


def _ticket(shown: TicketShown, branch: Branch) -> views.TicketFaceView:
    return views.TicketFaceView(
        order_number=shown.order_number,
        ticket_number=shown.ticket_number,
        code=shown.code,
        purchased_at=branch.local(shown.purchased_at),
        total=shown.total,
    )


def _tax(row: TaxSum) -> views.TaxView:
    rate = None if row.tasa_o_cuota is None else f"{row.tasa_o_cuota:.6f}"
    return views.TaxView(
        impuesto=row.impuesto,
        tipo_factor=row.tipo_factor,
        tasa_o_cuota=rate,
        base=row.base,
        amount=row.amount,
    )


def _not_invoiced(invoice: Invoice) -> list[NotInvoicedView]:
    parts = added_up(part for shown in invoice.tickets for part in shown.not_invoiced)
    return [NotInvoicedView(kind=part.kind, amount=part.amount) for part in parts]


def _files(invoice: Invoice) -> views.FilesView:
    if invoice.pdf_key is None:
        return views.FilesView(xml=None, pdf=None)
    base = f"/v1/invoices/{invoice.id}/files"
    return views.FilesView(xml=f"{base}/xml", pdf=f"{base}/pdf")


def _mail(entry: MailTo) -> views.MailView:
    return views.MailView(to=masked(entry.to), status=entry.status, reason=entry.reason)


def _problem(invoice: Invoice) -> views.ProblemOfInvoice | None:
    """Show the shopper's problem; what SAT says of the store is the store's affair."""
    problem = invoice.problem
    if problem is None or (invoice.phase is Phase.WORKING and problem.code == "data_refused"):
        return None
    theirs = problem.code == "data_refused"
    return views.ProblemOfInvoice(
        code=problem.code,
        field=problem.field,
        sat_code=problem.sat_code if theirs else None,
        sat_message=problem.sat_message if theirs else None,
    )


def _masked(receptor: Receptor) -> views.ReceptorView:
    """Show enough for its owner to know it again, too little for anybody else."""
    return views.ReceptorView(
        rfc=f"{str(receptor.rfc)[:4]}***{str(receptor.rfc)[-3:]}",
        name=" ".join(
            f"{word[0]}***" if word[0].isalnum() else word for word in receptor.name.split()
        ),
        postal_code=f"{receptor.postal_code[:2]}***",
        regimen_fiscal=receptor.regimen_fiscal,
    )
