"""An invoice as the panel finds it: for whom, when, and what may be filtered.

One entry for each viewer of an invoice: an account, or an e-mail address that
the files were asked for with. An address counts from the first moment, so that
what a guest asked for is in his panel the day that he opens an account.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from chalicelib.domain.account import Account
from chalicelib.domain.email_address import canonical
from chalicelib.domain.invoice import Invoice


MOST_VIEWERS = 20
"""Accounts that one invoice may be claimed for: each is one entry more with every listing."""


class DateKind(StrEnum):
    """By which date the panel is read: a document without a stamp counts by its acceptance."""

    STAMPED = "stamped"
    PURCHASED = "purchased"


@dataclass(frozen=True)
class Listed:
    """One entry: `words` are what the free text may equal, in upper case."""

    viewer: str
    invoice_id: str
    stamped: datetime
    purchased: datetime
    phase: str
    branch_id: str
    rfc: str
    type: str
    words: tuple[str, ...]


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


def listings(invoice: Invoice) -> Iterator[Listed]:
    """Yield an invoice's entries, one for each of its viewers."""
    viewers = [account_viewer(account_id) for account_id in invoice.viewers]
    viewers += [email_viewer(address) for address in invoice.data.emails]
    for viewer in dict.fromkeys(viewers):
        yield Listed(
            viewer=viewer,
            invoice_id=invoice.id,
            stamped=invoice.stamped_at or invoice.accepted_at,
            purchased=min(ticket.purchased_at for ticket in invoice.tickets),
            phase=invoice.phase.value,
            branch_id=invoice.branch_id,
            rfc=str(invoice.data.receptor.rfc),
            type="ingreso",
            words=tuple(dict.fromkeys(_words(invoice))),
        )


def _words(invoice: Invoice) -> Iterator[str]:
    if invoice.uuid:
        yield invoice.uuid.upper()
    if invoice.sealed and invoice.is_stamped:
        yield invoice.sealed.folio.upper()
        yield f"{invoice.sealed.serie}{invoice.sealed.folio}".upper()
    for ticket in invoice.tickets:
        yield ticket.order_number.upper()
        yield ticket.ticket_number.upper()
        yield ticket.code
