"""What phones remember, in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chalicelib.domain.remembered import RememberedReceptor


class RememberedInMemory:
    """Keeps fiscal data by the hash of a phone's token."""

    def __init__(self) -> None:
        self.kept: dict[str, RememberedReceptor] = {}

    def put(self, remembered: RememberedReceptor) -> None:
        """Keep it."""
        self.kept[remembered.token_sha256] = remembered

    def get(self, token_sha256: str) -> RememberedReceptor | None:
        """Return it, or None."""
        return self.kept.get(token_sha256)

    def delete(self, token_sha256: str) -> None:
        """Forget it; again is no error."""
        self.kept.pop(token_sha256, None)
