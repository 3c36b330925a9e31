"""What a phone without an account remembers of its owner: five fiscal data, for 180 days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.receptor import Receptor

REMEMBERED_LIFE = timedelta(days=180)


@dataclass(frozen=True)
class RememberedReceptor:
    """The data, kept under the hash of a cookie's token; the cookie itself says nothing."""

    token_sha256: str
    receptor: Receptor
    uso_cfdi: str
    emails: tuple[str, ...]
    expires_at: datetime
