"""A ticket as it is kept: the sale, its code, and which request holds it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from chalicelib.domain.ticket import Ticket

FIRST_VERSION = 1


@dataclass(frozen=True)
class Claim:
    """The one request that holds a ticket; the state of it lives on the invoice."""

    invoice_id: str
    attempt: int


@dataclass(frozen=True)
class TicketRecord:
    """What the store of tickets keeps; `version` grows by one with every write.

    `loaded_at` is when the sale, as it stands, came in; `help_folio` the name under which
    a person of the store finds it, given at its first need.
    """

    ticket: Ticket
    code: str
    version: int
    claim: Claim | None
    help_folio: str | None
    loaded_at: datetime

    @classmethod
    def loaded(cls, ticket: Ticket, code: str, at: datetime) -> Self:
        """Return the record of a ticket that came in for the first time."""
        return cls(ticket, code, FIRST_VERSION, claim=None, help_folio=None, loaded_at=at)

    def reloaded(self, ticket: Ticket, at: datetime) -> Self:
        """Return the next version, with the sale as the store tells it now."""
        return replace(self, ticket=ticket, version=self.version + 1, loaded_at=at)
