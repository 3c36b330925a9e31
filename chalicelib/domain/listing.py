"""An invoice as the panel finds it: for whom, when, and what may be filtered.

One entry for each viewer of an invoice: an account, or an e-mail address that
the files were asked for with. An address counts from the first moment, so that
what a guest asked for is in his panel the day that he opens an account.
"""

from __future__ import annotations

import hashlib
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from chalicelib.catalogs.timezones import zone
from chalicelib.domain.account import Account
from chalicelib.domain.email_address import canonical
from chalicelib.domain.invoice import Invoice
from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.domain.ticket_code import TAKEN_FOR
from chalicelib.domain.typed import joined

MOST_VIEWERS = 20
"""Accounts that one invoice may be claimed for: each is one entry more with every listing."""


MEXICO = zone("America/Mexico_City")
"""Whose days the panel counts in: one account's invoices come from branches of several zones."""

TAKEN_UP = frozenset({InvoiceStatus.RECEIVED, InvoiceStatus.STAMPED})
TOLD = TAKEN_UP | {InvoiceStatus.READY, InvoiceStatus.REJECTED, InvoiceStatus.CANCELLED}
"""The statuses that an entry tells apart, by its phase or by what is known of the stamp."""

MONTHS_SHOWN = 3
"""How far back the panel looks where nobody says more."""

PLACE = re.compile(
    r"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\.[0-9]{6}Z#[A-Za-z0-9_-]{1,64}"
)


class DateKind(StrEnum):
    """By which date the panel is read: a document without a stamp counts by its acceptance."""

    STAMPED = "stamped"
    PURCHASED = "purchased"


@dataclass(frozen=True)
class Listed:
    """One entry: `words` are what the free text may equal, as `word_of` writes them."""

    viewer: str
    invoice_id: str
    stamped: datetime
    purchased: datetime
    phase: str
    branch_id: str
    rfc: str
    type: str
    words: tuple[str, ...]

    def moment(self, by: DateKind) -> datetime:
        """Return the moment that it counts by."""
        return self.stamped if by is DateKind.STAMPED else self.purchased

    def place(self, by: DateKind) -> str:
        """Return where it stands in the list by one date."""
        return f"{place_at(self.moment(by))}#{self.invoice_id}"


@dataclass(frozen=True)
class ListedAt:
    """Where an entry stands in a list by one date: `place` sorts as time does, and is unique."""

    place: str
    invoice_id: str


@dataclass(frozen=True)
class Filters:
    """What to show of an account's invoices. Days are inclusive; None filters nothing."""

    by: DateKind = DateKind.STAMPED
    since: date | None = None
    until: date | None = None
    rfc: str | None = None
    branch_id: str | None = None
    phase: str | None = None
    type: str | None = None
    word: str | None = None

    @property
    def span(self) -> tuple[datetime | None, datetime | None]:
        """The first moment that counts, and the first that does not any more."""
        return first_moment(self.since), last_moment(self.until)

    def recent(self, now: datetime) -> Filters:
        """Look at the last three months where nobody asked for a period or a certain invoice."""
        if self.since or self.until or self.word:
            return self
        return replace(self, since=_months_before(now.astimezone(MEXICO).date(), MONTHS_SHOWN))

    def match(self, entry: Listed) -> bool:
        """Tell whether an entry is one of those asked for."""
        first, end = self.span
        moment = entry.moment(self.by)
        return (
            (first is None or first <= moment)
            and (end is None or moment < end)
            and self.rfc in {None, entry.rfc}
            and self.branch_id in {None, entry.branch_id}
            and self.phase in {None, entry.phase}
            and self.type in {None, entry.type}
            and (self.word is None or self.word in entry.words)
        )


def place_at(moment: datetime) -> str:
    """Write a moment so that places sort as time does; a span's ends are written so too."""
    plain = moment.astimezone(UTC).replace(tzinfo=None)
    return f"{plain.isoformat(timespec='microseconds')}Z"


def is_place(text: str) -> bool:
    """Tell whether a text can be a place of a list."""
    return PLACE.fullmatch(text) is not None


def word_of(typed: str) -> str:
    """Return a folio, number, UUID or code so that it is found however people type it.

    Case, blanks and dashes do not count; O is as good as 0, I and L as 1, for
    a ticket's code is read so.
    """
    return joined(typed).upper().translate(TAKEN_FOR)


def first_moment(since: date | None) -> datetime | None:
    """Return the moment that a day begins; None where there is no day."""
    return None if since is None else datetime.combine(since, time(), MEXICO)


def last_moment(until: date | None) -> datetime | None:
    """Return the moment that ends a day and is not in it; None where no moment does."""
    if until is None or until == date.max:
        return None
    return first_moment(until + timedelta(days=1))


def account_viewer(account_id: str) -> str:
    """Name an account as a viewer."""
    return f"acc:{account_id}"


def email_viewer(address: str) -> str:
    """Name whoever reads an address's mail as a viewer; the address itself is in no key."""
    return f"mail:{hashlib.sha256(canonical(address).encode()).hexdigest()}"


def may_see(account: Account, invoice: Invoice) -> bool:
    """Tell whether an invoice is an account's: it asked for it, claimed it, or is mailed it."""
    mailed = any(account.is_mailed_at(address) for address in invoice.data.emails)
    return mailed or account.id in invoice.viewers


def shown_to(invoice: Invoice, account_id: str) -> Invoice:
    """Return the invoice's next version with one viewer more, or itself where he is one.

    Where MOST_VIEWERS are reached it stays as it is too: ask `may_see` what came of it.
    """
    if account_id in invoice.viewers or len(invoice.viewers) >= MOST_VIEWERS:
        return invoice
    viewers = (*invoice.viewers, account_id)
    return replace(invoice, version=invoice.version + 1, viewers=viewers)


def viewers_of(invoice: Invoice) -> list[str]:
    """Name everybody whose list an invoice is in, each once."""
    viewers = [account_viewer(account_id) for account_id in invoice.viewers]
    viewers += [email_viewer(address) for address in invoice.data.emails]
    return list(dict.fromkeys(viewers))


def listings(invoice: Invoice) -> Iterator[Listed]:
    """Yield an invoice's entries, one for each of its viewers."""
    for viewer in viewers_of(invoice):
        yield Listed(
            viewer=viewer,
            invoice_id=invoice.id,
            stamped=invoice.stamped_at or invoice.accepted_at,
            purchased=min(ticket.purchased_at for ticket in invoice.tickets),
            phase=invoice.phase.value,
            branch_id=invoice.branch_id,
            rfc=str(invoice.data.receptor.rfc),
            type="ingreso",
            words=tuple(word for word in dict.fromkeys(_words(invoice)) if word),
        )


def listings_changed(invoice: Invoice) -> bool:
    """Tell whether the write that brought an invoice here may have changed its entries.

    On the way from the seal to the stamp nothing of them changes, nor where a
    worker only takes up what is received or stamped, nor by how a mail went.
    """
    if invoice.status in TAKEN_UP and invoice.lease_until is not None:
        return False
    return invoice.status in TOLD


def _words(invoice: Invoice) -> Iterator[str]:
    if invoice.uuid:
        yield word_of(invoice.uuid)
    if invoice.sealed and invoice.is_stamped:
        yield word_of(invoice.sealed.folio)
        yield word_of(f"{invoice.sealed.serie}{invoice.sealed.folio}")
    for ticket in invoice.tickets:
        yield word_of(ticket.order_number)
        yield word_of(ticket.ticket_number)
        yield word_of(ticket.code)


def _months_before(day: date, months: int) -> date:
    """Return the same day some months earlier, or that month's last one."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
