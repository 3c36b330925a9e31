"""Puts the sandbox together from its folder: ledger, authority, checks, faults, services."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sandbox.authority.authority import ensure_authority
from sandbox.authority.files import private_directory
from sandbox.pac.anexo20.checks import Checks
from sandbox.pac.faults import FaultBook
from sandbox.pac.ledger import Ledger
from sandbox.pac.sat_status import SATStatus
from sandbox.pac.stamping import Stamping
from sandbox.pac.sw_queries import SWQueries
from sandbox.pac.sw_stamping import SWStamping
from sandbox.pac.taxpayers import read_padron
from sandbox.pac.tokens import Credentials, Tokens

DEFAULT_USER = "sandbox@facturable.invalid"
DEFAULT_PASSWORD = "sandbox"  # noqa: S105 - of a server that stamps nothing of value


@dataclass(frozen=True)
class Settings:
    """Where the sandbox keeps its things and whom it lets in."""

    data_dir: Path
    authority_dir: Path
    taxpayers: Path | None = None
    user: str = DEFAULT_USER
    password: str = DEFAULT_PASSWORD
    datawarehouse_lag: timedelta = timedelta(0)


@dataclass(frozen=True)
class Sandbox:
    """Every part, joined; `stopping` ends all waits when the server goes down."""

    ledger: Ledger
    faults: FaultBook
    tokens: Tokens
    sw_stamping: SWStamping
    sw_queries: SWQueries
    sat_status: SATStatus
    sat_certificates: Path
    stopping: threading.Event = field(default_factory=threading.Event)

    def close(self) -> None:
        """Let go of the ledger."""
        self.ledger.close()


def utc_now() -> datetime:
    """Tell the time."""
    return datetime.now(UTC)


def open_sandbox(settings: Settings) -> Sandbox:
    """Open or make everything in the folders of `settings`.

    Raises ValueError or OSError when the taxpayer list or a folder is unusable.
    """
    authority = ensure_authority(settings.authority_dir)
    ledger = Ledger(private_directory(settings.data_dir) / "ledger.sqlite3")
    faults = FaultBook(utc_now)
    secret = ledger.secret()
    tokens = Tokens(Credentials(settings.user, settings.password), secret, utc_now)
    checks = Checks(authority.root.certificate, read_padron(settings.taxpayers))
    stamping = Stamping(authority, checks, ledger, utc_now)
    stopping = threading.Event()
    return Sandbox(
        ledger=ledger,
        faults=faults,
        tokens=tokens,
        sw_stamping=SWStamping(
            stamping, tokens, faults, lambda seconds: not stopping.wait(seconds)
        ),
        sw_queries=SWQueries(ledger, faults, utc_now, secret, settings.datawarehouse_lag),
        sat_status=SATStatus(ledger, faults),
        sat_certificates=authority.sat_certificates,
        stopping=stopping,
    )
