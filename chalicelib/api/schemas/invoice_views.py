"""An invoice as it is shown: to a guest, in the panel, and in a person's own file."""

from __future__ import annotations

from chalicelib.api.schemas.shared import Moment, Money, View
from chalicelib.api.schemas.tickets import NotInvoicedView
from chalicelib.domain.receptor import Receptor


class MomentView(View):
    """A status and when it was reached."""

    status: str
    at: Moment


class BranchFaceView(View):
    """The branch of an invoice."""

    id: str
    name: str
    brand: str
    phone: str | None
    email: str | None
    timezone: str


class TicketFaceView(View):
    """A ticket of an invoice."""

    order_number: str
    ticket_number: str
    code: str
    purchased_at: Moment
    total: Money


class TaxView(View):
    """One row of the CFDI's taxes; the rate is null for Exento."""

    impuesto: str
    tipo_factor: str
    tasa_o_cuota: str | None
    base: Money
    amount: Money


class FilesView(View):
    """Where the files are, once they are ready."""

    xml: str | None
    pdf: str | None


class MailView(View):
    """One address, masked, and how its mail does: pending, sent, refused or failed."""

    to: str
    status: str
    reason: str | None


class ProblemOfInvoice(View):
    """Why it needs somebody; `field` names the shopper's datum if it is his."""

    code: str
    field: str | None
    sat_code: str | None
    sat_message: str | None


class ReceptorView(View):
    """Who the CFDI is for: masked for a guest, whole for its account."""

    rfc: str
    name: str
    postal_code: str
    regimen_fiscal: str

    @classmethod
    def whole(cls, receptor: Receptor) -> ReceptorView:
        """Show every datum as it stands on the CFDI."""
        return cls(
            rfc=str(receptor.rfc),
            name=receptor.name,
            postal_code=receptor.postal_code,
            regimen_fiscal=receptor.regimen_fiscal,
        )


class CancellationView(View):
    """How far a cancellation is."""

    status: str
    motivo: str
    requested_at: Moment


class RelatedView(View):
    """A CFDI related to this one."""

    uuid: str
    relation: str
    type: str


class SATStatusView(View):
    """What SAT's own service said of it."""

    estado: str
    checked_at: Moment


class InvoiceView(View):
    """An invoice as its owner sees it. Decide on `phase`, a closed set."""

    id: str
    type: str = "ingreso"
    phase: str
    status: str
    status_since: Moment
    history: list[MomentView]
    poll_after_s: int | None
    accepted_at: Moment | None = None
    position: int | None = None
    branch: BranchFaceView | None = None
    tickets: list[TicketFaceView] = []
    subtotal: Money | None = None
    discount: Money | None = None
    taxes: list[TaxView] = []
    total: Money | None = None
    tip: Money | None = None
    not_invoiced: list[NotInvoicedView] = []
    forma_pago: str | None = None
    uso_cfdi: str | None = None
    serie: str | None = None
    folio: str | None = None
    uuid: str | None = None
    issued_at: Moment | None = None
    stamped_at: Moment | None = None
    files: FilesView = FilesView(xml=None, pdf=None)
    mail: list[MailView] = []
    problem: ProblemOfInvoice | None = None
    receptor: ReceptorView | None = None
    can: list[str] = []
    replaces: str | None = None
    replaced_by: str | None = None
    related: list[RelatedView] = []
    cancellation: CancellationView | None = None
    sat_status: SATStatusView | None = None
    help_folio: str | None = None


class InvoiceAnswer(View):
    """One invoice."""

    invoice: InvoiceView


class OpenedInvoice(View):
    """One invoice and the token that opens it; `differs` names asked data that it does not use."""

    invoice: InvoiceView
    access_token: str
    differs: list[str] = []
    can: list[str] = []


class FileURL(View):
    """A short-lived address of a file, answered as an attachment."""

    url: str
    expires_at: Moment
