"""Checking a receptor's data before anything is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from chalicelib.api.schemas.shared import Body, Text, View
from chalicelib.domain.receptor import Severity, check_receptor
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


def wrong_data(given: Mapping[str, Any], uso_cfdi: str | None) -> Iterator[tuple[str, str]]:
    """Yield the field and the code of each wrong datum of a receptor as it came, unread.

    What was left out counts as empty; `uso_cfdi` None is not judged. A
    foreigner's data are SAT's to fix, so only his name is.
    """
    rfc, name = typed(given, "rfc") or "", typed(given, "name")
    others = (typed(given, "postal_code"), typed(given, "regimen_fiscal"), uso_cfdi)
    for found in check_receptor(rfc, name, *(() if _is_foreign(rfc) else others)):
        if found.severity is Severity.ERROR:
            yield found.field, found.code


def typed(given: Mapping[str, Any], name: str) -> str | None:
    """Return a datum as typed, empty when it was left out; None where it is no text at all."""
    datum = given.get(name)
    if datum is None:
        return ""
    return datum.strip() if isinstance(datum, str) else None


def _is_foreign(rfc: str) -> bool:
    try:
        return RFC.parse(rfc).is_foreign_generic
    except InvalidRFC:
        return False


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
