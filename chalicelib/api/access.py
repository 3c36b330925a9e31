"""Opening an invoice to whoever may see it: a guest by its token, or somebody signed in."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib import account_container, clock, container
from chalicelib.api.identity import bearer_token
from chalicelib.api.presenting import present
from chalicelib.api.routes import Routes
from chalicelib.api.schemas.invoice_views import InvoiceView
from chalicelib.domain.access_token import PREFIX
from chalicelib.domain.account import Account
from chalicelib.domain.invoice import Invoice
from chalicelib.usecases.invoice_access import InvoiceNotFound


@dataclass(frozen=True)
class Opened:
    """An invoice and the account that it was opened to; None is a guest."""

    invoice: Invoice
    account: Account | None

    @property
    def viewer(self) -> str | None:
        """The account's id."""
        return self.account.id if self.account else None


def opened(routes: Routes, invoice_id: str) -> Opened:
    """Return the invoice that the asker may see; a Bearer token beats the cookie.

    Raises NotSignedIn for nobody, NotAllowed where his session does not reach,
    and InvoiceNotFound alike for what is unknown and what is another's.
    """
    access = account_container.invoice_access()
    token = bearer_token(routes.headers)
    if token.startswith(PREFIX):
        return Opened(access.by_token(invoice_id, token), None)
    account = routes.signed_in().account
    return Opened(access.by_account(invoice_id, account), account)


def view(invoice: Invoice, *, whole: bool) -> InvoiceView:
    """Show an invoice as it stands now; `whole` to an account that may see it."""
    branch = container.branch_store().get(invoice.branch_id)
    if branch is None:
        raise InvoiceNotFound
    position = container.line().position(invoice)
    return present(invoice, branch, position, clock.now(), whole=whole)
