"""A ticket: how it is proved, and where it stands."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from chalicelib.api.schemas.shared import Body, Moment, Money, Text, View, complaints
from chalicelib.domain.ticket_code import InvalidCode, read_code
from chalicelib.usecases.ticketing import ByCode, ByNumbers, Proof

Number = Annotated[Text, Field(max_length=60)]
NUMBERS = ("branch_id", "order_number", "ticket_number", "total")


class TicketProof(Body):
    """The three data printed on the ticket, or its code."""

    branch_id: Number | None = None
    order_number: Number | None = None
    ticket_number: Number | None = None
    total: Money | None = None
    code: Number | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        """Ask for every datum that is missing, unless a code stands for all."""
        if self.code is not None:
            self._read_code()
            return self
        missing = [name for name in NUMBERS if getattr(self, name) is None]
        if missing:
            raise complaints((name, "required") for name in missing)
        return self

    def _read_code(self) -> str:
        try:
            return read_code(self.code or "")
        except InvalidCode as error:
            raise complaints([("code", "wrong_format")]) from error

    def proof(self) -> Proof:
        """Return what the shopper proves the ticket by."""
        if self.code is not None:
            return ByCode(self._read_code())
        if None in (self.branch_id, self.order_number, self.ticket_number, self.total):
            raise ValueError("a proof is whole or does not exist")
        return ByNumbers(self.branch_id, self.order_number, self.ticket_number, self.total)  # type: ignore[arg-type]


class TicketCheck(TicketProof):
    """A proof, and the solved captcha when one was asked for."""

    captcha: str | None = None


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
