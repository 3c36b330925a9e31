"""The document store in memory, with S3's truth: what is written once stays as it is."""

from __future__ import annotations

from threading import Lock

from chalicelib.errors import Unavailable


class DocumentsInMemory:
    """Keeps bytes by key; `is_down` makes every call fail as an S3 that does not answer."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.is_down = False
        self._lock = Lock()

    def put_sealed(self, sha256: str, xml: bytes) -> None:
        """Keep sealed bytes under their hash; the same bytes again are no error."""
        self._put_once(f"sealed/{sha256}.xml", xml)

    def sealed(self, sha256: str) -> bytes:
        """Return sealed bytes. Raises LookupError when there are none."""
        return self._get(f"sealed/{sha256}.xml")

    def put_cfdi(self, key: str, xml: bytes) -> None:
        """Keep a stamped XML; raises FileExistsError when other bytes are kept there."""
        self._put_once(key, xml)

    def cfdi(self, key: str) -> bytes:
        """Return a stamped XML. Raises LookupError when there is none."""
        return self._get(key)

    def put_pdf(self, key: str, pdf: bytes) -> None:
        """Keep a PDF, in place of an earlier one."""
        self._answer()
        self.kept[key] = pdf

    def pdf(self, key: str) -> bytes:
        """Return a PDF. Raises LookupError when there is none."""
        return self._get(key)

    def download_url(self, key: str, filename: str, content_type: str, seconds: int) -> str:
        """Return an address that names all that was asked of it."""
        if key.partition("/")[0] not in {"cfdi", "pdf"}:
            raise ValueError(f"{key} is not for download")
        return f"https://files.example/{key}?as={filename}&type={content_type}&for={seconds}"

    def _put_once(self, key: str, xml: bytes) -> None:
        self._answer()
        with self._lock:
            if self.kept.setdefault(key, xml) != xml:
                raise FileExistsError(f"other bytes are kept as {key}")

    def _get(self, key: str) -> bytes:
        self._answer()
        if key not in self.kept:
            raise LookupError(key)
        return self.kept[key]

    def _answer(self) -> None:
        if self.is_down:
            raise Unavailable
