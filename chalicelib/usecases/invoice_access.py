"""Who may open an invoice, and how an account makes one its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chalicelib.domain.access_token import opens
from chalicelib.domain.account import Account
from chalicelib.domain.invoice import Invoice
from chalicelib.domain.listing import may_see, shown_to
from chalicelib.errors import Conflict, NotFound
from chalicelib.usecases.files import Files
from chalicelib.usecases.ports import InvoiceStore

# Each lost race means that somebody else's write of this very invoice went through.
RACES = 10


class InvoiceNotFound(NotFound):
    """There is no such invoice, or none for this asker: one and the same answer (ASVS 8.2.2)."""

    code = "invoice_not_found"


@dataclass(frozen=True)
class InvoiceAccess:
    """Opens invoices, by a guest's token or to an account. Raises InvoiceNotFound."""

    invoices: InvoiceStore
    files: Files
    token_keys: Callable[[], Sequence[bytes]]

    def by_token(self, invoice_id: str, token: str) -> Invoice:
        """Return the invoice that a guest's token opens, until 90 days after it was ready."""
        if not opens(self.token_keys(), token, invoice_id):
            raise InvoiceNotFound
        invoice = self.invoices.get(invoice_id)
        if invoice is None or self.files.is_closed_to_guests(invoice):
            raise InvoiceNotFound
        return invoice

    def by_account(self, invoice_id: str, account: Account) -> Invoice:
        """Return an invoice that the account may see."""
        invoice = self.invoices.get(invoice_id)
        if invoice is None or not may_see(account, invoice):
            raise InvoiceNotFound
        return invoice


@dataclass(frozen=True)
class Claiming:
    """Puts a guest's invoice into an account's panel."""

    access: InvoiceAccess
    invoices: InvoiceStore

    def claim(self, account: Account, invoice_id: str, token: str) -> Invoice:
        """Return the invoice with the account among its viewers; again is no error.

        Raises InvoiceNotFound, and Conflict `too_many_viewers`.
        """
        for _ in range(RACES):
            invoice = self.access.by_token(invoice_id, token)
            claimed = shown_to(invoice, account.id)
            if account.id not in claimed.viewers:
                raise Conflict("too_many_viewers")
            if claimed is invoice or self.invoices.relist(claimed):
                return claimed
        raise Conflict(retry_after=1)
