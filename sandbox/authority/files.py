"""Private files written whole or not at all, and one writer at a time per folder."""

from __future__ import annotations

import fcntl
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PRIVATE_DIRECTORY = 0o700
PRIVATE_FILE = 0o600


def private_directory(directory: Path) -> Path:
    """Make `directory`, readable by its owner only, and return it."""
    directory.mkdir(parents=True, exist_ok=True, mode=PRIVATE_DIRECTORY)
    return directory


def write_private(path: Path, content: bytes) -> None:
    """Put `content` at `path` by one rename, mode 0600: a reader never sees half a key."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


@contextmanager
def locked(directory: Path) -> Iterator[None]:
    """Hold the folder's lock: two processes that start at once make one authority, not two."""
    lock = os.open(private_directory(directory) / ".lock", os.O_CREAT | os.O_RDWR, PRIVATE_FILE)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
