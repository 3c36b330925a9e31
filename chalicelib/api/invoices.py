"""Asking for an invoice, following it, and getting its files."""

from __future__ import annotations

from chalice import Response

from chalicelib import container, guard_container
from chalicelib.api.accept import prefers
from chalicelib.api.access import Opened, opened, view
from chalicelib.api.asking import asked_data, corrected_data
from chalicelib.api.client_address import address_prefix
from chalicelib.api.presenting import can
from chalicelib.api.routes import Headers, Routes, etag_of, ok, tagged
from chalicelib.api.schemas import invoice_views as views
from chalicelib.api.schemas import invoices as schemas
from chalicelib.api.ticket_asker import asker_of, known_account
from chalicelib.domain.access_token import access_token
from chalicelib.domain.account import Account
from chalicelib.domain.budget import INVOICE_MAILS_PREFIX, TICKET_PREFIX
from chalicelib.domain.invoice import Invoice
from chalicelib.domain.listing import may_see
from chalicelib.domain.rfc import RFC
from chalicelib.errors import NotFound
from chalicelib.usecases.files import CONTENT_TYPES, FileKind
from chalicelib.usecases.invoicing import Answer, Outcome, Wanted
from chalicelib.usecases.request_rules import AskedData

routes = Routes(__name__)

OWN_COPY = "private, no-cache"
"""The asker may keep it, and asks each time whether it still holds."""

NO_COPY = "private, no-store"
"""Whole fiscal data stay in no browser's cache (ASVS 14.3.2)."""


@routes.serve(
    "POST",
    "/v1/invoices",
    summary="Ask for the invoice of one ticket or several; safe to repeat for ever",
    request=schemas.InvoiceRequest,
    answers={200: views.OpenedInvoice, 202: views.OpenedInvoice},
    problems=(400, 401, 403, 404, 409, 413, 415, 422, 429, 503),
    limited=TICKET_PREFIX,
)
def request_invoice() -> Response:
    """Accept a request, or show the invoice that stands for its tickets."""
    known = routes.maybe_signed_in()
    account = known.account if known else None
    asked = routes.body(schemas.InvoiceRequest)
    proofs = tuple(proof.proof() for proof in asked.tickets)
    wanted = Wanted(proofs, asked_data(asked, account), account.id if account else None)
    asker = asker_of(routes, asked.captcha, account)
    return _answered(guard_container.ticket_guarding().request(wanted, asker), account)


@routes.serve(
    "POST",
    "/v1/invoice-lookups",
    summary="Find the invoice of a ticket by its RFC",
    request=schemas.InvoiceLookup,
    answers={200: views.OpenedInvoice},
    problems=(400, 403, 404, 413, 415, 422, 429, 503),
    limited=TICKET_PREFIX,
)
def look_up_invoice() -> Response:
    """Show an invoice to whoever proves its ticket and knows its RFC; else one uniform 404."""
    asked = routes.body(schemas.InvoiceLookup)
    asker = asker_of(routes, asked.captcha, known_account(routes))
    rfc = str(RFC.parse(asked.rfc))
    invoice = guard_container.ticket_guarding().look_up(asked.proof(), rfc, asker)
    return _answered(Answer(invoice, Outcome.STANDING))


@routes.serve(
    "GET",
    "/v1/invoices/{invoice_id}",
    summary="An invoice as it stands",
    answers={200: views.InvoiceAnswer, 304: None},
    problems=(401, 403, 404, 503),
    security="invoice",
)
def get_invoice(invoice_id: str) -> Response:
    """Show an invoice; the tag changes with everything that is shown."""
    own = opened(routes, invoice_id)
    body = _answer(own, own.invoice).model_dump_json()
    cache = NO_COPY if own.account else OWN_COPY
    return tagged(body, etag_of(body), routes.header("if-none-match"), cache)


@routes.serve(
    "GET",
    "/v1/invoices/{invoice_id}/files/{kind}",
    summary="The XML or the PDF: a short-lived address, or by Accept the bytes themselves",
    answers={200: views.FileURL},
    problems=(401, 403, 404, 409, 503),
    security="invoice",
)
def get_file(invoice_id: str, kind: str) -> Response:
    """Give one of the two files."""
    invoice = opened(routes, invoice_id).invoice
    if kind not in set(FileKind):
        raise NotFound
    wanted = FileKind(kind)
    if prefers(routes.header("accept"), CONTENT_TYPES[wanted]):
        return _file_bytes(invoice, wanted)
    url, expires_at = container.files().url(invoice, wanted)
    return ok(views.FileURL(url=url, expires_at=expires_at))


@routes.serve(
    "POST",
    "/v1/invoices/{invoice_id}/emails",
    summary="Send the files by mail, again or to another address",
    request=schemas.EmailsRequest,
    answers={202: views.InvoiceAnswer},
    problems=(400, 401, 403, 404, 409, 413, 415, 422, 429, 503),
    security="invoice",
    limited=INVOICE_MAILS_PREFIX,
)
def send_emails(invoice_id: str) -> Response:
    """Ask for the mail; it goes as soon as the files are ready."""
    own = opened(routes, invoice_id)
    emails = tuple(dict.fromkeys(routes.body(schemas.EmailsRequest).emails))
    invoice = guard_container.mail_guarding().ask(own.invoice, emails, address_prefix(routes))
    return ok(_answer(own, invoice), 202)


@routes.serve(
    "POST",
    "/v1/invoices/{invoice_id}/corrections",
    summary="Correct the data of a request that is not sealed, or was refused",
    request=schemas.CorrectionRequest,
    answers={202: views.InvoiceAnswer},
    problems=(400, 401, 403, 404, 409, 413, 415, 422, 503),
    security="invoice",
)
def correct_invoice(invoice_id: str) -> Response:
    """Take the corrected data as the next attempt of the same invoice."""
    own = opened(routes, invoice_id)
    asked = corrected_data(AskedData.of(own.invoice), routes.body(schemas.CorrectionRequest))
    answer = container.invoicing().correct(own.invoice, asked, own.viewer)
    return ok(_answer(own, answer.invoice), 202)


def _answer(own: Opened, invoice: Invoice) -> views.InvoiceAnswer:
    return views.InvoiceAnswer(invoice=view(invoice, whole=own.account is not None))


def _answered(answer: Answer, account: Account | None = None) -> Response:
    invoice = answer.invoice
    whole = account is not None and may_see(account, invoice)
    shown = views.OpenedInvoice(
        invoice=view(invoice, whole=whole),
        access_token=access_token(container.token_keys(), invoice.id),
        differs=list(answer.differs),
        can=can(invoice),
    )
    return ok(shown, 200 if answer.outcome is Outcome.STANDING else 202)


def _file_bytes(invoice: Invoice, kind: FileKind) -> Response:
    content = container.files().content(invoice, kind)
    name = container.files().name(invoice, kind)
    headers: Headers = {
        "Content-Type": CONTENT_TYPES[kind],
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return Response(content if kind is FileKind.PDF else content.decode("utf-8"), headers)
