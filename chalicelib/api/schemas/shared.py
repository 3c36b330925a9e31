"""What every request and answer body shares: strictness, money, and how a complaint is told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, WithJsonSchema
from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError

from chalicelib.domain import money

MONEY = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")


class Body(BaseModel):
    """A request body: what it does not know it refuses, and text is never made a number."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class View(BaseModel):
    """An answer body. Clients ignore what they do not know."""

    model_config = ConfigDict(frozen=True)


def _read_money(value: Any) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("wrong_type", "money is a string")
    if not MONEY.fullmatch(value.strip()):
        raise PydanticCustomError("wrong_format", "money is digits with at most two decimals")
    return Decimal(value.strip())


Money = Annotated[
    Decimal,
    BeforeValidator(_read_money),
    PlainSerializer(money.text, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{1,12}(\.[0-9]{1,2})?$"}),
]
"""Pesos as a string with two decimals; asked with none or one it is understood too."""


def _text_of(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


Moment = Annotated[datetime, PlainSerializer(_text_of, return_type=str)]
"""RFC 3339 with its offset, to the second."""


def _clean(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = value.strip()
    if not text:
        raise PydanticCustomError("required", "the text is empty")
    if any(ord(char) < ord(" ") for char in text):
        raise PydanticCustomError("wrong_format", "control characters are not text")
    return text


Text = Annotated[str, BeforeValidator(_clean)]
"""Typed text: never empty, no control characters, no blanks around it."""


def complaints(found: Iterable[tuple[str, str]]) -> ValidationError:
    """Return one error that names every (field, code), for a model's own validator to raise."""
    details = [
        InitErrorDetails(type=PydanticCustomError(code, code), loc=(field,), input=None)
        for field, code in found
    ]
    return ValidationError.from_exception_data("body", details)
