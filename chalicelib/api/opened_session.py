"""Handing over a session's token: to a browser in its cookie, to an app in the body."""

from __future__ import annotations

from chalice import Response

from chalicelib import clock
from chalicelib.api.cookies import set_cookie
from chalicelib.api.routes import JSON_HEADERS, Headers
from chalicelib.api.schemas.sessions import OpenedSession
from chalicelib.domain.session import Session
from chalicelib.usecases.session_opening import Opened


def opened_session(opened: Opened) -> Response:
    """Answer with a session's token, in the one place where its owner keeps it (ASVS 3.3.4)."""
    session = opened.session
    view = OpenedSession(
        token=None if session.by_cookie else opened.token,
        expires_at=session.expires_at,
        scope=session.scope,
    )
    headers: Headers = dict(JSON_HEADERS)
    if session.by_cookie:
        headers["Set-Cookie"] = set_cookie("sid", opened.token, _seconds_left(session))
    return Response(view.model_dump_json(exclude_none=True), headers, 200)


def _seconds_left(session: Session) -> int | None:
    """Return how long a kept session's cookie lives; any other ends with the browser."""
    if not session.kept:
        return None
    return int((session.ends_at - clock.now()).total_seconds())
