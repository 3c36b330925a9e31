"""Many tries at once over the real counters: no more are compared than a budget allows."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from chalicelib.domain.budget import TICKET, TICKET_PREFIX
from chalicelib.domain.captcha_action import CaptchaAction
from chalicelib.errors import TooMany
from chalicelib.usecases.budgets import Budgets, Guess, Solved
from chalicelib.usecases.captchas import CaptchaRequired, Captchas
from chalicelib.usecases.counters import Counted, Counters
from tests.solving import solved

if TYPE_CHECKING:
    from collections.abc import Callable

MANY = 25
ACTION = CaptchaAction.TICKET


@pytest.fixture
def budgets(account_rooms) -> Budgets:
    guards, clock = account_rooms.guards, account_rooms.clock
    captchas = Captchas(guards, lambda purpose: purpose.encode(), clock, cost=1)
    return Budgets(Counters(guards, lambda: b"key", clock, 1, lambda _: None), captchas)


@pytest.fixture
def guess(unique) -> Guess:
    return Guess(Counted(TICKET, unique), (Counted(TICKET_PREFIX, unique),))


def at_once(budgets: Budgets, guess: Guess, captcha: Callable[[int], str | None], *, right: bool):
    """Let many try at the same moment; count who was compared, and what the others heard."""
    together = Barrier(MANY)

    def one(number: int) -> str:
        together.wait()
        try:
            with budgets.attempt([guess], Solved(ACTION, captcha(number))) as attempt:
                if not right:
                    attempt.miss(guess)
        except (CaptchaRequired, TooMany) as refusal:
            return refusal.code
        return "compared"

    with ThreadPoolExecutor(MANY) as pool:
        return Counter(pool.map(one, range(MANY)))


def test_many_parallel_guesses_are_five(budgets, guess):
    heard = at_once(budgets, guess, lambda _: None, right=False)

    assert heard == {"compared": TICKET.limit, "captcha_required": MANY - TICKET.limit}


def test_many_equal_right_requests_all_pass(budgets, guess):
    assert at_once(budgets, guess, lambda _: None, right=True) == {"compared": MANY}


def test_many_who_solved_it_share_the_one_try_of_a_pause(budgets, guess):
    at_once(budgets, guess, lambda _: None, right=False)
    captchas = [solved(budgets.captchas.challenge(ACTION)) for _ in range(MANY)]

    heard = at_once(budgets, guess, captchas.__getitem__, right=True)

    assert heard == {"compared": 1, "too_many": MANY - 1}


def test_many_who_send_one_solution_are_one(budgets, guess):
    at_once(budgets, guess, lambda _: None, right=False)
    captcha = solved(budgets.captchas.challenge(ACTION))

    heard = at_once(budgets, guess, lambda _: captcha, right=True)

    assert heard == {"compared": 1, "captcha_required": MANY - 1}
