"""The line of an issuer's requests."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.invoice import Invoice
from chalicelib.domain.invoice_status import ON_THE_WAY, InvoiceStatus
from chalicelib.usecases.ports import InvoiceStore

IN_LINE = ON_THE_WAY | {InvoiceStatus.RECEIVED}


@dataclass(frozen=True)
class Line:
    """Tells where a request stands among those of its issuer."""

    invoices: InvoiceStore

    def position(self, invoice: Invoice) -> int | None:
        """Return how many requests of the issuer are before it; None when it waits for nobody."""
        if invoice.status not in IN_LINE:
            return None
        return self.invoices.waiting_before(invoice.issuer_id, invoice.accepted_at) or None
