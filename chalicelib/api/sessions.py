"""Signing in and out: sessions and their tokens."""

from __future__ import annotations

from chalice import Response

from chalicelib import account_container
from chalicelib.api.cookies import ended_cookie
from chalicelib.api.identity import cookie, refuse_other_site
from chalicelib.api.opened_session import opened_session
from chalicelib.api.paging import page
from chalicelib.api.password_attempts import password_attempt
from chalicelib.api.routes import Routes, done, ok
from chalicelib.api.schemas import sessions as schemas
from chalicelib.domain.budget import LOGIN_PREFIX
from chalicelib.domain.device_name import device_name
from chalicelib.domain.login_name import login_name
from chalicelib.domain.session import Scope, Session
from chalicelib.errors import NotFound, NotSignedIn
from chalicelib.usecases.session_opening import Device

routes = Routes(__name__)

LEAVING = tuple(Scope)
"""Whoever holds a session of any kind may end it."""


@routes.serve(
    "POST",
    "/v1/sessions",
    summary="Sign in by e-mail or RFC and password",
    request=schemas.SignInRequest,
    answers={200: schemas.OpenedSession},
    problems=(400, 401, 403, 413, 415, 422, 429, 503),
    limited=LOGIN_PREFIX,
)
def sign_in() -> Response:
    """Open a session; the browser's former one ends with it (ASVS 7.2.4)."""
    asked = routes.body(schemas.SignInRequest)
    if asked.cookie:
        refuse_other_site(routes.headers)
    with password_attempt(routes, login_name(asked.login), asked.captcha):
        opened = account_container.signing_in().sign_in(asked.login, asked.password, _device(asked))
    if asked.cookie:
        _end_former()
    return opened_session(opened)


@routes.serve(
    "GET",
    "/v1/sessions",
    summary="Every device that is signed in to one's account",
    answers={200: schemas.SessionsView},
    problems=(401, 403, 422, 503),
    security="account",
    query=("limit", "cursor"),
)
def list_sessions() -> Response:
    """List the sessions that still open something."""
    current = routes.signed_in().session
    standing = account_container.session_keeping().standing(current.account_id)
    shown, cursor = page(standing, lambda session: session.id, routes.query)
    items = [schemas.SessionView.of(session, current.id) for session in shown]
    return ok(schemas.SessionsView(items=items, next_cursor=cursor))


@routes.serve(
    "DELETE",
    "/v1/sessions/current",
    summary="Sign out",
    answers={204: None},
    problems=(401, 403, 503),
    security="new_password",
)
def sign_out() -> Response:
    """End the asker's own session."""
    return _ended(routes.signed_in(*LEAVING).session)


@routes.serve(
    "DELETE",
    "/v1/sessions/others",
    summary="Sign out everywhere else",
    answers={204: None},
    problems=(401, 403, 503),
    security="account",
)
def end_other_sessions() -> Response:
    """End every session of the account but the asker's own."""
    current = routes.signed_in().session
    account_container.session_keeping().end_others(current.account_id, but=current.id)
    return done()


@routes.serve(
    "DELETE",
    "/v1/sessions/{session_id}",
    summary="Sign one device out",
    answers={204: None},
    problems=(401, 403, 404, 503),
    security="account",
)
def end_session(session_id: str) -> Response:
    """End one session of the asker's account; another's is as unknown as none."""
    current = routes.signed_in().session
    if session_id == current.id:
        return _ended(current)
    keeping = account_container.session_keeping()
    if session_id not in {session.id for session in keeping.standing(current.account_id)}:
        raise NotFound
    keeping.end(current.account_id, session_id)
    return done()


@routes.serve(
    "POST",
    "/v1/sessions/current/rotations",
    summary="Take a new token; the former one is good for a minute more",
    answers={200: schemas.OpenedSession},
    problems=(401, 403, 409, 503),
    security="account",
)
def rotate_session() -> Response:
    """Give the asker's session a new token."""
    return opened_session(account_container.session_keeping().rotate(routes.signed_in()))


def _device(asked: schemas.SignInRequest) -> Device:
    name = asked.device_name or device_name(routes.header("user-agent"))
    return Device(name, by_cookie=asked.cookie, kept=asked.remember)


def _end_former() -> None:
    """End the session whose cookie the new one replaces: nobody could end it any more."""
    keeping = account_container.session_keeping()
    try:
        former = keeping.recognise(cookie(routes.headers, "sid")).session
    except NotSignedIn:
        return
    keeping.end(former.account_id, former.id)


def _ended(session: Session) -> Response:
    account_container.session_keeping().end(session.account_id, session.id)
    return done({"Set-Cookie": ended_cookie("sid")} if session.by_cookie else {})
