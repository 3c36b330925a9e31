"""DATA_DIR: the folder that holds all state of a local run, and one run at a time."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from infra.local.options import OptionError

PRIVATE = 0o700
FINISHING_S = 15.0
LOOK_AGAIN_S = 0.1
FOLDERS = ("state", "s3", "tmp", "logs", "mail", "pac", "authority")


@dataclass(frozen=True)
class DataDir:
    """The folder and its rooms. Whoever holds `lock` (a file descriptor) is its one user."""

    root: Path
    lock: int

    @property
    def demo(self) -> Path:
        """Where a reader finds what runs, once it is ready."""
        return self.root / "demo.json"

    def room(self, name: str) -> Path:
        """Return one of FOLDERS."""
        return self.root / name

    def log(self, name: str) -> Path:
        """Return the log file of a child."""
        return self.root / "logs" / f"{name}.log"


def open_data_dir(root: Path) -> DataDir:
    """Make or take over the folder, alone. Raises OptionError with one sentence."""
    try:
        _make(root)
        lock = _lock(root)
        data_dir = DataDir(root, lock)
        for name in FOLDERS:
            _make(data_dir.room(name))
        _clear(data_dir)
    except PermissionError as error:
        raise OptionError(f"DATA_DIR={root}: no hay permiso para escribir ahí.") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise OptionError(f"DATA_DIR={root}: no se puede usar ({reason}).") from error
    _check_state(data_dir.room("state"))
    return data_dir


def _make(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise OptionError(f"DATA_DIR: {folder} es un archivo y debe ser una carpeta.")
    folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)


def _clear(data_dir: DataDir) -> None:
    """Drop what only the last run could use: its announcement and the emulator's leftovers."""
    data_dir.demo.unlink(missing_ok=True)
    shutil.rmtree(data_dir.room("tmp"), ignore_errors=True)
    _make(data_dir.room("tmp"))


def _lock(root: Path) -> int:
    """Take the folder's lock and write our pid into it.

    The emulator inherits the lock. When a launcher was killed, its emulator
    still writes its state for a moment: that is worth waiting for, while a
    launcher that lives is not.
    """
    lock = os.open(root / "lock", os.O_CREAT | os.O_RDWR, 0o600)
    deadline = time.monotonic() + FINISHING_S
    while not _taken(lock):
        owner = os.pread(lock, 20, 0).decode("ascii", "replace").strip()
        if _alive(owner) or time.monotonic() > deadline:
            os.close(lock)
            raise OptionError(f"DATA_DIR={root}: ya lo usa otra ejecución (proceso {owner}).")
        time.sleep(LOOK_AGAIN_S)
    os.ftruncate(lock, 0)
    os.pwrite(lock, f"{os.getpid()}\n".encode("ascii"), 0)
    return lock


def _taken(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _alive(pid: str) -> bool:
    if not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _check_state(state: Path) -> None:
    """Refuse a torn state: the emulator would go on without it, and tickets would be gone."""
    for file in sorted(state.glob("*.json")):
        try:
            json.loads(file.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise OptionError(
                f"DATA_DIR: {file} está dañado; restáuralo, o usa otro DATA_DIR."
            ) from error
