"""Asking for a panel's invoices as one file, and getting it once it is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.account import Account
from chalicelib.domain.budget import EXPORTS as BUDGET
from chalicelib.domain.export import Export, ExportFormat, ExportStatus
from chalicelib.domain.listing import Filters
from chalicelib.errors import NotFound, Unavailable
from chalicelib.observability import log
from chalicelib.usecases.account_ports import ExportFiles, ExportStore
from chalicelib.usecases.budgets import Budgets
from chalicelib.usecases.ports import Clock, Queues

EXPORTS = "exports"
"""The queue that the exports worker reads."""

URL_LIFE_S = 120
WAKE_AGAIN_AFTER = timedelta(minutes=1)


class ExportNotFound(NotFound):
    """The account has no such export; another's is unknown just the same (ASVS 8.2.2)."""

    code = "export_not_found"


@dataclass(frozen=True)
class Exporting:
    """Takes orders and tells how far they are. `new_token` makes an address unguessable."""

    exports: ExportStore
    files: ExportFiles
    queues: Queues
    budgets: Budgets
    clock: Clock
    new_token: Callable[[], str]

    def ask(self, account: Account, filters: Filters, kind: ExportFormat) -> Export:
        """Order a file, or return the same order that still stands.

        Each message to the worker is a use of the budget, of which every answer
        tells. Raises TooMany, and Unavailable where the worker cannot be woken:
        nobody looks for orders without a message, so a promise would be a lie.
        """
        now = self.clock()
        order = Export.asked(account.id, filters.recent(now), kind, now, self.new_token())
        standing = self._standing(account.id, order.id)
        if standing is not None and not _waits_long(standing, now):
            self.budgets.spend(BUDGET, account.id, uses=0)
            return standing
        self.budgets.spend(BUDGET, account.id)
        if standing is None:
            self.exports.put(order)
        self._wake(standing or order)
        return standing or order

    def find(self, account: Account, export_id: str) -> Export:
        """Return an order as it stands now. Raises ExportNotFound."""
        now = self.clock()
        export = self.exports.get(account.id, export_id)
        if export is None or export.expires_at <= now:
            raise ExportNotFound
        return export.at(now)

    def url(self, export: Export) -> tuple[str, datetime] | None:
        """Return a short-lived address of a file and when it ends, None before there is one."""
        if export.status is not ExportStatus.READY:
            return None
        kind = export.format.content_type
        url = self.files.download_url(export.key, export.file_name, kind, URL_LIFE_S)
        return url, self.clock() + timedelta(seconds=URL_LIFE_S)

    def _standing(self, account_id: str, export_id: str) -> Export | None:
        export = self.exports.get(account_id, export_id)
        return None if export is None or export.at(self.clock()).is_over else export

    def _wake(self, export: Export) -> None:
        try:
            self.queues.send(EXPORTS, export.message)
        except OSError as deaf:
            log.warning("queue_unreachable", export_id=export.id, reason=type(deaf).__name__)
            self.exports.save(export.failed("export_failed"))
            raise Unavailable from deaf


def _waits_long(export: Export, now: datetime) -> bool:
    """Tell whether its message may be lost: the process ended before it was sent."""
    return export.status is ExportStatus.QUEUED and now - export.asked_at > WAKE_AGAIN_AFTER
