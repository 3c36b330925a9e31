"""What a solved challenge is good for: one of these, once."""

from __future__ import annotations

from enum import StrEnum


class CaptchaAction(StrEnum):
    """The names that clients meet as `captcha_action`."""

    REGISTRATION = "registration"
    CONFIRMATION_RESEND = "confirmation_resend"
    PASSWORD_RECOVERY = "password_recovery"  # noqa: S105  the name of an action
    LOGIN = "login"
    TICKET = "ticket"
