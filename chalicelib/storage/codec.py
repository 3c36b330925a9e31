"""Domain values to JSON text and back, by their own types."""

from __future__ import annotations

from functools import cache
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

Value = TypeVar("Value")


class Codec(Generic[Value]):
    """Writes and reads one kind of domain value; what was written reads back equal."""

    def __init__(self, kind: type[Value]) -> None:
        self._kind = kind

    def write(self, value: Value) -> str:
        """Return the value as JSON text."""
        return _adapter(self._kind).dump_json(value, by_alias=False).decode()

    def read(self, text: str) -> Value:
        """Return the value that the text holds. Raises ValueError for any other text."""
        value: Value = _adapter(self._kind).validate_json(text)
        return value


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
