"""What points of sale send."""

from __future__ import annotations

from chalice import Response

from chalicelib import container
from chalicelib.api.identity import pos_issuer, require_issuer
from chalicelib.api.routes import Routes, ok
from chalicelib.api.schemas import pos as schemas
from chalicelib.domain.ticket import Ticket

routes = Routes(__name__)

LARGEST_BATCH = 5_000_000
"""Under Lambda's 6 MB for a request: a hundred long tickets."""


@routes.serve(
    "POST",
    "/v1/pos/tickets",
    summary="Send up to 100 sales; each is answered for by itself",
    request=schemas.TicketsBody,
    answers={200: schemas.ImportedTicketsView},
    problems=(400, 401, 403, 413, 415, 422, 503),
    security="pos",
)
def send_tickets() -> Response:
    """Keep the sales; the same ones again change nothing."""
    allowed = pos_issuer(routes.header("x-api-key"))
    asked = routes.body(schemas.TicketsBody, LARGEST_BATCH)
    for reading in asked.tickets:
        if isinstance(reading, Ticket):
            _require_own_branch(allowed, reading.branch_id)
    importing = container.ticket_import()
    answers = [schemas.ImportedView.of(importing.load(reading)) for reading in asked.tickets]
    return ok(schemas.ImportedTicketsView(tickets=answers))


def _require_own_branch(allowed: str | None, branch_id: str) -> None:
    branch = container.branch_store().get(branch_id)
    if branch is not None:
        require_issuer(allowed, branch.issuer.id)
