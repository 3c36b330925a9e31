"""Data of somebody who is not there, in every field that the API reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

RFC = "CAZI850101AB3"
NAME = "CANARIA ZURITA IXTLIL"
EMAIL = "canaria.zurita@correo.example"
PASSWORD = "canto de canaria 85"
TOKEN = "Kanaria0" * 6
CODE = "C4N4R1AZ77"
NUMBER = "CANARIA-4711"
TOTAL = "98765.43"
ADDRESS = "203.0.113.77"

EVERY = (RFC, NAME, EMAIL, PASSWORD, TOKEN, CODE, NUMBER, TOTAL, ADDRESS)

BY_NAME: dict[str, Any] = {
    "rfc": RFC,
    "name": NAME,
    "email": EMAIL,
    "emails": [EMAIL],
    "login": EMAIL,
    "password": PASSWORD,
    "current_password": PASSWORD,
    "new_password": PASSWORD,
    "token": TOKEN,
    "access_token": f"inv_{TOKEN}",
    "captcha": TOKEN,
    "code": CODE,
    "total": TOTAL,
    "postal_code": "80290",
    "regimen_fiscal": "612",
    "uso_cfdi": "G03",
    "forma_pago": "01",
    "branch_id": "centro",
    "persona": "fisica",
    "format": "csv",
}


def heard(text: str) -> list[str]:
    """Return the canaries that sing in a text."""
    plain = text.casefold()
    return [canary for canary in EVERY if canary.casefold() in plain]


def body_of(model: type[BaseModel], **only: Any) -> dict[str, Any]:
    """Return a body with a canary in every field of a model."""
    schema = model.model_json_schema()
    return {**_filled(schema, schema.get("$defs", {}), ""), **only}


def bodies_of(model: type[BaseModel]) -> Iterator[dict[str, Any]]:
    """Yield a whole body, and those that miss one field each: what is read depends on it."""
    whole = body_of(model)
    yield whole
    for name in whole:
        yield {other: value for other, value in whole.items() if other != name}


def _filled(schema: dict[str, Any], named: dict[str, Any], name: str) -> Any:
    if "$ref" in schema:
        return _filled(named[schema["$ref"].rpartition("/")[2]], named, name)
    if name in BY_NAME:
        return BY_NAME[name]
    kinds = [one for one in schema.get("anyOf", [schema]) if one.get("type") != "null"]
    return _of_kind(kinds[0], named, name) if kinds else NUMBER


def _of_kind(kind: dict[str, Any], named: dict[str, Any], name: str) -> Any:
    if "$ref" in kind:
        return _filled(kind, named, name)
    if "enum" in kind:
        return kind["enum"][0]
    match kind.get("type"):
        case "object":
            return {
                key: _filled(one, named, key) for key, one in kind.get("properties", {}).items()
            }
        case "array":
            return [_filled(kind.get("items", {}), named, name)]
        case "boolean":
            return True
        case "integer" | "number":
            return 4711
        case _:
            return NUMBER
