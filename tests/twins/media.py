"""The stores' pictures in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class MediaInMemory:
    """Keeps pictures by their path under /media."""

    def __init__(self, pictures: Mapping[str, bytes] | None = None) -> None:
        self._pictures = dict(pictures or {})

    def media(self, path: str) -> bytes | None:
        """Return a picture, or None where there is none."""
        return self._pictures.get(path)
