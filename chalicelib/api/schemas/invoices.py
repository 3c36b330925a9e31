"""Asking for an invoice, and what is told of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from chalicelib.api.schemas.captcha import Captcha
from chalicelib.api.schemas.receptors import (
    Code,
    Name,
    PostalCode,
    ReadableRFC,
    TypedRFC,
    typed,
    wrong_data,
)
from chalicelib.api.schemas.shared import Body, Complaint, Moment, Money, Text, View
from chalicelib.api.schemas.tickets import NotInvoicedView, TicketProof
from chalicelib.catalogs import sat
from chalicelib.domain.email_address import is_email_address
from chalicelib.domain.receptor import Receptor


def _address(text: str) -> str:
    if not is_email_address(text):
        raise PydanticCustomError("wrong_format", "not an e-mail address")
    return text


def _not_yet(asked: object) -> None:
    if asked:
        raise PydanticCustomError("not_available_yet", "not offered yet")


def _known_forma(code: str) -> str:
    if sat.forma_pago(code) is None:
        raise PydanticCustomError("not_in_catalog", "not a form of payment")
    return code


FormaCode = Annotated[Code, AfterValidator(_known_forma)]
EmailAddress = Annotated[Text, Field(max_length=254), AfterValidator(_address)]
Identifier = Annotated[Text, Field(max_length=64)]
EmailList = Annotated[list[EmailAddress], Field(max_length=3)]


class ReceptorBody(Body):
    """The fiscal data as the constancia prints them; a foreigner's RFC needs only its name."""

    rfc: TypedRFC
    name: Name | None = None
    postal_code: PostalCode | None = None
    regimen_fiscal: Code | None = None


class InvoiceRequest(Body):
    """Tickets of one purchase or several, and the data of the CFDI: typed, or a profile's.

    With a profile its use and addresses count where none are asked; `emails` [] asks for no mail.
    """

    tickets: Annotated[list[TicketProof], Field(min_length=1, max_length=20)]
    receptor: ReceptorBody | None = None
    profile_id: Identifier | None = None
    uso_cfdi: Code | None = None
    forma_pago: FormaCode
    emails: EmailList | None = None
    wait_for_ticket: Annotated[bool | None, AfterValidator(_not_yet)] = None
    captcha: Captcha = None

    @classmethod
    def also_wrong(cls, given: Mapping[str, Any]) -> Iterator[Complaint]:
        """Judge the fiscal data as far as neither a ticket nor a profile is needed for it."""
        receptor, profile_id = given.get("receptor"), given.get("profile_id")
        if receptor is not None and profile_id is not None:
            yield ("profile_id",), "conflicts_with_receptor"
        if receptor is None and profile_id is None:
            yield ("receptor",), "required"
        yield from _wrong_fiscal_data(receptor, typed(given, "uso_cfdi"))


def _wrong_fiscal_data(receptor: object, uso_cfdi: str | None) -> Iterator[Complaint]:
    if isinstance(receptor, dict):
        for field, code in wrong_data(receptor, uso_cfdi):
            yield ((field,) if field == "uso_cfdi" else ("receptor", field)), code
    elif uso_cfdi and sat.uso_cfdi(uso_cfdi) is None:
        yield ("uso_cfdi",), "not_in_catalog"


class InvoiceLookup(TicketProof):
    """A proved ticket and the RFC that its invoice was asked with."""

    rfc: ReadableRFC
    captcha: Captcha = None


class EmailsRequest(Body):
    """Where to send the files."""

    emails: Annotated[list[EmailAddress], Field(min_length=1, max_length=3)]


class ReceptorChange(Body):
    """The fiscal data to correct; what is left out stays."""

    rfc: TypedRFC | None = None
    name: Name | None = None
    postal_code: PostalCode | None = None
    regimen_fiscal: Code | None = None


class CorrectionRequest(Body):
    """What to correct of a request that is not sealed, or was refused."""

    receptor: ReceptorChange | None = None
    uso_cfdi: Code | None = None
    forma_pago: FormaCode | None = None
    emails: EmailList | None = None


class InvoiceClaim(Body):
    """An invoice and the token that a guest got with it."""

    invoice_id: Identifier
    access_token: Annotated[Text, Field(max_length=200)]


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
