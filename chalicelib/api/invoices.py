"""Asking for an invoice, following it, and getting its files."""

from __future__ import annotations

from chalice import Response

from chalicelib import clock, container
from chalicelib.api.accept import prefers
from chalicelib.api.identity import bearer_token, require_invoice_token
from chalicelib.api.presenting import can, present
from chalicelib.api.routes import Headers, Routes, etag_of, ok, tagged
from chalicelib.api.schemas import invoices as schemas
from chalicelib.domain.access_token import access_token
from chalicelib.domain.invoice import Invoice
from chalicelib.domain.rfc import RFC
from chalicelib.errors import NotFound
from chalicelib.usecases.files import CONTENT_TYPES, FileKind
from chalicelib.usecases.invoicing import Answer, Outcome, Wanted
from chalicelib.usecases.request_rules import AskedData

routes = Routes(__name__)

OWN_COPY = "private, no-cache"
"""The asker may keep it, and asks each time whether it still holds."""


@routes.serve(
    "POST",
    "/v1/invoices",
    summary="Ask for the invoice of one ticket or several; safe to repeat for ever",
    request=schemas.InvoiceRequest,
    answers={200: schemas.OpenedInvoice, 202: schemas.OpenedInvoice},
    problems=(400, 404, 409, 413, 415, 422, 503),
)
def request_invoice() -> Response:
    """Accept a request, or show the invoice that stands for its tickets."""
    asked = routes.body(schemas.InvoiceRequest)
    wanted = Wanted(tuple(proof.proof() for proof in asked.tickets), _asked_data(asked))
    return _opened(container.invoicing().request(wanted))


@routes.serve(
    "POST",
    "/v1/invoice-lookups",
    summary="Find the invoice of a ticket by its RFC",
    request=schemas.InvoiceLookup,
    answers={200: schemas.OpenedInvoice},
    problems=(400, 404, 413, 415, 422, 503),
)
def look_up_invoice() -> Response:
    """Show an invoice to whoever proves its ticket and knows its RFC; else one uniform 404."""
    asked = routes.body(schemas.InvoiceLookup)
    invoice = container.invoicing().look_up(asked.proof(), str(RFC.parse(asked.rfc)))
    return _opened(Answer(invoice, Outcome.STANDING))


@routes.serve(
    "GET",
    "/v1/invoices/{invoice_id}",
    summary="An invoice as it stands",
    answers={200: schemas.InvoiceAnswer, 304: None},
    problems=(401, 404, 503),
    security="invoice",
)
def get_invoice(invoice_id: str) -> Response:
    """Show an invoice; the tag changes with everything that is shown."""
    body = schemas.InvoiceAnswer(invoice=_view(_own(invoice_id))).model_dump_json()
    return tagged(body, etag_of(body), routes.header("if-none-match"), OWN_COPY)


@routes.serve(
    "GET",
    "/v1/invoices/{invoice_id}/files/{kind}",
    summary="The XML or the PDF: a short-lived address, or by Accept the bytes themselves",
    answers={200: schemas.FileURL},
    problems=(401, 404, 409, 503),
    security="invoice",
)
def get_file(invoice_id: str, kind: str) -> Response:
    """Give one of the two files."""
    invoice = _own(invoice_id)
    if kind not in set(FileKind):
        raise NotFound
    wanted = FileKind(kind)
    if prefers(routes.header("accept"), CONTENT_TYPES[wanted]):
        return _file_bytes(invoice, wanted)
    url, expires_at = container.files().url(invoice, wanted)
    return ok(schemas.FileURL(url=url, expires_at=expires_at))


@routes.serve(
    "POST",
    "/v1/invoices/{invoice_id}/emails",
    summary="Send the files by mail, again or to another address",
    request=schemas.EmailsRequest,
    answers={202: schemas.InvoiceAnswer},
    problems=(400, 401, 404, 409, 413, 415, 422, 503),
    security="invoice",
)
def send_emails(invoice_id: str) -> Response:
    """Ask for the mail; it goes as soon as the files are ready."""
    _own(invoice_id)
    asked = routes.body(schemas.EmailsRequest)
    invoice = container.mailing().ask(invoice_id, tuple(dict.fromkeys(asked.emails)))
    return ok(schemas.InvoiceAnswer(invoice=_view(invoice)), 202)


@routes.serve(
    "POST",
    "/v1/invoices/{invoice_id}/corrections",
    summary="Correct the data of a request that is not sealed, or was refused",
    request=schemas.CorrectionRequest,
    answers={202: schemas.InvoiceAnswer},
    problems=(400, 401, 404, 409, 413, 415, 422, 503),
    security="invoice",
)
def correct_invoice(invoice_id: str) -> Response:
    """Take the corrected data as the next attempt of the same invoice."""
    invoice = _own(invoice_id)
    asked = _corrected(AskedData.of(invoice), routes.body(schemas.CorrectionRequest))
    answer = container.invoicing().correct(invoice, asked)
    return ok(schemas.InvoiceAnswer(invoice=_view(answer.invoice)), 202)


def _own(invoice_id: str) -> Invoice:
    """Return the invoice that the asker's token opens. Raises NotSignedIn, NotFound."""
    require_invoice_token(bearer_token(routes.headers), invoice_id)
    invoice = container.invoice_store().get(invoice_id)
    if invoice is None or container.files().is_closed_to_guests(invoice):
        raise NotFound("invoice_not_found")
    return invoice


def _view(invoice: Invoice) -> schemas.InvoiceView:
    branch = container.branch_store().get(invoice.branch_id)
    if branch is None:
        raise NotFound("invoice_not_found")
    return present(invoice, branch, container.line().position(invoice), clock.now())


def _opened(answer: Answer) -> Response:
    invoice = answer.invoice
    view = schemas.OpenedInvoice(
        invoice=_view(invoice),
        access_token=access_token(container.token_keys(), invoice.id),
        differs=list(answer.differs),
        can=can(invoice),
    )
    return ok(view, 200 if answer.outcome is Outcome.STANDING else 202)


def _file_bytes(invoice: Invoice, kind: FileKind) -> Response:
    content = container.files().content(invoice, kind)
    name = container.files().name(invoice, kind)
    headers: Headers = {
        "Content-Type": CONTENT_TYPES[kind],
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return Response(content if kind is FileKind.PDF else content.decode("utf-8"), headers)


def _asked_data(asked: schemas.InvoiceRequest) -> AskedData:
    receptor = asked.receptor
    return AskedData(
        rfc=receptor.rfc,
        name=receptor.name or "",
        postal_code=receptor.postal_code or "",
        regimen_fiscal=receptor.regimen_fiscal or "",
        uso_cfdi=asked.uso_cfdi or "",
        forma_pago=asked.forma_pago,
        emails=tuple(dict.fromkeys(asked.emails)),
    )


def _corrected(before: AskedData, change: schemas.CorrectionRequest) -> AskedData:
    receptor = change.receptor or schemas.ReceptorChange()
    emails = before.emails if change.emails is None else tuple(dict.fromkeys(change.emails))
    return AskedData(
        rfc=receptor.rfc or before.rfc,
        name=receptor.name or before.name,
        postal_code=receptor.postal_code or before.postal_code,
        regimen_fiscal=receptor.regimen_fiscal or before.regimen_fiscal,
        uso_cfdi=change.uso_cfdi or before.uso_cfdi,
        forma_pago=change.forma_pago or before.forma_pago,
        emails=emails,
    )
