"""The files of exports in memory; what is deleted is gone."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from chalicelib.errors import Unavailable

if TYPE_CHECKING:
    from typing import BinaryIO


class ExportFilesInMemory:
    """Keeps bytes by key; `is_down` makes every call fail as an S3 that does not answer."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.types: dict[str, str] = {}
        self.is_down = False
        self._lock = Lock()

    def put_export(self, key: str, content: bytes | BinaryIO, content_type: str) -> None:
        """Keep a file, in place of an earlier one."""
        self._answer()
        _require_key(key)
        with self._lock:
            self.kept[key] = content if isinstance(content, bytes) else content.read()
            self.types[key] = content_type

    def delete_all(self, prefix: str) -> None:
        """Erase every file of a folder; again is no error."""
        self._answer()
        folder = prefix.removeprefix("exports/")
        if folder == prefix or not folder.endswith("/") or not folder.strip("/"):
            raise ValueError(f"{prefix} is not a folder of the exports")
        with self._lock:
            for key in [key for key in self.kept if key.startswith(prefix)]:
                del self.kept[key]

    def download_url(self, key: str, filename: str, content_type: str, seconds: int) -> str:
        """Return an address that names all that was asked of it."""
        _require_key(key)
        lifetime = min(seconds, 120)
        return f"https://files.example/{key}?as={filename}&type={content_type}&for={lifetime}"

    def _answer(self) -> None:
        if self.is_down:
            raise Unavailable


def _require_key(key: str) -> None:
    if not key.startswith("exports/") or key.endswith("/"):
        raise ValueError(f"{key} is not among the exports")
