"""Reading a request: JSON by pydantic, every complaint at once, in the contract's codes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from chalicelib.errors import FieldProblem, Invalid, Malformed, TooLarge, UnsupportedMedia

Model = TypeVar("Model", bound=BaseModel)

LARGEST_BODY = 100_000
"""Twenty tickets, all other data and a solved captcha are less than a fifth of it."""

JSON = "application/json"

CODES = {
    "missing": "required",
    "extra_forbidden": "unknown_field",
    "string_too_long": "too_long",
    "too_long": "too_long",
    "string_too_short": "required",
    "too_short": "required",
    "string_pattern_mismatch": "wrong_format",
    "greater_than": "too_small",
    "greater_than_equal": "too_small",
    "less_than": "too_large",
    "less_than_equal": "too_large",
    "literal_error": "not_in_catalog",
    "enum": "not_in_catalog",
    "decimal_parsing": "wrong_format",
    "datetime_from_date_parsing": "wrong_format",
    "datetime_parsing": "wrong_format",
    "timezone_aware": "wrong_format",
}
OURS = {
    "required",
    "wrong_type",
    "wrong_format",
    "too_long",
    "too_small",
    "too_large",
    "not_in_catalog",
    "not_available_yet",
    "not_allowed_for_persona",
    "not_allowed_for_regimen",
    "unknown_postal_code",
    "rfc_generic",
    "conflicts_with_receptor",
}
"""Codes that our own validators raise by their contract's name."""


def read_body(
    kind: type[Model], raw: bytes | str | None, content_type: str, largest: int = LARGEST_BODY
) -> Model:
    """Return the body as its model.

    Raises UnsupportedMedia, TooLarge, Malformed, and Invalid with every wrong
    field named by its JSON pointer.
    """
    body = _bytes(raw)
    if content_type.split(";", maxsplit=1)[0].strip().lower() != JSON:
        raise UnsupportedMedia
    if len(body) > largest:
        raise TooLarge
    value = _json(body)
    try:
        return kind.model_validate_json(json.dumps(value))
    except ValidationError as error:
        if any(found["type"] == "json_invalid" for found in error.errors()):
            raise Malformed from error  # text that is no Unicode, such as half a surrogate pair
        raise _invalid(error) from error


def read_query(kind: type[Model], asked: Mapping[str, str]) -> Model:
    """Return the query's parameters as their model; those that it does not know are ignored.

    Raises Invalid with every wrong one named.
    """
    known = {field.alias or name for name, field in kind.model_fields.items()} & set(asked)
    try:
        return kind.model_validate({name: asked[name] for name in known}, strict=False)
    except ValidationError as error:
        raise _invalid(error) from error


def _invalid(error: ValidationError) -> Invalid:
    return Invalid(fields=tuple(_problem(found) for found in error.errors(include_url=False)))


def _bytes(raw: bytes | str | None) -> bytes:
    if raw is None:
        return b""
    return raw.encode() if isinstance(raw, str) else raw


def _json(body: bytes) -> Any:
    """Read strict JSON: UTF-8, no NaN, no name twice."""
    try:
        return json.loads(
            body.decode("utf-8"),
            parse_float=_as_written,
            parse_constant=_refuse,
            object_pairs_hook=_once,
        )
    except (ValueError, RecursionError) as error:
        raise Malformed from error


def _as_written(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise ValueError("not a JSON number we can keep")
    return number


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _problem(found: Any) -> FieldProblem:
    return FieldProblem(_pointer(found["loc"]), _code(found["type"]))


def _code(kind: str) -> str:
    if kind in OURS:
        return kind
    return CODES.get(kind, "wrong_type" if kind.endswith("_type") else "wrong_format")


def _pointer(path: tuple[int | str, ...]) -> str:
    """Write a JSON pointer (RFC 6901)."""
    steps = (str(step).replace("~", "~0").replace("/", "~1") for step in path)
    return "".join(f"/{step}" for step in steps)
