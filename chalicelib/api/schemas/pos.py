"""The bodies of the point of sale's routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field
from pydantic_core import core_schema

from chalicelib.api.schemas.shared import Body, View
from chalicelib.domain.ticket_import_form import Reading, TicketForm, read_ticket
from chalicelib.usecases.ticketing_import import Imported, ImportStatus

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler

MAX_TICKETS = 100


class _ReadByItself:
    """Documents an element as the ticket that it should be, though anything is let in."""

    def __get_pydantic_core_schema__(
        self, _: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_wrap_validator_function(
            lambda content, _: read_ticket(content), handler.generate_schema(TicketForm)
        )


TicketReading = Annotated[Reading, _ReadByItself()]
"""A ticket read by itself: one that is wrong refuses itself, and not the hundred around it."""


class TicketsBody(Body):
    """`POST /v1/pos/tickets`: the sales that a store sends, each answered for by itself."""

    tickets: Annotated[list[TicketReading], Field(min_length=1, max_length=MAX_TICKETS)]


class ImportErrorView(View):
    """What one ticket has wrong: `field` is a JSON pointer into that ticket."""

    field: str
    code: str
    params: dict[str, Any]


class ImportedView(View):
    """What became of one ticket; `code` may be printed on it, or is null when it may not."""

    status: ImportStatus
    code: str | None
    errors: list[ImportErrorView]

    @classmethod
    def of(cls, imported: Imported) -> ImportedView:
        """Show the answer of the import."""
        errors = [
            ImportErrorView(field=error.field, code=error.code, params=error.params)
            for error in imported.errors
        ]
        return cls(status=imported.status, code=imported.code, errors=errors)


class ImportedTicketsView(View):
    """The answers in the order of the tickets that were sent."""

    tickets: list[ImportedView]
