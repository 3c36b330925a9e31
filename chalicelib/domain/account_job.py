"""Work on accounts that no answer waits for, so that every answer takes the same time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class JobKind(StrEnum):
    """What is to be done; `data` holds what its use case needs."""

    REGISTER = "register"
    RESEND = "resend"
    RECOVER = "recover"
    CHANGE_EMAIL = "change_email"
    NOTIFY = "notify"
    ADOPT = "adopt"
    ERASE = "erase"


class Notice(StrEnum):
    """What a NOTIFY job tells; its data are `notice`, `to` and `name`."""

    PASSWORD_CHANGED = "password_changed"  # noqa: S105  the name of a notice
    ACCOUNT_CLOSED = "account_closed"


@dataclass(frozen=True)
class AccountJob:
    """One piece of it, kept until it is done or three days old. The queue only bears its id."""

    id: str
    kind: JobKind
    data: dict[str, str]
    asked_at: datetime
