"""A panel's invoices as one file, made while its owner does something else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.listing import Filters


class ExportFormat(StrEnum):
    """A table of the invoices, or their XML and PDF."""

    CSV = "csv"
    ZIP = "zip"


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
    done: int = 0
    total: int | None = None
    key: str | None = None
    problem: str | None = None
