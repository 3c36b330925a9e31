"""Checking a receptor's data before anything is asked."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from chalicelib.api.schemas.shared import Body, Text, View
from chalicelib.domain.rfc import RFC, InvalidRFC

Name = Annotated[Text, Field(max_length=300)]
PostalCode = Annotated[Text, Field(max_length=10)]
Code = Annotated[Text, Field(max_length=10)]
TypedRFC = Annotated[Text, Field(max_length=30)]


def _is_an_rfc(text: str) -> str:
    try:
        RFC.parse(text)
    except InvalidRFC as error:
        raise PydanticCustomError(error.code, "not an RFC") from error
    return text


ReadableRFC = Annotated[TypedRFC, AfterValidator(_is_an_rfc)]
"""An RFC in any of the ways that people write it."""


class ReceptorCheck(Body):
    """The RFC and any of the other fiscal data."""

    rfc: ReadableRFC
    name: Name | None = None
    postal_code: PostalCode | None = None
    regimen_fiscal: Code | None = None
    uso_cfdi: Code | None = None


class Choice(View):
    """A code with its name."""

    code: str
    name: str


class Suggestion(View):
    """What we propose and never apply by ourselves."""

    name: str | None
    uso_cfdi: str | None


class Finding(View):
    """A problem of one datum; severity is error or warning."""

    field: str
    code: str
    severity: str


class ReceptorCheckView(View):
    """What this RFC may state, and what is wrong with what it stated."""

    rfc: str
    persona: str
    regimenes: list[Choice]
    usos: list[Choice]
    suggested: Suggestion
    problems: list[Finding]
