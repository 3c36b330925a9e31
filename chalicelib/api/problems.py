"""Refusals as application/problem+json (RFC 9457), and the sentences that people read."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

from chalice import Response

from chalicelib import errors
from chalicelib.api.accept import language_of
from chalicelib.errors import FieldProblem, PortalError

PROBLEM_JSON = "application/problem+json"
DEFAULT_LOCALE = "es-MX"
LOCALES = (DEFAULT_LOCALE, "en")

STATUS = {
    errors.Malformed: 400,
    errors.NotSignedIn: 401,
    errors.NotAllowed: 403,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.TooLarge: 413,
    errors.UnsupportedMedia: 415,
    errors.Invalid: 422,
    errors.TooMany: 429,
    errors.Unavailable: 503,
}
UNAVAILABLE_RETRY_S = 5

CODE_OF_STATUS = {
    400: "malformed_json",
    401: "not_signed_in",
    403: "not_allowed",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "unsupported_media_type",
    429: "too_many",
    503: "unavailable",
}


@cache
def messages(locale: str) -> dict[str, str]:
    """Return a locale's message file: key to text with {params}."""
    text = resources.files("chalicelib.api").joinpath(f"messages/{locale}.json").read_text("utf-8")
    found: dict[str, str] = json.loads(text)
    return found


def locale_of(accept_language: str) -> str:
    """Return the locale to tell a problem in, as an Accept-Language header asks."""
    return language_of(accept_language, LOCALES)


def sentence(code: str, locale: str = DEFAULT_LOCALE) -> str:
    """Return the one sentence that explains a problem code to a person."""
    texts = messages(locale)
    return texts.get(f"problem.{code}") or texts["problem.internal"]


def status_of(error: PortalError) -> int:
    """Return the HTTP status that tells the asker what to do next."""
    return next(status for kind, status in STATUS.items() if isinstance(error, kind))


def problem_response(error: PortalError, locale: str = DEFAULT_LOCALE) -> Response:
    """Answer with a refusal, its sentence in a locale."""
    status = status_of(error)
    retry_after = error.retry_after
    if status == STATUS[errors.Unavailable] and retry_after is None:
        retry_after = UNAVAILABLE_RETRY_S
    extra = dict(error.extra)
    if error.fields:
        extra["errors"] = [_field(problem) for problem in error.fields]
    if retry_after is not None:
        extra["retry_after"] = retry_after
    if error.told_as:
        extra["detail"] = sentence(error.told_as, locale)
    return problem(status, error.code, extra, locale)


def problem(
    status: int,
    code: str,
    extra: dict[str, Any] | None = None,
    locale: str = DEFAULT_LOCALE,
) -> Response:
    """Build a problem answer of a status and a stable code, its sentence in a locale."""
    body = {
        "type": f"/ayuda/#{code}",
        "title": code.replace("_", " "),
        "status": status,
        "code": code,
        "detail": sentence(code, locale),
        **(extra or {}),
    }
    headers: dict[str, str | list[str]] = {
        "Content-Type": PROBLEM_JSON,
        "Content-Language": locale,
        "Cache-Control": "no-store",
    }
    if "retry_after" in body:
        headers["Retry-After"] = str(body["retry_after"])
    if status == STATUS[errors.NotSignedIn]:
        headers["WWW-Authenticate"] = "Bearer"
    return Response(json.dumps(body, ensure_ascii=False, default=_plain), headers, status)


def _field(problem: FieldProblem) -> dict[str, Any]:
    return {"field": problem.field, "code": problem.code, "params": problem.params}


def _plain(value: Any) -> str:
    """Write the few kinds that refusals carry beside JSON's own: moments and amounts."""
    return value.isoformat(timespec="seconds") if hasattr(value, "isoformat") else str(value)
