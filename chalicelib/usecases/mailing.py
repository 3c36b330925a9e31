"""Asking for the mail again, or at another address."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.invoice import Invoice
from chalicelib.domain.invoice_status import Phase
from chalicelib.errors import Conflict, NotFound
from chalicelib.usecases.moving import DELIVERY, Moving
from chalicelib.usecases.ports import Clock, InvoiceStore

# Each lost race means that somebody else's write of this very invoice went through.
RACES = 60


@dataclass(frozen=True)
class Mailing:
    """Notes on the invoice which addresses still want it; the delivery worker does the rest."""

    invoices: InvoiceStore
    moving: Moving
    clock: Clock

    def ask(self, invoice_id: str, emails: tuple[str, ...]) -> Invoice:
        """Return the invoice with the addresses noted.

        Raises NotFound, and Conflict `invoice_closed` where there is nothing to send.
        """
        for _ in range(RACES):
            invoice = self.invoices.get(invoice_id)
            if invoice is None:
                raise NotFound("invoice_not_found")
            if invoice.phase is Phase.CLOSED:
                raise Conflict("invoice_closed")
            asked = invoice.mail_asked(emails, self.clock())
            if asked.mail == invoice.mail:
                return invoice  # all of them are on their way
            if self.invoices.save(asked):
                if asked.is_stamped:
                    self.moving.wake(DELIVERY, asked)
                return asked
        raise Conflict("ticket_in_progress", retry_after=1)
