"""The ticket as a point of sale sends it, whichever way it comes in: HTTP, JSONL or CSV.

The form judges names, types and notation; what the values mean is judged once it is a Ticket.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    StrictBool,
    StrictStr,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from chalicelib.domain.money import ZERO
from chalicelib.domain.ticket import (
    MAX_IDENTIFIER,
    LineKind,
    LineTax,
    Payment,
    Ticket,
    TicketLine,
)
from chalicelib.domain.ticket_import_lines import MAX_DESCRIPTION, MAX_SKU
from chalicelib.domain.ticket_import_values import Fine, Moment, Money, Quantity
from chalicelib.errors import FieldProblem

# pydantic's own words for what the contract calls otherwise; what is not here is a wrong type.
CODES = {"missing": "required", "extra_forbidden": "unknown_field"}
OWN_CODES = frozenset(
    {"wrong_type", "wrong_format", "too_large", "not_in_catalog", "not_available_yet"}
)


def _text(longest: int, shortest: int = 0) -> WithJsonSchema:
    """Document the lengths that are judged with the rest of the ticket."""
    return WithJsonSchema({"type": "string", "minLength": shortest, "maxLength": longest})


def _read_kind(value: object) -> LineKind:
    if isinstance(value, str) and value in set(LineKind):
        return LineKind(value)
    raise PydanticCustomError("not_in_catalog", "not_in_catalog")


def _one_spaced(text: str) -> str:
    """Write every run of blanks as one space, as SAT reads it in the cadena original."""
    return " ".join(text.split())


def _refuse(value: object) -> None:
    if value is not None:
        raise PydanticCustomError("not_available_yet", "not_available_yet")


Identifier = Annotated[StrictStr, AfterValidator(str.strip), _text(MAX_IDENTIFIER, 1)]
SATCode = Annotated[StrictStr, AfterValidator(str.strip), _text(8)]
Sku = Annotated[StrictStr, AfterValidator(_one_spaced), _text(MAX_SKU)]
Description = Annotated[StrictStr, AfterValidator(_one_spaced), _text(MAX_DESCRIPTION, 1)]
Kind = Annotated[
    LineKind,
    PlainValidator(_read_kind),
    WithJsonSchema({"type": "string", "enum": [kind.value for kind in LineKind]}),
]
NotYet = Annotated[None, PlainValidator(_refuse), WithJsonSchema({"type": ["object", "null"]})]


class _Form(BaseModel):
    """A form refuses what it does not know: a misspelt `discount` would change the price."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TaxForm(_Form):
    """A tax of a line: 002 IVA or 003 IEPS; `tasa_o_cuota` is left out when it is Exento."""

    impuesto: SATCode
    tipo_factor: SATCode
    tasa_o_cuota: Fine | None = None

    def to_tax(self) -> LineTax:
        """Return the tax as the domain knows it."""
        return LineTax(self.impuesto, self.tipo_factor, self.tasa_o_cuota)


class LineForm(_Form):
    """A line; `discount` is for the whole line. SAT's data are needed on a sale only."""

    sku: Sku = ""
    description: Description
    kind: Kind = LineKind.SALE
    clave_prod_serv: SATCode = ""
    clave_unidad: SATCode = ""
    objeto_imp: SATCode = ""
    taxes: list[TaxForm] = Field(default=[])
    quantity: Quantity
    unit_price: Fine
    discount: Money = ZERO

    def to_line(self) -> TicketLine:
        """Return the line as the domain knows it."""
        return TicketLine(
            sku=self.sku,
            description=self.description,
            kind=self.kind,
            clave_prod_serv=self.clave_prod_serv,
            clave_unidad=self.clave_unidad,
            objeto_imp=self.objeto_imp,
            taxes=tuple(tax.to_tax() for tax in self.taxes),
            quantity=self.quantity,
            unit_price=self.unit_price,
            discount=self.discount,
        )


class PaymentForm(_Form):
    """A part of what was really paid, in SAT's c_FormaPago."""

    forma_pago: SATCode
    amount: Money


class TicketForm(_Form):
    """A sale; `total` is what the ticket prints, without the tip; `discount` is on all of it."""

    branch_id: Identifier
    order_number: Identifier
    ticket_number: Identifier
    purchased_at: Moment
    total: Money
    tip: Money = ZERO
    discount: Money = ZERO
    payments: list[PaymentForm] = Field(default=[])
    prices_include_tax: StrictBool = True
    lines: list[LineForm]
    receptor: NotYet = None

    def to_ticket(self) -> Ticket:
        """Return the ticket as the domain knows it, its meaning not yet judged."""
        return Ticket(
            branch_id=self.branch_id,
            order_number=self.order_number,
            ticket_number=self.ticket_number,
            purchased_at=self.purchased_at,
            total=self.total,
            lines=tuple(line.to_line() for line in self.lines),
            payments=tuple(Payment(paid.forma_pago, paid.amount) for paid in self.payments),
            tip=self.tip,
            discount=self.discount,
            prices_include_tax=self.prices_include_tax,
        )


Reading = Ticket | tuple[FieldProblem, ...]
"""A ticket whose form was right, or everything that its form has wrong."""


def read_ticket(content: object) -> Reading:
    """Read one ticket from decoded JSON; never raises, whatever the content."""
    try:
        return TicketForm.model_validate(content).to_ticket()
    except ValidationError as wrong:
        return tuple(
            FieldProblem(_pointer(error["loc"]), _code(error["type"]))
            for error in wrong.errors(include_url=False, include_context=False, include_input=False)
        )


def _code(kind: str) -> str:
    return kind if kind in OWN_CODES else CODES.get(kind, "wrong_type")


def _pointer(place: tuple[int | str, ...]) -> str:
    """Write a place as a JSON pointer (RFC 6901)."""
    steps = (str(step).replace("~", "~0").replace("/", "~1") for step in place)
    return "".join(f"/{step}" for step in steps)
