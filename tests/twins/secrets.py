"""Secrets in memory, kept as text so that nobody shares an object."""

from __future__ import annotations

import json
from typing import Any


class SecretsInMemory:
    """Keeps JSON objects by name."""

    def __init__(self, **secrets: dict[str, Any]) -> None:
        self._kept = {name: json.dumps(value) for name, value in secrets.items()}

    def read(self, name: str) -> dict[str, Any]:
        """Return a secret. Raises LookupError when there is none."""
        if name not in self._kept:
            raise LookupError(f"no secret {name}")
        value: dict[str, Any] = json.loads(self._kept[name])
        return value

    def put(self, name: str, value: dict[str, Any]) -> None:
        """Write a secret, in place of an earlier one."""
        self._kept[name] = json.dumps(value)
