"""Hashes passwords fast, and counts how often it was asked, so that work can be compared."""

from __future__ import annotations

import hashlib
import unicodedata


class HasherInMemory:
    """`asked` grows by one with every hash and every comparison, known password or not."""

    def __init__(self) -> None:
        self.asked = 0

    def hash(self, password: str) -> str:
        """Return what is kept of a password."""
        self.asked += 1
        return _hash(password)

    def matches(self, password: str, kept: str | None) -> bool:
        """Tell whether a password is the kept one; None never is."""
        self.asked += 1
        return _hash(password) == kept

    def is_outdated(self, kept: str) -> bool:
        """Tell whether a hash is another hasher's."""
        return not kept.startswith("twin$")


def _hash(password: str) -> str:
    normal = unicodedata.normalize("NFKC", password).encode(errors="surrogatepass")
    return f"twin${hashlib.sha256(normal).hexdigest()}"
