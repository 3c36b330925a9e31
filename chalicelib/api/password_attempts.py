"""One try at a password: counted when it fails, by whose it is and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from chalicelib import guard_container
from chalicelib.api.client_address import address_prefix
from chalicelib.api.routes import Routes
from chalicelib.domain.budget import LOGIN, LOGIN_PREFIX
from chalicelib.domain.captcha_action import CaptchaAction
from chalicelib.errors import PortalError
from chalicelib.usecases.budgets import Guess, Solved
from chalicelib.usecases.captchas import Given
from chalicelib.usecases.counters import Counted
from chalicelib.usecases.signing_in import WrongCredentials

WRONG = "wrong_password"
"""The field code of a password that is not the account's."""


@contextmanager
def password_attempt(routes: Routes, who: str, captcha: Given) -> Iterator[None]:
    """Let a block compare a password of `who`: a login, or the id of an account.

    Raises what `Budgets.attempt` does before it, and whatever the block raises.
    """
    guess = Guess(Counted(LOGIN, who), (Counted(LOGIN_PREFIX, address_prefix(routes)),))
    solved = Solved(CaptchaAction.LOGIN, captcha)
    with guard_container.budgets().attempt([guess], solved) as attempt:
        try:
            yield
        except PortalError as refusal:
            if _is_miss(refusal):
                attempt.miss(guess)
            raise


def _is_miss(refusal: PortalError) -> bool:
    wrong_field = any(problem.code == WRONG for problem in refusal.fields)
    return wrong_field or isinstance(refusal, WrongCredentials)
