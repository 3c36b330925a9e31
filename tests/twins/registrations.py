"""What waits for a confirmation, in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.domain.email_address import canonical

if TYPE_CHECKING:
    from chalicelib.domain.account import Registration


class RegistrationsInMemory:
    """Keeps registrations by their token's hash, and the tokens that are used up."""

    def __init__(self) -> None:
        self.kept: dict[str, Registration] = {}
        self.used: set[str] = set()

    def put(self, registration: Registration) -> None:
        """Keep one."""
        self.kept[registration.token_sha256] = registration

    def get(self, token_sha256: str) -> Registration | None:
        """Return the one that a mailed token names, expired or not."""
        return self.kept.get(token_sha256)

    def newest(self, address: str) -> Registration | None:
        """Return the newest one of an address, or None."""
        return max(self._of(address), key=lambda one: one.asked_at, default=None)

    def forget(self, address: str) -> None:
        """Forget every one of an address; their tokens stay known as used."""
        for one in self._of(address):
            self.used.add(one.token_sha256)
            self.kept.pop(one.token_sha256, None)

    def is_used(self, token_sha256: str) -> bool:
        """Tell whether a token named a registration that was forgotten."""
        return token_sha256 in self.used

    def _of(self, address: str) -> list[Registration]:
        wanted = canonical(address)
        return [one for one in tuple(self.kept.values()) if canonical(one.email) == wanted]
