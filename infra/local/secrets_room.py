"""What a local run puts into Secrets Manager, under the names that the application reads."""

from __future__ import annotations

import base64
import secrets
from typing import TYPE_CHECKING, Any

from chalicelib import container
from chalicelib.config import settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from infra.local.options import PACOptions

KEY_BYTES = 32


def read_secret(name: str) -> dict[str, Any] | None:
    """Return a secret of this stage, or None while there is none."""
    try:
        found: dict[str, Any] = container.secrets().read(settings().secret(name))
    except LookupError:
        return None
    return found


def put_secret(name: str, value: Mapping[str, Any]) -> None:
    """Write a secret of this stage, the first time too."""
    container.secrets().put(settings().secret(name), dict(value))


def ensure_keys() -> None:
    """Make the keys of tokens, of ticket codes and of passwords once, and never again.

    Other keys would close every invoice that was given out, change the code of
    every ticket that was printed and refuse every password.
    """
    kept = read_secret("keys") or {}
    made = {"tokens": [_new_key()], "ticket_codes": _new_key(), "passwords": [_new_key()]}
    if made.keys() - kept.keys():
        put_secret("keys", {**made, **kept})


def put_pac(told: PACOptions, sandbox: PACOptions, sat_certificates: Path) -> PACOptions:
    """Tell the stamping worker which PAC to ask and whose stamps to believe; return the PAC.

    What nobody told is the sandbox's: address and credentials each by themselves.
    """
    at = told if told.url else sandbox
    by = told if told.user or told.token else sandbox
    put_secret(
        "pac",
        {
            "providers": [
                {
                    "kind": told.kind,
                    "url": at.url,
                    "api_url": told.api_url or at.api_url,
                    "user": by.user,
                    "password": by.password,
                    "token": by.token,
                }
            ],
            "sat_certificates": sat_certificates.read_text("ascii"),
        },
    )
    return at


def put_csd(issuer_id: str, certificate: bytes, key: bytes, password: str) -> None:
    """Give the stamping worker an issuer's CSD: DER bytes and the key's password."""
    value = {"certificate": _text(certificate), "key": _text(key), "password": password}
    put_secret(f"csd/{issuer_id}", value)


def _new_key() -> str:
    return _text(secrets.token_bytes(KEY_BYTES))


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
