"""What every request and answer body shares: strictness, money, and how a complaint is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from itertools import islice
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ModelWrapValidatorHandler,
    PlainSerializer,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError

from chalicelib.domain import money

MONEY = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")

MOST_UNKNOWN = 20
"""Unknown names that are told of one object: thousands of complaints cost seconds to write."""


Place = tuple[int | str, ...]
Complaint = tuple[Place, str]
"""Where in the body, and the contract's code of what is wrong there."""


class Body(BaseModel):
    """A request body: what it does not know it refuses, and text is never made a number."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    @classmethod
    def also_wrong(cls, given: Mapping[str, Any]) -> Iterable[Complaint]:  # noqa: ARG003
        """Yield what no field can tell by itself; `given` is the body as it came, unread."""
        return ()

    @model_validator(mode="wrap")
    @classmethod
    def _complain_once(cls, given: Any, read: ModelWrapValidatorHandler[Self]) -> Self:
        """Tell every wrong field at once; a field's own complaint comes before ours on it."""
        found = dict(cls.also_wrong(given)) if isinstance(given, dict) else {}
        try:
            body = read(cls._with_few_unknown(given))
        except ValidationError as wrong:
            theirs = {error["loc"]: error["type"] for error in wrong.errors(include_url=False)}
            raise _refusal({**found, **theirs}) from None
        if found:
            raise _refusal(found)
        return body

    @classmethod
    def _with_few_unknown(cls, given: Any) -> Any:
        """Keep only as many unknown names as are told of."""
        if not isinstance(given, dict) or len(given) <= MOST_UNKNOWN:
            return given
        known = {field.alias or name for name, field in cls.model_fields.items()}
        unknown = islice((name for name in given if name not in known), MOST_UNKNOWN)
        told = known.union(unknown)
        return {name: value for name, value in given.items() if name in told}


def _refusal(found: Mapping[Place, str]) -> ValidationError:
    details = [
        InitErrorDetails(type=PydanticCustomError(code, code), loc=place, input=None)
        for place, code in found.items()
    ]
    return ValidationError.from_exception_data("body", details)


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
