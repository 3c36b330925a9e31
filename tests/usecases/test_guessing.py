"""What somebody gets who knows his neighbours' numbers and guesses their totals for a day.

His own ticket tells him how the store numbers; about 3,000 totals are plausible
(11.6 bits, security 3). He has a thousand networks and solves every captcha.
"""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import cycle
from pathlib import Path

import pytest

from chalicelib.domain.budget import TICKET, TICKET_BRANCH, TICKET_PREFIX
from chalicelib.domain.captcha_action import CaptchaAction
from chalicelib.errors import TooMany
from chalicelib.usecases.budgets import Guess, Solved
from chalicelib.usecases.captchas import CaptchaRequired
from chalicelib.usecases.counters import Counted
from tests.solving import solved
from tests.usecases.account_world import AccountWorld

PLAUSIBLE_TOTALS = 3_000
NETWORKS = 1_000
A_DAY_IN_MINUTES = 1_440
PAGE = Path(__file__).parents[2] / "docs" / "security.md"


class Attacker:
    """Tries a neighbour's ticket whenever he may, from another network each time.

    One neighbour is enough to look at: every ticket has a budget of its own.
    """

    def __init__(self, world: AccountWorld) -> None:
        self.world = world
        self.tries = self.free_tries = 0
        self._networks = cycle(range(NETWORKS))

    def tries_for(self, minutes: int) -> None:
        for _ in range(minutes):
            while self._tries():
                pass
            self.world.clock.passes(minutes=1)

    def _tries(self) -> bool:
        try:
            self._guess(None)
            self.free_tries += 1
        except CaptchaRequired:
            try:
                self._guess(solved(self.world.captchas.challenge(CaptchaAction.TICKET)))
            except TooMany:
                return False
        self.tries += 1
        return True

    def _guess(self, captcha: str | None) -> None:
        loose = Counted(TICKET_PREFIX, str(next(self._networks))), Counted(TICKET_BRANCH, "centro")
        guess = Guess(Counted(TICKET, "neighbour"), loose)
        with self.world.budgets.attempt([guess], Solved(CaptchaAction.TICKET, captcha)) as attempt:
            attempt.miss(guess)


@pytest.fixture
def new_attacker(csd, sat):
    """Makes attackers who begin a number of hours before the budgets' midnight."""

    def make(hours_before: int) -> Attacker:
        world = AccountWorld(csd, sat, prints=False)
        world.clock.now = world.clock.now.replace(hour=0) + timedelta(hours=24 - hours_before)
        return Attacker(world)

    return make


@pytest.mark.parametrize("hours_before", [24, 12, 2])
def test_a_day_of_guessing_steals_fewer_than_one_ticket_of_a_hundred(new_attacker, hours_before):
    attacker = new_attacker(hours_before)

    attacker.tries_for(A_DAY_IN_MINUTES)

    assert attacker.tries / PLAUSIBLE_TOTALS < 0.01
    assert attacker.tries <= _documented("tries in any 24 hours")


def test_without_work_he_steals_at_most_two_of_a_thousand_a_day(new_attacker):
    attacker = new_attacker(24)

    attacker.tries_for(A_DAY_IN_MINUTES)

    assert attacker.free_tries == _documented("tries without a captcha")
    assert attacker.tries == _documented("tries from midnight to midnight")
    assert attacker.free_tries / PLAUSIBLE_TOTALS <= 0.002


def test_a_branch_under_attack_asks_everybody_for_a_captcha(new_attacker):
    attacker = new_attacker(24)
    attacker.world.budgets.spend(TICKET_BRANCH, "centro", uses=TICKET_BRANCH.limit)

    attacker.tries_for(1)

    assert (attacker.tries, attacker.free_tries) == (6, 0)


def _documented(what: str) -> int:
    """Read a figure of docs/security.md, so that page and code cannot part."""
    [figure] = re.findall(rf"\*\*(\d+)\*\* {what}", PAGE.read_text("utf-8"))
    return int(figure)
