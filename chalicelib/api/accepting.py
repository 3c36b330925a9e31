"""The doors at which nobody learns who has an account: one way in, one answer out."""

from __future__ import annotations

from typing import Any

from chalice import Response

from chalicelib import guard_container
from chalicelib.api.client_address import address_prefix
from chalicelib.api.routes import Routes, ok
from chalicelib.api.schemas.accounts import Accepted
from chalicelib.domain.budget import Budget
from chalicelib.domain.captcha_action import CaptchaAction


def let_in(routes: Routes, action: CaptchaAction, captcha: Any, budget: Budget) -> None:
    """Ask for a solved challenge, and count the use on the asker's network.

    Raises CaptchaRequired, TooMany, and Unavailable where nobody can tell.
    """
    guard_container.captchas().require(action, captcha)
    guard_container.budgets().spend(budget, address_prefix(routes))


def accepted() -> Response:
    """Answer as everybody is answered; the rest comes by mail, or does not."""
    return ok(Accepted(), 202)
