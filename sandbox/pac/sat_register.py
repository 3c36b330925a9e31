"""What SAT knows: which stamps have reached it, and which cancellations it was asked for.

A PAC hands its stamps to SAT; SAT's service for cancellations learns of them
later than its status service does. Cancelling is SAT's alone, whichever PAC
carries the request.
"""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sandbox.pac.ledger import Ledger, Stamp

SCHEMA = """
CREATE TABLE IF NOT EXISTS deliveries (uuid TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS cancellations (
    uuid TEXT PRIMARY KEY, at TEXT NOT NULL, motivo TEXT NOT NULL, folio_sustitucion TEXT
) STRICT;
"""


@dataclass(frozen=True)
class Lags:
    """How slow SAT is.

    `cancelling`: until its cancellation service knows a stamp, and again until
    a request that nobody needs to accept is carried out. `acceptance`: how long
    the receptor may refuse (three working days, RMF 2.7.1.34).
    """

    cancelling: timedelta = timedelta(seconds=5)
    acceptance: timedelta = timedelta(hours=72)


@dataclass(frozen=True)
class Cancellation:
    """One request. `at` is aware ISO 8601; in the future while a PAC still holds it back."""

    uuid: str
    at: str
    motivo: str
    folio_sustitucion: str | None

    def since(self, now: datetime) -> timedelta:
        """Tell how long SAT has had it; negative while it has not."""
        return now - datetime.fromisoformat(self.at)

    def is_held_back(self, now: datetime) -> bool:
        """Say whether a PAC still holds it back."""
        return self.since(now) < timedelta(0)


class SATRegister:
    """SAT's memory in the data folder. Safe to use from many threads."""

    def __init__(
        self,
        path: Path,
        ledgers: Sequence[Ledger],
        clock: Callable[[], datetime],
        lags: Lags,
    ) -> None:
        self.clock = clock
        self.lags = lags
        self._ledgers = ledgers
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._db.executescript(SCHEMA)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()

    def deliver_at(self, uuid: str, at: datetime) -> None:
        """Have a stamp reach SAT at `at` (aware); one that nobody speaks of reaches it at once."""
        with self._lock:
            self._db.execute(
                "INSERT OR IGNORE INTO deliveries VALUES (?, ?)", (uuid, at.isoformat())
            )

    def is_delivered(self, stamp: Stamp) -> bool:
        """Say whether SAT has been given this stamp."""
        return self._delivered_at(stamp) <= self.clock()

    def find(self, uuid: str) -> Stamp | None:
        """Find what SAT's status service knows by this UUID, whichever PAC stamped it."""
        found = (ledger.by_uuid(uuid) for ledger in self._ledgers)
        stamp = next((stamp for stamp in found if stamp is not None), None)
        return stamp if stamp is not None and self.is_delivered(stamp) else None

    def may_cancel(self, stamp: Stamp) -> bool:
        """Say whether the cancellation service knows this stamp by now."""
        return self.clock() - self._delivered_at(stamp) >= self.lags.cancelling

    def cancellation(self, uuid: str) -> Cancellation | None:
        """Find the request to cancel this UUID."""
        with self._lock:
            row = self._db.execute(
                "SELECT * FROM cancellations WHERE uuid IN (?, ?)", (uuid.lower(), uuid.upper())
            ).fetchone()
        return Cancellation(**dict(row)) if row is not None else None

    def cancellations(self) -> list[Cancellation]:
        """List every request, oldest first."""
        with self._lock:
            rows = self._db.execute("SELECT * FROM cancellations ORDER BY rowid").fetchall()
        return [Cancellation(**dict(row)) for row in rows]

    def request(self, cancellation: Cancellation) -> bool:
        """Keep a request; False when there was one for the same UUID already."""
        with self._lock:
            done = self._db.execute(
                "INSERT OR IGNORE INTO cancellations"
                " VALUES (:uuid, :at, :motivo, :folio_sustitucion)",
                asdict(cancellation),
            )
        return done.rowcount == 1

    def _delivered_at(self, stamp: Stamp) -> datetime:
        with self._lock:
            row = self._db.execute(
                "SELECT at FROM deliveries WHERE uuid = ?", (stamp.uuid,)
            ).fetchone()
        return datetime.fromisoformat(row["at"] if row is not None else stamp.at)
