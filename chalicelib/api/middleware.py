"""What every HTTP answer has, and the shape of what Chalice answers by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from chalice import Response

from chalicelib.api.problems import CODE_OF_STATUS, PROBLEM_JSON, locale_of, problem
from chalicelib.api.rate_limits import rate_limit_headers
from chalicelib.observability import log
from chalicelib.usecases.standings import forget_standings

FIRST_ERROR = 400


def every_answer(event: Any, get_response: Callable[[Any], Response]) -> Response:
    """Give each answer its request id, and turn Chalice's own errors into problem+json."""
    forget_standings()
    response = get_response(event)
    if response.status_code >= FIRST_ERROR:
        response = response if _is_problem(response) else _as_problem(response, _locale(event))
        response.headers["Vary"] = "Accept-Language"
    # A new mapping: a view may have given one that other answers share.
    response.headers = {
        "X-Request-Id": _request_id(event),
        "X-Content-Type-Options": "nosniff",
        **response.headers,
        **rate_limit_headers(),
    }
    return response


def _is_problem(response: Response) -> bool:
    return bool(response.headers.get("Content-Type") == PROBLEM_JSON)


def _as_problem(response: Response, locale: str) -> Response:
    status = response.status_code
    if status not in CODE_OF_STATUS:
        log.error("unexpected_answer", status=status)
    shaped = problem(status, CODE_OF_STATUS.get(status, "internal"), locale=locale)
    if "Allow" in response.headers:
        shaped.headers["Allow"] = response.headers["Allow"]
    return shaped


def _locale(event: Any) -> str:
    return locale_of(event.headers.get("accept-language", ""))


def _request_id(event: Any) -> str:
    context = getattr(event, "context", None) or {}
    return str(context.get("requestId") or uuid4())
