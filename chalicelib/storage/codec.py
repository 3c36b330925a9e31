"""Domain values to JSON text and back, by their own types."""

from __future__ import annotations

from functools import cached_property
from typing import Generic, TypeVar

from pydantic import TypeAdapter

Value = TypeVar("Value")


class Codec(Generic[Value]):
    """Writes and reads one kind of domain value; what was written reads back equal."""

    def __init__(self, kind: type[Value]) -> None:
        self._kind = kind

    def write(self, value: Value) -> str:
        """Return the value as JSON text."""
        return self._adapter.dump_json(value).decode()

    def read(self, text: str) -> Value:
        """Return the value that the text holds. Raises ValueError for any other text."""
        return self._adapter.validate_json(text)

    @cached_property
    def _adapter(self) -> TypeAdapter[Value]:
        return TypeAdapter(self._kind)
