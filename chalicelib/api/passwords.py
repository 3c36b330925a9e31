"""Passwords: recovery by a temporary one, and changing it."""

from __future__ import annotations

from chalice import Response

from chalicelib import account_container
from chalicelib.api.opened_session import opened_session
from chalicelib.api.password_attempts import password_attempt
from chalicelib.api.routes import Routes, done
from chalicelib.api.schemas.passwords import PasswordChange
from chalicelib.api.schemas.sessions import OpenedSession
from chalicelib.domain.budget import LOGIN_PREFIX
from chalicelib.domain.session import Scope

routes = Routes(__name__)

SETTING = (Scope.FULL, Scope.SET_PASSWORD)


@routes.serve(
    "PUT",
    "/v1/account/password",
    summary="Set a new password; every other session ends",
    request=PasswordChange,
    answers={200: OpenedSession, 204: None},
    problems=(400, 401, 403, 409, 413, 415, 422, 429, 503),
    security="new_password",
    limited=LOGIN_PREFIX,
)
def change_password() -> Response:
    """Change the password; the session of a temporary one gives way to a full one."""
    signed_in = routes.signed_in(*SETTING)
    asked = routes.body(PasswordChange)
    with password_attempt(routes, signed_in.account.id, asked.captcha):
        opened = account_container.password_changing().change(
            signed_in, asked.current_password, asked.new_password
        )
    return opened_session(opened) if opened else done()
