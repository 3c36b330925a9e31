"""SW's tokens: shaped like a JWT, two hours long, or for ever when taken from the panel."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LIFETIME = timedelta(hours=2)
PARTS = 3
HEADER = {"alg": "HS256", "typ": "JWT"}


class TokenRefusedError(Exception):
    """The token does not open anything; the message is SW's."""


@dataclass(frozen=True)
class Credentials:
    """Who may ask for stamps."""

    user: str
    password: str


class Tokens:
    """Gives tokens out and knows them again, after a restart too."""

    def __init__(
        self, credentials: Credentials, secret: bytes, clock: Callable[[], datetime]
    ) -> None:
        self._credentials = credentials
        self._secret = secret
        self._clock = clock
        self._revoked: set[str] = set()
        self._lock = threading.Lock()

    def log_in(self, user: str, password: str) -> tuple[str, int]:
        """Give a token and its end in epoch seconds.

        Raises TokenRefusedError when user or password is wrong.
        """
        known = self._credentials
        same_user = hmac.compare_digest(user.encode(), known.user.encode())
        if not (hmac.compare_digest(password.encode(), known.password.encode()) and same_user):
            raise TokenRefusedError(
                "AU2000 - El usuario y/o contraseña son inválidos, no se puede autenticar el"
                " servicio."
            )
        ends = int((self._clock() + LIFETIME).timestamp())
        return self._sign({"sub": user, "exp": ends, "jti": secrets.token_hex(8)}), ends

    def endless(self) -> str:
        """Give the account's token without an end, as SW's panel does; always the same."""
        return self._sign({"sub": self._credentials.user})

    def check(self, authorization: str | None) -> str:
        """Return the token of an Authorization header. Raises TokenRefusedError."""
        token = (authorization or "").removeprefix("Bearer").strip()
        if not token:
            raise TokenRefusedError("AU4101 - El token proporcionado viene vacio.")
        if len(token.split(".")) != PARTS:
            raise TokenRefusedError("El token debe contener 3 partes")
        with self._lock:
            revoked = token in self._revoked
        if revoked or not self._is_ours(token):
            raise TokenRefusedError("AU4000 - No fue posible validar el token.")
        return token

    def revoke(self, token: str) -> None:
        """Make a token worthless from now on, as its end would."""
        with self._lock:
            self._revoked.add(token)

    def _is_ours(self, token: str) -> bool:
        signed, _, signature = token.rpartition(".")
        if not hmac.compare_digest(signature.encode(), self._signature(signed).encode()):
            return False
        payload = json.loads(_from_base64url(signed.split(".")[1]))
        ends = payload.get("exp")
        return ends is None or self._clock().timestamp() < ends

    def _sign(self, payload: dict[str, object]) -> str:
        signed = f"{_json_part(HEADER)}.{_json_part(payload)}"
        return f"{signed}.{self._signature(signed)}"

    def _signature(self, signed: str) -> str:
        return _base64url(hmac.digest(self._secret, signed.encode(), hashlib.sha256))


def _json_part(value: dict[str, object] | dict[str, str]) -> str:
    return _base64url(json.dumps(value, separators=(",", ":"), sort_keys=True).encode())


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")


def _from_base64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
