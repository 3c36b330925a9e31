"""A ticket: how it is proved, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from chalicelib.api.schemas.captcha import Captcha
from chalicelib.api.schemas.shared import Body, Complaint, Moment, Money, Text, View
from chalicelib.domain.ticket_code import InvalidCode, read_code
from chalicelib.usecases.ticketing import ByCode, ByNumbers, Proof

Number = Annotated[Text, Field(max_length=60)]
NUMBERS = ("branch_id", "order_number", "ticket_number", "total")


def _in_its_own_form(typed: str) -> str:
    try:
        return read_code(typed)
    except InvalidCode as error:
        raise PydanticCustomError(error.code, "not a ticket code") from error


TicketCode = Annotated[Number, AfterValidator(_in_its_own_form)]
"""A ticket's code, however it was typed."""


class TicketProof(Body):
    """The three data printed on the ticket, or its code."""

    branch_id: Number | None = None
    order_number: Number | None = None
    ticket_number: Number | None = None
    total: Money | None = None
    code: TicketCode | None = None

    @classmethod
    def also_wrong(cls, given: Mapping[str, Any]) -> Iterator[Complaint]:
        """Ask for every datum that is missing, unless a code stands for all."""
        if given.get("code") is None:
            yield from (((name,), "required") for name in NUMBERS if given.get(name) is None)

    def proof(self) -> Proof:
        """Return what the shopper proves the ticket by."""
        if self.code is not None:
            return ByCode(self.code)
        if None in (self.branch_id, self.order_number, self.ticket_number, self.total):
            raise ValueError("a proof is whole or does not exist")
        return ByNumbers(self.branch_id, self.order_number, self.ticket_number, self.total)  # type: ignore[arg-type]


class TicketCheck(TicketProof):
    """A proof, and the solved captcha when one was asked for."""

    captcha: Captcha = None


class NotInvoicedView(View):
    """A part of the ticket that is other people's money."""

    kind: str
    amount: Money


class TicketView(View):
    """A proved ticket."""

    id: str
    branch_id: str
    purchased_at: Moment
    total: Money
    tip: Money
    not_invoiced: list[NotInvoicedView]
    invoice_total: Money
    forma_pago: str | None
    formas_pago: list[str]
    forma_pago_fixed: bool
    deadline: Moment
    combine_key: str
    status: str
    can: list[str]


class TicketCheckView(View):
    """The ticket that the data prove."""

    ticket: TicketView
