"""One origin: the API under /v1, pictures under /media, and the site everywhere else."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from infra.local.front.api import refusal
from infra.local.front.policy import secured
from infra.local.http_messages import Answer, Application, Request

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Front:
    """Sends each request to the application of its first path step; `site` takes the rest."""

    by_step: Mapping[str, Application]
    site: Application

    def __call__(self, request: Request) -> Answer:
        """Answer whatever comes, always in the contract's forms."""
        try:
            return secured(self._answer(request))
        except Exception:
            log.exception("%s failed", request.path)
            return secured(refusal(HTTPStatus.INTERNAL_SERVER_ERROR))

    def _answer(self, request: Request) -> Answer:
        try:
            path = _path(request)
        except ValueError:
            return refusal(HTTPStatus.BAD_REQUEST)
        step = path.split("/", 2)[1]
        return self.by_step.get(step, self.site)(
            Request(request.method, path + _query(request), request.headers, request.body)
        )


def refused(status: int) -> Answer:
    """Return the answer to what could not even be read."""
    return secured(refusal(status))


def _path(request: Request) -> str:
    """Return the path of an address in origin or absolute form. Raises ValueError for others.

    Two slashes at its beginning would make it another host's address further on.
    """
    path = urlsplit(request.target).path or "/"
    if not path.startswith("/"):
        raise ValueError(request.target)
    return "/" + path.lstrip("/")


def _query(request: Request) -> str:
    query = urlsplit(request.target).query
    return f"?{query}" if query else ""
