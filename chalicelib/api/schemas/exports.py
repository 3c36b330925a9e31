"""A panel's invoices as one file, asked for and told of."""

from __future__ import annotations

from chalicelib.api.schemas.panel import PanelFilter
from chalicelib.api.schemas.shared import Body, Moment, View
from chalicelib.domain.export import ExportFormat


class ExportRequest(Body):
    """Which invoices, as the panel is asked, and in which form."""

    filter: PanelFilter = PanelFilter()
    format: ExportFormat


class ProgressView(View):
    """How many invoices are in the file, of how many; null until they were counted."""

    done: int
    total: int | None


class ProblemOfExport(View):
    """Why there will be no file."""

    code: str


class ExportView(View):
    """An order for a file: queued, working, ready or failed. `url` is there once it is ready."""

    id: str
    format: str
    status: str
    progress: ProgressView
    asked_at: Moment
    expires_at: Moment
    poll_after_s: int | None
    url: str | None
    url_expires_at: Moment | None
    problem: ProblemOfExport | None
