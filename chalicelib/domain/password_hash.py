"""What is kept of a password: it tells nothing without the table, the pepper and much patience.

Argon2id first (ASVS 11.4.2), then HMAC-SHA256 under a pepper, a key that no
table holds: who steals the tables alone cannot even begin to guess. A hash reads

    argon2id$m=19456,t=2,p=1$<salt>$<name of the pepper>$<HMAC of what Argon2id gave>
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_bytes

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

SCHEME = "argon2id"
SALT_BYTES = 16
HASH_BYTES = 32
NAME_LENGTH = 8
NOBODY = bytes(HASH_BYTES)
"""The HMAC that an unknown account is measured by."""


@dataclass(frozen=True)
class Cost:
    """What one guess costs. The default is OWASP's, 18 ms where it was measured (ADR 9)."""

    memory_kib: int = 19 * 1024
    passes: int = 2
    lanes: int = 1

    def __str__(self) -> str:
        return f"m={self.memory_kib},t={self.passes},p={self.lanes}"

    @classmethod
    def read(cls, text: str) -> Cost:
        """Read what `str` wrote."""
        values = dict(part.split("=") for part in text.split(","))
        return cls(int(values["m"]), int(values["t"]), int(values["p"]))


@dataclass(frozen=True)
class _Kept:
    cost: Cost
    salt: bytes
    pepper: str
    mac: bytes

    @classmethod
    def read(cls, text: str) -> _Kept:
        scheme, cost, salt, pepper, mac = text.split("$")
        if scheme != SCHEME:
            raise ValueError("a password hash of an unknown scheme")
        return cls(Cost.read(cost), b64decode(salt), pepper, b64decode(mac))

    def __str__(self) -> str:
        return "$".join((SCHEME, str(self.cost), _text(self.salt), self.pepper, _text(self.mac)))


@dataclass(frozen=True)
class PasswordHash:
    """Hashes and compares. `peppers` gives the keys, newest last, each time anew."""

    peppers: Callable[[], list[bytes]]
    cost: Cost = Cost()

    def hash(self, password: str) -> str:
        """Return what is kept of a password, with the newest pepper."""
        pepper, salt = self.peppers()[-1], token_bytes(SALT_BYTES)
        mac = _mac(password, salt, self.cost, pepper)
        return str(_Kept(self.cost, salt, _name(pepper), mac))

    def matches(self, password: str, kept: str | None) -> bool:
        """Tell whether a password is the kept one; None takes as long and is never it."""
        peppers = {_name(pepper): pepper for pepper in self.peppers()}
        found = _Kept.read(kept) if kept else _Kept(self.cost, bytes(SALT_BYTES), "", NOBODY)
        pepper = peppers.get(found.pepper, NOBODY)
        mac = _mac(password, found.salt, found.cost, pepper)
        return hmac.compare_digest(mac, found.mac) and found.pepper in peppers

    def is_outdated(self, kept: str) -> bool:
        """Tell whether a hash was made with another cost, or a pepper that is not the newest."""
        found = _Kept.read(kept)
        return found.cost != self.cost or found.pepper != _name(self.peppers()[-1])


def _mac(password: str, salt: bytes, cost: Cost, pepper: bytes) -> bytes:
    slow = Argon2id(
        salt=salt,
        length=HASH_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    return hmac.digest(pepper, slow.derive(_bytes(password)), "sha256")


def _bytes(password: str) -> bytes:
    """Write a password so that every keyboard's way to the same letters is one (NIST 800-63B)."""
    return unicodedata.normalize("NFKC", password).encode(errors="surrogatepass")


def _name(pepper: bytes) -> str:
    """Name a pepper so that a hash can say which one it needs, and nobody learns the key."""
    return hashlib.sha256(b"pepper " + pepper).hexdigest()[:NAME_LENGTH]


def _text(raw: bytes) -> str:
    return b64encode(raw).decode()
