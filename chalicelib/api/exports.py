"""A panel's invoices as one file, made while its owner does something else."""

from __future__ import annotations

from chalice import Response

from chalicelib import account_container, clock
from chalicelib.api.routes import Routes, ok
from chalicelib.api.schemas import exports as schemas
from chalicelib.domain.export import Export

routes = Routes(__name__)

POLLS = ((20, 2), (120, 5))
"""How soon to ask again, in seconds, by the age of the order: a small file takes a moment."""

SLOWEST_POLL_S = 15


@routes.serve(
    "POST",
    "/v1/account/exports",
    summary="Order the panel's invoices as one file; the same order again is the standing one",
    request=schemas.ExportRequest,
    answers={202: schemas.ExportView},
    problems=(400, 401, 403, 413, 415, 422, 429, 503),
    security="account",
)
def ask_export() -> Response:
    """Take the order; a worker makes the file."""
    account = routes.signed_in().account
    asked = routes.body(schemas.ExportRequest)
    filters = asked.filter.filters(account, at="/filter")
    return ok(_view(account_container.exporting().ask(account, filters, asked.format)), 202)


@routes.serve(
    "GET",
    "/v1/account/exports/{export_id}",
    summary="How far a file is, and where it lies once it is ready",
    answers={200: schemas.ExportView},
    problems=(401, 403, 404, 503),
    security="account",
)
def get_export(export_id: str) -> Response:
    """Show an order of the account's own."""
    account = routes.signed_in().account
    return ok(_view(account_container.exporting().find(account, export_id)))


def _view(export: Export) -> schemas.ExportView:
    url, url_expires_at = account_container.exporting().url(export) or (None, None)
    return schemas.ExportView(
        id=export.id,
        format=export.format.value,
        status=export.status.value,
        progress=schemas.ProgressView(done=export.done, total=export.total),
        asked_at=export.asked_at,
        expires_at=export.expires_at,
        poll_after_s=_poll_after(export),
        url=url,
        url_expires_at=url_expires_at,
        problem=schemas.ProblemOfExport(code=export.problem) if export.problem else None,
    )


def _poll_after(export: Export) -> int | None:
    if export.is_over:
        return None
    age = (clock.now() - export.asked_at).total_seconds()
    return next((pause for limit, pause in POLLS if age < limit), SLOWEST_POLL_S)
