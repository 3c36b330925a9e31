"""Each minute: whatever is due is sent to its worker again, so nothing waits for a lost message."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.invoice import LOOK_AGAIN
from chalicelib.domain.invoice_parts import Due
from chalicelib.usecases.moving import DELIVERY, STAMPING
from chalicelib.usecases.ports import Clock, InvoiceStore, Queues


@dataclass(frozen=True)
class Reconciling:
    """Takes what is due and wakes its worker."""

    invoices: InvoiceStore
    queues: Queues
    clock: Clock

    def wake_what_is_due(self) -> int:
        """Send every due invoice to its queue, and return how many.

        Taking it first, by moving its due time, keeps two passes from flooding
        the queue; a pass ends when all is taken, by it or by another. Raises
        OSError when a queue cannot be reached: the next pass finds the rest.
        """
        now, woken = self.clock(), 0
        while taken := sum(map(self._wake, self.invoices.due(now))):
            woken += taken
        return woken

    def _wake(self, due: Due) -> bool:
        invoice = self.invoices.get(due.invoice_id)
        if invoice is None or not self.invoices.move_due(due, self.clock() + LOOK_AGAIN):
            return False
        queue = DELIVERY if invoice.is_stamped else STAMPING
        self.queues.send(queue, invoice.id)
        return True
