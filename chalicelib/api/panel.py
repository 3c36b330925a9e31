"""The panel: an account's invoices, found, filtered and claimed."""

from __future__ import annotations

from chalice import Response

from chalicelib import account_container, clock, container
from chalicelib.api import access
from chalicelib.api.paging import write_cursor
from chalicelib.api.presenting import present
from chalicelib.api.reading import read_query
from chalicelib.api.routes import Routes, ok
from chalicelib.api.schemas.invoice_views import InvoiceAnswer, InvoiceView
from chalicelib.api.schemas.invoices import InvoiceClaim
from chalicelib.api.schemas.panel import PanelQuery, PanelView
from chalicelib.domain.invoice import Invoice

routes = Routes(__name__)


@routes.serve(
    "GET",
    "/v1/account/invoices",
    summary="The panel: the account's invoices, filtered and by pages, newest first",
    answers={200: PanelView},
    problems=(401, 403, 422, 503),
    security="account",
    query=(
        "from",
        "to",
        "date",
        "profile_id",
        "branch_id",
        "phase",
        "type",
        "q",
        "limit",
        "cursor",
    ),
)
def list_invoices() -> Response:
    """Show what was asked for with the account or with its confirmed e-mail."""
    account = routes.signed_in().account
    asked = read_query(PanelQuery, routes.query)
    filters = asked.filters(account).recent(clock.now())
    page = account_container.panel().page(account, filters, asked.limit, asked.cursor)
    items = _views(page.invoices)
    cursor = write_cursor(page.next_place) if page.next_place else None
    return ok(PanelView(items=items, next_cursor=cursor, count=len(items)))


@routes.serve(
    "POST",
    "/v1/account/invoice-claims",
    summary="Put an invoice that was asked for without an account into the panel",
    request=InvoiceClaim,
    answers={200: InvoiceAnswer},
    problems=(400, 401, 403, 404, 409, 413, 415, 422, 503),
    security="account",
)
def claim_invoice() -> Response:
    """Make the account a viewer of the invoice whose token it holds; again is no error."""
    account = routes.signed_in().account
    asked = routes.body(InvoiceClaim)
    invoice = account_container.claiming().claim(account, asked.invoice_id, asked.access_token)
    return ok(InvoiceAnswer(invoice=access.view(invoice, whole=True)))


def _views(invoices: list[Invoice]) -> list[InvoiceView]:
    """Show each whole to its account; where it stands in the line is told of one at a time."""
    now = clock.now()
    ids = {invoice.branch_id for invoice in invoices}
    branches = {branch_id: container.branch_store().get(branch_id) for branch_id in ids}
    return [
        present(invoice, branch, None, now, whole=True)
        for invoice in invoices
        if (branch := branches[invoice.branch_id]) is not None
    ]
