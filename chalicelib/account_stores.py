"""Where accounts are kept, and the keys that guard them: each built at its first use."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64decode
from functools import cache
from secrets import token_hex
from typing import TYPE_CHECKING

from chalicelib import container
from chalicelib.config import settings

if TYPE_CHECKING:
    from chalicelib.aws.export_files import ExportFiles
    from chalicelib.domain.password_hash import PasswordHash
    from chalicelib.storage.accounts import Accounts
    from chalicelib.storage.exports import Exports
    from chalicelib.storage.guards import Guards
    from chalicelib.storage.jobs import Jobs
    from chalicelib.storage.registrations import Registrations
    from chalicelib.storage.remembered import Remembered
    from chalicelib.storage.sessions import SessionsStored


@cache
def account_store() -> Accounts:
    """Build the store of accounts."""
    from chalicelib.storage.accounts import Accounts

    return Accounts()


@cache
def registration_store() -> Registrations:
    """Build the store of what waits for a confirmation."""
    from chalicelib.storage.registrations import Registrations

    return Registrations()


@cache
def session_store() -> SessionsStored:
    """Build the store of sessions."""
    from chalicelib.storage.sessions import SessionsStored

    return SessionsStored()


@cache
def job_store() -> Jobs:
    """Build the store of the accounts worker's jobs."""
    from chalicelib.storage.jobs import Jobs

    return Jobs()


@cache
def export_store() -> Exports:
    """Build the store of exports."""
    from chalicelib.storage.exports import Exports

    return Exports()


@cache
def export_files() -> ExportFiles:
    """Build the room of the files that exports made."""
    from chalicelib.aws.export_files import ExportFiles

    return ExportFiles(settings().files_bucket)


@cache
def remembered_store() -> Remembered:
    """Build the store of what phones remember."""
    from chalicelib.storage.remembered import Remembered

    return Remembered()


@cache
def guard_store() -> Guards:
    """Build the store of counters and single uses."""
    from chalicelib import clock
    from chalicelib.storage.guards import Guards

    return Guards(clock.now)


def peppers() -> list[bytes]:
    """Return the keys of the step after Argon2id, newest last: they are not in any table."""
    kept = container.secrets().read(settings().secret("keys"))
    return [b64decode(key) for key in kept["passwords"]]


@cache
def hasher() -> PasswordHash:
    """Build the hashing of passwords."""
    from chalicelib.domain.password_hash import PasswordHash

    return PasswordHash(peppers)


def derived_key(purpose: str) -> bytes:
    """Return a key for one purpose, derived from the newest token key: the others stay unknown."""
    return hmac.new(container.token_keys()[-1], purpose.encode(), hashlib.sha256).digest()


def new_id() -> str:
    """Return a name for an account, a profile or a session: it opens nothing by itself."""
    return token_hex(16)
