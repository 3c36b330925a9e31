"""What one PAC remembers: every stamp, which customid was used for which, every call.

SQLite with full synchronisation in the data folder: a stamp that was answered,
or whose answer was lost, is still known after a kill and a restart.
"""

from __future__ import annotations

import secrets
import sqlite3
import threading
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CUSTOMID_WINDOW = timedelta(hours=72)

SCHEMA = """
CREATE TABLE IF NOT EXISTS stamps (
    sello_hash TEXT PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, at TEXT NOT NULL,
    rfc_emisor TEXT NOT NULL, rfc_receptor TEXT NOT NULL, total TEXT NOT NULL,
    serie TEXT NOT NULL, folio TEXT NOT NULL, tipo TEXT NOT NULL, sello TEXT NOT NULL,
    no_certificado TEXT NOT NULL, no_certificado_sat TEXT NOT NULL, sello_sat TEXT NOT NULL,
    fecha_timbrado TEXT NOT NULL, cadena_original TEXT NOT NULL, tfd TEXT NOT NULL,
    xml TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS customids (
    customid TEXT PRIMARY KEY, sello_hash TEXT NOT NULL, first_used_at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS calls (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, customid TEXT, sello_hash TEXT, uuid TEXT,
    outcome TEXT NOT NULL, fault TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""


@dataclass(frozen=True)
class Stamp:
    """One stamped CFDI. `at` is aware ISO 8601; `total` as written; `xml` the whole document."""

    sello_hash: str
    uuid: str
    at: str
    rfc_emisor: str
    rfc_receptor: str
    total: str
    serie: str
    folio: str
    tipo: str
    sello: str
    no_certificado: str
    no_certificado_sat: str
    sello_sat: str
    fecha_timbrado: str
    cadena_original: str
    tfd: str
    xml: str


@dataclass(frozen=True)
class Call:
    """One call for a stamp, as the control route shows it. `at` is aware ISO 8601."""

    at: str
    customid: str | None
    sello_hash: str | None
    uuid: str | None
    outcome: str
    fault: str | None


class CustomIdTakenError(Exception):
    """The customid was used for another document less than 72 hours ago."""

    def __init__(self, earlier: Stamp) -> None:
        self.earlier = earlier
        super().__init__(earlier.uuid)


class Ledger:
    """The ledger of one data folder. Safe to use from many threads."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.executescript(SCHEMA)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()

    def remember(self, stamp: Stamp, customid: str | None) -> tuple[Stamp, bool]:
        """Keep a stamp; answer the one that stands and whether it is this new one.

        Two calls with the same seal keep the first. Raises CustomIdTakenError.
        """
        with self._lock:
            earlier = self.by_sello(stamp.sello_hash)
            if earlier is not None:
                return earlier, False
            now = datetime.fromisoformat(stamp.at)
            other = self.by_customid(customid, now) if customid else None
            if other is not None:
                raise CustomIdTakenError(other)
            self._insert(stamp, customid)
            return stamp, True

    def _insert(self, stamp: Stamp, customid: str | None) -> None:
        names = [column.name for column in fields(Stamp)]
        marks = ", ".join(f":{name}" for name in names)
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute(
                f"INSERT INTO stamps ({', '.join(names)}) VALUES ({marks})",  # noqa: S608 - own names
                asdict(stamp),
            )
            if customid:
                self._db.execute(
                    "INSERT OR REPLACE INTO customids VALUES (?, ?, ?)",
                    (customid, stamp.sello_hash, stamp.at),
                )

    def by_sello(self, sello_hash: str) -> Stamp | None:
        """Find the stamp of a seal."""
        return self._one("SELECT * FROM stamps WHERE sello_hash = ?", sello_hash)

    def by_uuid(self, uuid: str) -> Stamp | None:
        """Find a stamp by its folio fiscal, in either case."""
        return self._one("SELECT * FROM stamps WHERE uuid IN (?, ?)", uuid.lower(), uuid.upper())

    def by_customid(self, customid: str, now: datetime) -> Stamp | None:
        """Find what a customid was first used for, within 72 hours of that use (SW, customid)."""
        since = (now - CUSTOMID_WINDOW).isoformat()
        return self._one(
            "SELECT stamps.* FROM stamps JOIN customids USING (sello_hash)"
            " WHERE customid = ? AND first_used_at > ?",
            customid,
            since,
        )

    def another_than(self, sello_hash: str) -> Stamp | None:
        """Find the newest stamp of another document."""
        return self._one(
            "SELECT * FROM stamps WHERE sello_hash <> ? ORDER BY at DESC LIMIT 1", sello_hash
        )

    def stamps(self) -> list[Stamp]:
        """List every stamp, oldest first."""
        with self._lock:
            rows = self._db.execute("SELECT * FROM stamps ORDER BY at, rowid").fetchall()
        return [Stamp(**dict(row)) for row in rows]

    def count(self) -> int:
        """Count the stamps: the credits that were used."""
        with self._lock:
            return int(self._db.execute("SELECT COUNT(*) FROM stamps").fetchone()[0])

    def log(self, call: Call) -> None:
        """Write down one call."""
        with self._lock:
            self._db.execute(
                "INSERT INTO calls (at, customid, sello_hash, uuid, outcome, fault)"
                " VALUES (:at, :customid, :sello_hash, :uuid, :outcome, :fault)",
                asdict(call),
            )

    def calls(self) -> list[Call]:
        """List every call, oldest first."""
        with self._lock:
            rows = self._db.execute(
                "SELECT at, customid, sello_hash, uuid, outcome, fault FROM calls ORDER BY id"
            ).fetchall()
        return [Call(**dict(row)) for row in rows]

    def secret(self) -> bytes:
        """Give the key that signs tokens and links, the same after a restart."""
        with self._lock:
            self._db.execute(
                "INSERT OR IGNORE INTO settings VALUES ('secret', ?)", (secrets.token_hex(32),)
            )
            row = self._db.execute("SELECT value FROM settings WHERE name = 'secret'").fetchone()
        return bytes.fromhex(row[0])

    def _one(self, query: str, *values: str) -> Stamp | None:
        with self._lock:
            row = self._db.execute(query, values).fetchone()
        return Stamp(**dict(row)) if row is not None else None
