"""A panel's invoices as one file, made while its owner does something else."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from chalicelib.domain.listing import MEXICO, Filters

EXPORT_LIFE = timedelta(days=7)
"""As long as the file itself, which the bucket's lifecycle ends."""

GIVEN_UP_AFTER = timedelta(hours=1)
"""Longer than the queue tries again: what is not ready by then needs a person."""

MOST_ROWS = 10_000
MOST_ZIPPED = 200
"""Two files each; what is more than that is better asked by month."""


class ExportFormat(StrEnum):
    """A table of the invoices, or their XML and PDF."""

    CSV = "csv"
    ZIP = "zip"

    @property
    def most(self) -> int:
        """How many invoices one file may hold."""
        return MOST_ROWS if self is ExportFormat.CSV else MOST_ZIPPED

    @property
    def content_type(self) -> str:
        """The media type of the file."""
        return "text/csv; charset=utf-8" if self is ExportFormat.CSV else "application/zip"


class ExportStatus(StrEnum):
    """How far it is; the last two are final."""

    QUEUED = "queued"
    WORKING = "working"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True)
class Export:
    """One order for a file. `key` is where it lies, with a random part; `problem` why it failed."""

    id: str
    account_id: str
    format: ExportFormat
    filters: Filters
    status: ExportStatus
    asked_at: datetime
    expires_at: datetime
    key: str
    done: int = 0
    total: int | None = None
    problem: str | None = None

    @classmethod
    def asked(
        cls,
        account_id: str,
        filters: Filters,
        kind: ExportFormat,
        now: datetime,
        token: str,
    ) -> Self:
        """Order a file. Its id is the order's own content, so that a repeat is the same order.

        `token` is what keeps the file's address from being guessed.
        """
        day = now.astimezone(MEXICO).date()
        return cls(
            id=_name_of(account_id, filters, kind),
            account_id=account_id,
            format=kind,
            filters=filters,
            status=ExportStatus.QUEUED,
            asked_at=now,
            expires_at=now + EXPORT_LIFE,
            key=f"{folder_of(account_id)}{token}/facturas-{day.isoformat()}.{kind.value}",
        )

    @property
    def file_name(self) -> str:
        """What the file is saved as."""
        return self.key.rpartition("/")[2]

    @property
    def message(self) -> str:
        """What the queue bears: the account's and its own id."""
        return f"{self.account_id}.{self.id}"

    @property
    def is_over(self) -> bool:
        """Tell whether nothing of it will change any more."""
        return self.status in {ExportStatus.READY, ExportStatus.FAILED}

    def at(self, now: datetime) -> Self:
        """Return it as it is told at a moment: unfinished for too long is failed."""
        if self.is_over or now - self.asked_at <= GIVEN_UP_AFTER:
            return self
        return self.failed("export_failed")

    def got_to(self, done: int, total: int) -> Self:
        """Note how many invoices are in the file, of about how many."""
        return replace(self, status=ExportStatus.WORKING, done=done, total=max(done, total))

    def ready(self, done: int) -> Self:
        """Note that the file can be downloaded."""
        return replace(self, status=ExportStatus.READY, done=done, total=done)

    def failed(self, problem: str) -> Self:
        """Note why there will be no file."""
        return replace(self, status=ExportStatus.FAILED, problem=problem)


def folder_of(account_id: str) -> str:
    """Return where an account's files lie, so that its deletion finds them."""
    return f"exports/{account_id}/"


def named_in(message: str) -> tuple[str, str]:
    """Return the account's and the export's id that a message bears."""
    account_id, _, export_id = message.partition(".")
    return account_id, export_id


def _name_of(account_id: str, filters: Filters, kind: ExportFormat) -> str:
    order = json.dumps([account_id, kind, asdict(filters)], default=str)
    return hashlib.sha256(order.encode()).hexdigest()[:32]
