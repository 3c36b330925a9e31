"""Writing an invoice's next step, and waking whoever takes the one after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from chalicelib.domain.invoice import Invoice
from chalicelib.observability import log
from chalicelib.usecases.ports import Clock, InvoiceStore, Queues

STAMPING = "stamping"
DELIVERY = "delivery"
"""The queues, by the worker that reads them."""

CLOCK_GRAIN = timedelta(seconds=1)
"""How much the clocks of two machines may differ: a message so early is in time."""

REREADS = 5
LONGEST_DELAY_S = 900
"""What SQS allows; a longer wait is the due time's affair."""


@dataclass(frozen=True)
class Moving:
    """The two things every worker does with an invoice: conditional writes, best-effort wakes."""

    invoices: InvoiceStore
    queues: Queues
    clock: Clock

    def read(self, invoice_id: str) -> Invoice | None:
        """Return the invoice as it stands."""
        return self.invoices.get(invoice_id)

    def lease(self, invoice: Invoice) -> Invoice | None:
        """Take it up, or return None when somebody else was faster."""
        leased = invoice.leased(self.clock())
        return leased if self.invoices.save(leased) else None

    def move(self, invoice: Invoice, step: Callable[[Invoice], Invoice]) -> Invoice | None:
        """Write the next step of a leased invoice and return it.

        Where only something beside our work changed meanwhile (an address for
        the mail), the step is taken from there. None: the lease is lost, and so
        is the right to move it.
        """
        seen: Invoice | None = invoice
        for _ in range(REREADS):
            if seen is None or not _is_ours(invoice, seen):
                return None
            moved = step(seen)
            if self.invoices.save(moved):
                return moved
            seen = self.invoices.get(invoice.id)
        return None

    def wake(self, queue: str, invoice: Invoice) -> None:
        """Make it fast: the due time already makes it sure, so a deaf queue is no failure."""
        wait = (invoice.due - self.clock()).total_seconds() if invoice.due else 0.0
        delay = min(max(0, ceil(wait)), LONGEST_DELAY_S)
        try:
            self.queues.send(queue, invoice.id, delay)
        except OSError as deaf:
            log.warning("queue_unreachable", invoice_id=invoice.id, reason=str(deaf))


def _is_ours(leased: Invoice, seen: Invoice) -> bool:
    return (leased.status, leased.attempt, leased.lease_until, leased.sends) == (
        seen.status,
        seen.attempt,
        seen.lease_until,
        seen.sends,
    )
