"""Spending budgets, and trying secrets within them. Only misses and mails count, never hits.

A try takes one of its secret's places before anything is compared, so that
parallel guesses never get more places than the limit. A hit gives its place
back; a miss keeps it. Where the store does not answer nothing is compared:
everything here fails closed (security 3).
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from chalicelib.domain.budget import Budget, seconds_until
from chalicelib.domain.captcha_action import CaptchaAction
from chalicelib.errors import TooMany
from chalicelib.usecases.captchas import Captchas, Given
from chalicelib.usecases.counters import Counted, Counter, Counters

WAITS_S = (0.02, 0.04, 0.08, 0.15, *(0.25,) * 16)
"""About 4 s: long enough for fifty equal right requests, each of which holds a place for
milliseconds. Who still finds no place shows a captcha, as if the budget were used up."""


@dataclass(frozen=True)
class Guess:
    """A try at a secret: its own strict budget, and the loose ones that a miss counts on too.

    `evidence` is all that was given, for tries that go on where an earlier one
    proved it: who checked a ticket in a pause's one try asks for its invoice next.
    """

    secret: Counted
    also: tuple[Counted, ...] = ()
    evidence: str | None = None


@dataclass(frozen=True)
class Solved:
    """What came as a captcha, and what for."""

    action: CaptchaAction
    given: Given


@dataclass(frozen=True)
class Budgets:
    """What every limited activity asks first."""

    counters: Counters
    captchas: Captchas
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = random.random

    def spend(self, budget: Budget, who: str, uses: int = 1) -> None:
        """Count uses. Raises TooMany beyond the limit, until its window ends."""
        counter = self.counters.of(Counted(budget, who))
        counted = [self.counters.note(counter) for _ in range(uses)]
        if not counted:
            self.counters.misses(counter)  # only to tell what is left
        elif counted[-1] > counter.budget.limit:
            raise self._too_many(counter)

    def is_used_up(self, budget: Budget, who: str) -> bool:
        """Tell whether a budget is used up; count nothing."""
        counter = self.counters.of(Counted(budget, who))
        return self.counters.misses(counter) >= counter.budget.limit

    @contextmanager
    def attempt(self, guesses: Sequence[Guess], solved: Solved) -> Iterator[Attempt]:
        """Hold a place for each guess while the block compares.

        The block calls `miss` for each guess that was wrong; leaving it, however
        it ends, gives the others' places back. Raises CaptchaRequired where a
        budget is used up and no good captcha came, and TooMany where a secret's
        present pause had its try.
        """
        attempt = Attempt(self, solved)
        try:
            attempt.begin(guesses)
            yield attempt
        finally:
            attempt.end()
        attempt.remember()

    def _too_many(self, counter: Counter) -> TooMany:
        return TooMany(retry_after=seconds_until(counter.ends_at, self.counters.clock()))


class Attempt:
    """One request's tries. Made by `Budgets.attempt`."""

    def __init__(self, budgets: Budgets, solved: Solved) -> None:
        self._budgets = budgets
        self._counters = budgets.counters
        self._solved = solved
        self._is_solved = False
        self._held: dict[Guess, Counter] = {}
        self._paced: dict[Guess, Counter] = {}

    def begin(self, guesses: Sequence[Guess]) -> None:
        """Let each guess in, in one order for all, so that no two requests wait for each other."""
        for loose in dict.fromkeys(counted for guess in guesses for counted in guess.also):
            counter = self._counters.of(loose)
            if self._counters.misses(counter) >= counter.budget.limit:
                self._require_captcha()
        for guess in sorted(guesses, key=lambda one: one.secret.who):
            self._let_in(guess)

    def miss(self, guess: Guess) -> None:
        """Count a wrong guess; its place stays taken, also where the counting fails."""
        counter = self._held.pop(guess, None) or self._paced.pop(guess)
        missed = self._counters.note(counter)
        if missed > counter.budget.limit:
            longer = counter.budget.paced(missed, self._counters.clock())
            self._counters.use_up(counter, longer)
        for loose in guess.also:
            self._counters.note(self._counters.of(loose))

    def end(self) -> None:
        """Give the places back that no miss keeps."""
        for counter in self._held.values():
            self._counters.guards.give_back(counter.key)

    def remember(self) -> None:
        """Keep what was proved in a pause's one try: its next step must not wait for another."""
        for guess, counter in self._paced.items():
            if guess.evidence is not None:
                self._counters.remember_proved(counter, guess.evidence)

    def _let_in(self, guess: Guess) -> None:
        counter = self._counters.of(guess.secret)
        limit = counter.budget.limit
        for wait in WAITS_S:
            misses = self._counters.misses(counter)
            if misses >= limit:
                break
            if self._counters.guards.take(counter.key, limit, counter.ends_at):
                self._held[guess] = counter
                return
            self._budgets.sleep(wait * (0.5 + self._budgets.jitter()))
        self._require_captcha()
        self._pace(guess, counter, misses)

    def _pace(self, guess: Guess, counter: Counter, misses: int) -> None:
        now = self._counters.clock()
        slot = counter.budget.paced(misses, now)
        if not (self._counters.use_up(counter, slot) or self._goes_on(guess, counter)):
            ends = min(slot.ends_at, counter.ends_at)
            raise TooMany(retry_after=seconds_until(ends, now))
        self._paced[guess] = counter

    def _goes_on(self, guess: Guess, counter: Counter) -> bool:
        evidence = guess.evidence
        return evidence is not None and self._counters.was_proved(counter, evidence)

    def _require_captcha(self) -> None:
        """Ask for a captcha, once a request."""
        if not self._is_solved:
            self._budgets.captchas.require(self._solved.action, self._solved.given)
            self._is_solved = True
