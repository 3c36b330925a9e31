"""The panel: an account's invoices, found, filtered and claimed."""

from __future__ import annotations

from chalice import Response

from chalicelib import account_container
from chalicelib.api import access
from chalicelib.api.routes import Routes, ok
from chalicelib.api.schemas.invoices import InvoiceAnswer, InvoiceClaim

routes = Routes(__name__)


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
