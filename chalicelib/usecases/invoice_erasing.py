"""Taking a person out of the invoices that he saw, so that a crash anywhere is made good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.domain.invoice import Invoice
from chalicelib.domain.invoice_erasure import Reader, erased, is_on_its_way
from chalicelib.domain.listing import Filters, viewers_of
from chalicelib.errors import Unavailable
from chalicelib.usecases.ports import Clock, InvoiceStore

PAGE = 100

# Each lost race means that somebody else's write of this very invoice went through.
RACES = 10


@dataclass(frozen=True)
class Progress:
    """How many invoices were erased, and how many are on their way."""

    done: int
    waiting: int


@dataclass(frozen=True)
class InvoiceErasing:
    """Erases a reader's traces, invoice by invoice."""

    invoices: InvoiceStore
    clock: Clock

    def erase(self, reader: Reader, most: int) -> Progress:
        """Erase at most that many; what is on its way stays. Raises Unavailable."""
        done = waiting = 0
        for invoice_id in self._listed(reader):
            if self._erase_one(reader, invoice_id):
                done += 1
            else:
                waiting += 1
            if done >= most:
                break
        return Progress(done, waiting)

    def _listed(self, reader: Reader) -> Iterator[str]:
        """Yield what is in his lists, while they are being emptied."""
        for viewer in reader.viewers:
            place: str | None = None
            while page := self.invoices.listed(viewer, Filters(), PAGE, place):
                yield from (entry.invoice_id for entry in page)
                place = page[-1].place

    def _erase_one(self, reader: Reader, invoice_id: str) -> bool:
        """Erase one, its entries in his own lists last. False: it is on its way."""
        for _ in range(RACES):
            invoice = self.invoices.get(invoice_id)
            if invoice is not None and is_on_its_way(invoice):
                return False
            if invoice is None or self._write(reader, invoice):
                for viewer in reader.viewers:
                    self.invoices.unlist(viewer, invoice_id)
                return True
        raise Unavailable

    def _write(self, reader: Reader, invoice: Invoice) -> bool:
        """Write what is left. False: somebody wrote first.

        Entries that others find it by go before the invoice forgets who they are.
        """
        after = erased(invoice, reader, self.clock())
        if after is invoice:
            return True
        for viewer in sorted({*viewers_of(invoice)} - {*viewers_of(after), *reader.viewers}):
            self.invoices.unlist(viewer, invoice.id)
        return self.invoices.relist(after)
