"""Puts the sandbox together from its folder: ledgers, authority, checks, faults, services."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sandbox.authority.authority import Authority, ensure_authority
from sandbox.authority.files import private_directory
from sandbox.pac.anexo20.checks import Checks
from sandbox.pac.faults import FaultBook
from sandbox.pac.finkok_account import Account
from sandbox.pac.finkok_cancelling import FinkokCancelling
from sandbox.pac.finkok_queries import FinkokQueries
from sandbox.pac.finkok_service import FinkokService
from sandbox.pac.finkok_stamping import FinkokLags, FinkokStamping
from sandbox.pac.ledger import Ledger
from sandbox.pac.sat_cancelling import SATCancelling
from sandbox.pac.sat_register import Lags, SATRegister
from sandbox.pac.sat_status import SATStatus
from sandbox.pac.stamping import Stamping
from sandbox.pac.sw_queries import SWQueries
from sandbox.pac.sw_stamping import SWStamping
from sandbox.pac.taxpayers import read_padron
from sandbox.pac.timbre import finkok_certifier, sw_certifier
from sandbox.pac.tokens import Credentials, Tokens

DEFAULT_USER = "sandbox@facturable.invalid"
DEFAULT_PASSWORD = "sandbox"  # noqa: S105 - of a server that stamps nothing of value


@dataclass(frozen=True)
class Settings:
    """Where the sandbox keeps its things, whom it lets in, and how slow each party is.

    `finkok_issuers` None lets every RFC stamp through Finkok.
    """

    data_dir: Path
    authority_dir: Path
    taxpayers: Path | None = None
    user: str = DEFAULT_USER
    password: str = DEFAULT_PASSWORD
    datawarehouse_lag: timedelta = timedelta(0)
    finkok_lags: FinkokLags = field(default_factory=FinkokLags)
    finkok_issuers: frozenset[str] | None = None
    finkok_suspended: frozenset[str] = frozenset()
    sat_lags: Lags = field(default_factory=Lags)


@dataclass(frozen=True)
class Sandbox:
    """Every part, joined; `stopping` ends all waits when the server goes down."""

    ledgers: dict[str, Ledger]
    register: SATRegister
    faults: FaultBook
    tokens: Tokens
    sw_stamping: SWStamping
    sw_queries: SWQueries
    finkok: FinkokService
    sat_status: SATStatus
    sat_certificates: Path
    stopping: threading.Event = field(default_factory=threading.Event)

    def close(self) -> None:
        """Let go of the ledgers and of SAT's register."""
        for ledger in self.ledgers.values():
            ledger.close()
        self.register.close()


def utc_now() -> datetime:
    """Tell the time."""
    return datetime.now(UTC)


def open_sandbox(settings: Settings) -> Sandbox:
    """Open or make everything in the folders of `settings`.

    Raises ValueError or OSError when the taxpayer list or a folder is unusable.
    """
    return join(settings, ensure_authority(settings.authority_dir), utc_now)


def join(settings: Settings, authority: Authority, clock: Callable[[], datetime]) -> Sandbox:
    """Join the parts under a test authority and a clock. Raises what `open_sandbox` does."""
    checks = Checks(authority.root.certificate, read_padron(settings.taxpayers))
    folder = private_directory(settings.data_dir)
    ledger, finkok_ledger = Ledger(folder / "ledger.sqlite3"), Ledger(folder / "finkok.sqlite3")
    ledgers = {"sw": ledger, "finkok": finkok_ledger}
    register = SATRegister(folder / "sat.sqlite3", list(ledgers.values()), clock, settings.sat_lags)
    faults, secret, stopping = FaultBook(clock), ledger.secret(), threading.Event()
    tokens = Tokens(Credentials(settings.user, settings.password), secret, clock)
    sat_status = SATStatus(register, faults)
    pause = _pause(stopping)
    return Sandbox(
        ledgers=ledgers,
        register=register,
        faults=faults,
        tokens=tokens,
        sw_stamping=SWStamping(
            Stamping(sw_certifier(authority), checks, ledger, clock), tokens, faults, pause
        ),
        sw_queries=SWQueries(ledger, faults, clock, secret, settings.datawarehouse_lag),
        finkok=_finkok(
            settings,
            authority,
            Stamping(finkok_certifier(authority), checks, finkok_ledger, clock),
            sat_status,
            pause,
        ),
        sat_status=sat_status,
        sat_certificates=authority.sat_certificates,
        stopping=stopping,
    )


def _finkok(
    settings: Settings,
    authority: Authority,
    stamping: Stamping,
    sat_status: SATStatus,
    pause: Callable[[float], bool],
) -> FinkokService:
    faults, register = sat_status.faults, sat_status.register
    account = Account(
        Credentials(settings.user, settings.password),
        faults,
        settings.finkok_issuers,
        settings.finkok_suspended,
    )
    sat = SATCancelling(register, stamping.ledger.secret())
    return FinkokService(
        FinkokStamping(stamping, account, register, faults, settings.finkok_lags, pause),
        FinkokQueries(stamping.ledger, account, sat_status, stamping.clock),
        FinkokCancelling(stamping, account, faults, sat, authority.root.certificate),
    )


def _pause(stopping: threading.Event) -> Callable[[float], bool]:
    """Wait, unless the server stops meanwhile: then it answers False."""
    return lambda seconds: not stopping.wait(seconds)
