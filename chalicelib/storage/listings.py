"""The panel's entries: how they are written, and read by date, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from itertools import islice
from operator import and_

from pynamodb.expressions.condition import Condition

from chalicelib.domain.invoice import Invoice
from chalicelib.domain.listing import DateKind, Filters, ListedAt, listings, place_at
from chalicelib.storage.failures import translated
from chalicelib.storage.keys import can_be_key
from chalicelib.storage.listing_table import ListingItem

PREFIX = "V#"
FIRST_KEY = "0"
"""Before every moment's key, which begins with a year."""

LAST_KEY = "9999"
FILTERED_PAGE = 500
"""How many entries one question looks at where a filter may leave few of them."""


def entry_items(invoice: Invoice) -> Iterator[ListingItem]:
    """Yield the items that keep an invoice's entries."""
    for entry in listings(invoice):
        yield ListingItem(
            entry_key(entry.viewer, entry.invoice_id),
            viewer=entry.viewer,
            stamped_key=entry.place(DateKind.STAMPED),
            purchased_key=entry.place(DateKind.PURCHASED),
            phase=entry.phase,
            branch_id=entry.branch_id,
            rfc=entry.rfc,
            type=entry.type,
            words={*entry.words},
        )


def entry_key(viewer: str, invoice_id: str) -> str:
    """Name an entry."""
    return f"{PREFIX}{viewer}#{invoice_id}"


def is_entry_key(text: str) -> bool:
    """Tell whether a name is an entry's, and no invoice's."""
    return text.startswith(PREFIX)


def listed(viewer: str, filters: Filters, limit: int, before: str | None) -> list[ListedAt]:
    """Return a viewer's entries, newest first, from after the place `before` on.

    The indexes follow a write within a moment, not at once: whoever shows an
    entry reads the invoice itself.
    """
    low, high = _range(filters, before)
    if not (can_be_key(viewer) and can_be_key(high)) or high < low:
        return []
    with translated():
        # BETWEEN takes its ends along: `before` itself was shown already
        found = (at for at in _read(viewer, filters, (low, high), limit + 1) if at.place != before)
        return list(islice(found, limit))


def _range(filters: Filters, before: str | None) -> tuple[str, str]:
    """Return the first and the last key that may count. No entry stands at a day's bare end."""
    since, until = filters.span
    end = place_at(until) if until else LAST_KEY
    low = place_at(since) if since else FIRST_KEY
    return low, end if before is None else min(end, before)


def _read(viewer: str, filters: Filters, keys: tuple[str, str], page: int) -> Iterator[ListedAt]:
    is_by_stamp = filters.by is DateKind.STAMPED
    index = ListingItem.stamped_index if is_by_stamp else ListingItem.purchased_index
    key = ListingItem.stamped_key if is_by_stamp else ListingItem.purchased_key
    wanted = _wanted(filters)
    items = index.query(
        viewer,
        key.between(*keys),
        wanted,
        scan_index_forward=False,
        page_size=page if wanted is None else FILTERED_PAGE,
    )
    for item in items:
        place = item.stamped_key if is_by_stamp else item.purchased_key
        yield ListedAt(place, item.pk.removeprefix(entry_key(viewer, "")))


def _wanted(filters: Filters) -> Condition | None:
    """Word what an index does not sort by; None where everything is wanted."""
    equal = (
        (ListingItem.rfc, filters.rfc),
        (ListingItem.branch_id, filters.branch_id),
        (ListingItem.phase, filters.phase),
        (ListingItem.type, filters.type),
    )
    wanted: list[Condition] = [
        attribute == value for attribute, value in equal if value is not None
    ]
    if filters.word is not None:
        wanted.append(ListingItem.words.contains(filters.word))
    return reduce(and_, wanted) if wanted else None
