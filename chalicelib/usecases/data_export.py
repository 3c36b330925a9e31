"""Everything that is kept of a person with an account, for that person (docs/privacy.md)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from chalicelib.domain.account import Account
from chalicelib.domain.export import Export
from chalicelib.domain.invoice import Invoice
from chalicelib.domain.listing import Filters
from chalicelib.domain.session import Session
from chalicelib.usecases.account_ports import ExportStore
from chalicelib.usecases.panel import Panel
from chalicelib.usecases.session_keeping import SessionKeeping

MOST_INVOICES = 10_000


@dataclass(frozen=True)
class PersonalData:
    """One account, whole. `is_whole`: there are no more invoices than these."""

    account: Account
    sessions: list[Session]
    exports: list[Export]
    invoices: list[Invoice]
    is_whole: bool


@dataclass(frozen=True)
class DataExport:
    """Gathers it."""

    sessions: SessionKeeping
    exports: ExportStore
    panel: Panel
    most: int = MOST_INVOICES

    def gather(self, account: Account) -> PersonalData:
        """Return what is kept of an account; of its invoices the newest."""
        found = list(islice(self.panel.each(account, Filters()), self.most + 1))
        return PersonalData(
            account=account,
            sessions=self.sessions.standing(account.id),
            exports=self.exports.of_account(account.id),
            invoices=found[: self.most],
            is_whole=len(found) <= self.most,
        )
