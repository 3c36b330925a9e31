"""Refusals that no view of ours makes: a gateway's own, as the application would word them.

API Gateway's texts are fixed in the template, so they are in Spanish whatever the asker's language.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from chalicelib.api.problems import CODE_OF_STATUS, UNAVAILABLE_RETRY_S, problem

if TYPE_CHECKING:
    from chalice import Response

CODES = {
    **CODE_OF_STATUS,
    HTTPStatus.REQUEST_URI_TOO_LONG: "too_large",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "too_large",
}


def problem_of(status: int, retry_after: int | None = None) -> Response:
    """Return the refusal that a bare HTTP status of 4xx or 5xx stands for."""
    if retry_after is None and status == HTTPStatus.SERVICE_UNAVAILABLE:
        retry_after = UNAVAILABLE_RETRY_S
    client_is_wrong = status < HTTPStatus.INTERNAL_SERVER_ERROR
    code = CODES.get(status, "malformed_json" if client_is_wrong else "internal")
    return problem(int(status), code, {"retry_after": retry_after} if retry_after else None)
