"""The static site: files below one folder, as CloudFront and S3 would serve them."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote, urlsplit

from infra.local.front.api import refusal
from infra.local.http_messages import Answer, Request, knows_version

INDEX = "index.html"
NOT_FOUND = "404.html"
WELL_KNOWN = ".well-known"
WORTH_COMPRESSING = 512
KEPT_IN_MEMORY = 512
READING = ("GET", "HEAD")
GZIP = re.compile(r"\bgzip\b")
GZIP_REFUSED = re.compile(r"\bgzip\s*;\s*q=0(\.0*)?\s*(,|$)")

CONTENT_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".xml": "application/xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    "": "application/json",  # apple-app-site-association has no suffix
}
COMPRESSED = ("text/", "application/json", "application/manifest+json", "image/svg+xml")


@dataclass(frozen=True)
class Site:
    """The files of a folder, by the paths of their addresses."""

    root: Path

    def __call__(self, request: Request) -> Answer:
        """Answer with a file, a folder's index, or the page that says there is none."""
        if request.method == "OPTIONS":
            return Answer(HTTPStatus.NO_CONTENT, (("Allow", "GET, HEAD, OPTIONS"),))
        if request.method not in READING:
            return refusal(HTTPStatus.METHOD_NOT_ALLOWED, Allow="GET, HEAD, OPTIONS")
        found = self._find(request.path)
        if found is None:
            return self._missing(request)
        if found.is_dir():
            return _to_folder(request)
        return _file(found, request, HTTPStatus.OK)

    def _find(self, path: str) -> Path | None:
        """Return the file or folder that an address names; nothing outside, nothing hidden."""
        decoded = unquote(path)
        steps = [step for step in decoded.split("/") if step]
        if any(_is_refused(step) for step in steps):
            return None
        root = self.root.resolve()
        found = root.joinpath(*steps).resolve()
        if not found.is_relative_to(root):
            return None
        if decoded.endswith("/"):
            found = found / INDEX
        return found if found.is_file() or (found / INDEX).is_file() else None

    def _missing(self, request: Request) -> Answer:
        page = self.root / NOT_FOUND
        if not page.is_file():
            return refusal(HTTPStatus.NOT_FOUND)
        return _file(page, request, HTTPStatus.NOT_FOUND)


def _is_refused(step: str) -> bool:
    hidden = step.startswith(".") and step != WELL_KNOWN
    return hidden or "\\" in step or "\0" in step


def _to_folder(request: Request) -> Answer:
    """Send to the address with its slash, so that the page's relative links hold."""
    query = urlsplit(request.target).query
    location = f"{request.path}/{'?' + query if query else ''}"
    return Answer(HTTPStatus.PERMANENT_REDIRECT, (("Location", location),))


def _file(path: Path, request: Request, status: HTTPStatus) -> Answer:
    seen = path.stat()
    etag = f'W/"{seen.st_mtime_ns:x}-{seen.st_size:x}"'
    content_type = CONTENT_TYPES.get(path.suffix, "application/octet-stream")
    headers = {
        "Content-Type": content_type,
        "ETag": etag,
        "Cache-Control": "no-cache",
        "Vary": "Accept-Encoding",
    }
    if status == HTTPStatus.OK and knows_version(request, etag):
        return Answer(HTTPStatus.NOT_MODIFIED, tuple(headers.items()))
    compressed = content_type.startswith(COMPRESSED) and _takes_gzip(request)
    if compressed and seen.st_size >= WORTH_COMPRESSING:
        headers["Content-Encoding"] = "gzip"
        return Answer(status, tuple(headers.items()), _gzipped(path, etag))
    return Answer(status, tuple(headers.items()), path.read_bytes())


def _takes_gzip(request: Request) -> bool:
    accepted = request.header("accept-encoding").lower()
    return bool(GZIP.search(accepted)) and not GZIP_REFUSED.search(accepted)


@lru_cache(maxsize=KEPT_IN_MEMORY)
def _gzipped(path: Path, etag: str) -> bytes:  # noqa: ARG001 - the version is in the key
    return gzip.compress(path.read_bytes(), mtime=0)
