"""How the values of an imported ticket are written: amounts, numbers and moments as text.

Text, because a JSON number is a binary fraction to most of the programs that write it.
"""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

if TYPE_CHECKING:
    from collections.abc import Callable

# A billion pesos is nobody's ticket.
INTEGER_DIGITS = 9

# RFC 3339, which is stricter than ISO 8601: seconds and offset are never left out.
MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?"
    r"([Zz]|[+-][0-9]{2}:[0-9]{2})"
)


def _refusal(code: str) -> PydanticCustomError:
    """Return an error whose type is the contract's field code."""
    return PydanticCustomError(code, code)


def _decimal_reader(decimals: int) -> Callable[[object], Decimal]:
    shape = re.compile(rf"-?([0-9]+)(\.[0-9]{{1,{decimals}}})?")

    def read(value: object) -> Decimal:
        if not isinstance(value, str):
            raise _refusal("wrong_type")
        found = shape.fullmatch(value)
        if found is None:
            raise _refusal("wrong_format")
        if len(found[1].lstrip("0")) > INTEGER_DIGITS:
            raise _refusal("too_large")
        return Decimal(value) + 0  # a written -0 is 0

    return read


def _read_quantity(value: object) -> Decimal:
    """Read a count or a weight; a whole number of pieces may come as a JSON number."""
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return _decimal_reader(6)(str(value) if is_whole else value)


def _read_moment(value: object) -> datetime:
    if not isinstance(value, str):
        raise _refusal("wrong_type")
    if MOMENT.fullmatch(value) is None:
        raise _refusal("wrong_format")
    try:
        return datetime.fromisoformat(value.upper())
    except ValueError as no_such_day:
        raise _refusal("wrong_format") from no_such_day


def _decimal_schema(decimals: int) -> dict[str, object]:
    digits = f"{{1,{INTEGER_DIGITS}}}"
    return {"type": "string", "pattern": rf"^[0-9]{digits}(\.[0-9]{{1,{decimals}}})?$"}


Money = Annotated[
    Decimal,
    PlainValidator(_decimal_reader(2)),
    WithJsonSchema({**_decimal_schema(2), "examples": ["1234.50"]}),
]
"""Pesos, with two decimals at most."""

Fine = Annotated[
    Decimal,
    PlainValidator(_decimal_reader(6)),
    WithJsonSchema(_decimal_schema(6)),
]
"""A price or a rate, with six decimals at most, as in a CFDI."""

Quantity = Annotated[
    Decimal,
    PlainValidator(_read_quantity),
    WithJsonSchema({"anyOf": [_decimal_schema(6), {"type": "integer"}], "examples": ["0.735"]}),
]
"""How much of it, with six decimals at most."""

Moment = Annotated[
    datetime,
    PlainValidator(_read_moment),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""An RFC 3339 time with its offset."""
