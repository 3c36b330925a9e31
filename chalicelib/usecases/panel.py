"""The panel: an account's invoices, newest first, whoever asked for them.

Two lists are read as one: what was asked for with the account, and what was
asked for with its confirmed e-mail. Index queries only, never a scan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from chalicelib.domain.account import Account
from chalicelib.domain.invoice import Invoice
from chalicelib.domain.listing import (
    Filters,
    Listed,
    ListedAt,
    account_viewer,
    email_viewer,
    listings,
)
from chalicelib.usecases.ports import InvoiceStore

LARGEST_BATCH = 200
"""What one reading of many invoices takes."""


@dataclass(frozen=True)
class PanelPage:
    """Some invoices in their order, and the place of the last one where more follow."""

    invoices: list[Invoice]
    next_place: str | None


@dataclass(frozen=True)
class Panel:
    """Reads an account's invoices, by pages or from end to end."""

    invoices: InvoiceStore

    def page(
        self, account: Account, filters: Filters, limit: int, before: str | None = None
    ) -> PanelPage:
        """Return the first `limit` invoices after a place. One more is read to know of a next."""
        batch = min(limit + 1, LARGEST_BATCH)
        found = list(islice(self._walk(account, filters, batch, before), limit + 1))
        shown = found[:limit]
        next_place = shown[-1][0] if len(found) > limit else None
        return PanelPage([invoice for _, invoice in shown], next_place)

    def each(self, account: Account, filters: Filters) -> Iterator[Invoice]:
        """Yield every invoice that fits, newest first."""
        for _, invoice in self._walk(account, filters, LARGEST_BATCH):
            yield invoice

    def count(self, account: Account, filters: Filters, most: int) -> int:
        """Count the entries that fit, at most `most`, without reading the invoices.

        An entry that a corrected address left behind counts too: good enough
        to tell how far a long work is.
        """
        places = self._places(account, filters, LARGEST_BATCH)
        return sum(1 for _ in islice(places, most))

    def _walk(
        self, account: Account, filters: Filters, batch: int, before: str | None = None
    ) -> Iterator[tuple[str, Invoice]]:
        """Yield what the account may see, each invoice once, with its place."""
        places, seen = self._places(account, filters, batch, before), set[str]()
        while entries := list(islice(places, batch)):
            found = {invoice.id: invoice for invoice in self._read(entries)}
            for entry in entries:
                invoice = found.get(entry.invoice_id)
                if invoice is None or invoice.id in seen or not _fits(account, filters, invoice):
                    continue
                seen.add(invoice.id)
                yield entry.place, invoice

    def _read(self, entries: list[ListedAt]) -> list[Invoice]:
        return self.invoices.get_many([entry.invoice_id for entry in entries])

    def _places(
        self, account: Account, filters: Filters, batch: int, before: str | None = None
    ) -> Iterator[ListedAt]:
        """Yield the entries of both lists in their order; the same place is the same invoice."""
        viewers = (account_viewer(account.id), email_viewer(account.email))
        while True:
            lists = [self.invoices.listed(viewer, filters, batch, before) for viewer in viewers]
            merged = {entry.place: entry for entries in lists for entry in entries}
            first = sorted(merged.values(), key=lambda entry: entry.place, reverse=True)[:batch]
            yield from first
            if len(first) < batch:
                return
            before = first[-1].place


def _fits(account: Account, filters: Filters, invoice: Invoice) -> bool:
    """Judge by the invoice itself: its entry may be older, or belong to a corrected address."""
    return any(filters.match(entry) for entry in listings(invoice) if _is_own(account, entry))


def _is_own(account: Account, entry: Listed) -> bool:
    return entry.viewer in {account_viewer(account.id), email_viewer(account.email)}
