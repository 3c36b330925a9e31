"""Signing in, and the list of one's sessions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from chalicelib.api.schemas.captcha import Captcha
from chalicelib.api.schemas.passwords import Password
from chalicelib.api.schemas.shared import Body, Moment, Text, View
from chalicelib.domain.device_name import LONGEST as LONGEST_NAME
from chalicelib.domain.email_address import LONGEST as LONGEST_ADDRESS
from chalicelib.domain.session import Scope, Session


class SignInRequest(Body):
    """Who somebody says he is, and his password; `cookie` is the site's way.

    `otp` has its place for the second factor.
    """

    login: Annotated[Text, Field(max_length=LONGEST_ADDRESS)]
    password: Password
    otp: Annotated[Text, Field(max_length=32)] | None = None
    cookie: bool = False
    remember: bool = False
    device_name: Annotated[Text, Field(max_length=LONGEST_NAME)] | None = None
    captcha: Captcha = None


class OpenedSession(View):
    """A session that begins; by cookie its token is in Set-Cookie and nowhere else."""

    token: str | None = None
    expires_at: Moment
    scope: Scope


class SessionView(View):
    """One device that is signed in: a browser by cookie, or an app."""

    id: str
    device_name: str
    created_at: Moment
    last_seen_at: Moment
    expires_at: Moment
    current: bool
    by: Literal["web", "app"]

    @classmethod
    def of(cls, session: Session, current_id: str) -> SessionView:
        """Show a session to whoever asks from the current one."""
        return cls(
            id=session.id,
            device_name=session.device_name,
            created_at=session.created_at,
            last_seen_at=session.seen_at,
            expires_at=session.expires_at,
            current=session.id == current_id,
            by="web" if session.by_cookie else "app",
        )


class SessionsView(View):
    """A page of them, newest first."""

    items: list[SessionView]
    next_cursor: str | None
