"""Misses are counted, hits are not, and parallel guesses get no more than the limit."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.budget import LOGIN, TICKET, TICKET_BRANCH, TICKET_PREFIX, Budget
from chalicelib.domain.captcha_action import CaptchaAction
from chalicelib.errors import NotFound, TooMany, Unavailable
from chalicelib.observability import log
from chalicelib.usecases.budgets import Budgets, Guess, Solved
from chalicelib.usecases.captchas import CaptchaRequired, Captchas
from chalicelib.usecases.counters import Counted, Counters
from tests.solving import solved
from tests.twins.guards import GuardsInMemory

T = CaptchaAction.TICKET
TICKET_A = Counted(TICKET, "a")
GUESS = Guess(TICKET_A, (Counted(TICKET_PREFIX, "203.0.113.0/24"),))
PROVED = Guess(TICKET_A, GUESS.also, evidence="100.00")
MAILS = Budget("mails", 3, timedelta(hours=1))


class Room:
    """A secret, and all that counts the tries at it."""

    def __init__(self, clock, factor: float = 1) -> None:
        self.clock = clock
        self.guards = GuardsInMemory(clock)
        self.told: dict[str, int] = {}
        self.slept: list[float] = []
        self.compared = 0
        self.captchas = Captchas(self.guards, lambda purpose: purpose.encode(), clock, cost=1)
        counters = Counters(self.guards, lambda: b"key", clock, factor, self._tell)
        self.budgets = Budgets(counters, self.captchas, sleep=self.slept.append)

    def attempt(self, *, right: bool, guess: Guess = GUESS, captcha: object = None) -> None:
        with self.budgets.attempt([guess], Solved(T, captcha)) as attempt:
            self.compared += 1
            if not right:
                attempt.miss(guess)
                raise NotFound

    def miss(self, times: int = 1, guess: Guess = GUESS, captcha: object = None) -> None:
        for _ in range(times):
            with pytest.raises(NotFound):
                self.attempt(right=False, guess=guess, captcha=captcha)

    def captcha(self) -> str:
        return solved(self.captchas.challenge(T))

    def _tell(self, standing) -> None:
        self.told[standing.budget.name] = standing.remaining


@pytest.fixture
def room(clock):
    return Room(clock)


def test_hits_are_never_counted(room):
    for _ in range(100):
        room.attempt(right=True)

    assert room.told == {"ticket": 5, "ticket_prefix": 20}


def test_misses_are_counted_and_told(room):
    room.miss(2)

    assert room.told == {"ticket": 3, "ticket_prefix": 18}


def test_after_the_limit_even_the_right_data_need_a_captcha(room):
    room.miss(5)

    with pytest.raises(CaptchaRequired):
        room.attempt(right=True)
    room.attempt(right=True, captcha=room.captcha())

    assert room.compared == 6


def test_after_the_limit_there_is_one_try_a_pause_right_or_wrong(room, clock):
    room.miss(5)
    room.attempt(right=True, captcha=room.captcha())

    with pytest.raises(TooMany) as refusal:
        room.attempt(right=True, captcha=room.captcha())

    assert refusal.value.retry_after == 600
    clock.passes(seconds=refusal.value.retry_after)
    room.attempt(right=True, captcha=room.captcha())


def test_who_proved_it_in_a_pauses_one_try_goes_on_with_the_same_data(room, clock):
    room.miss(5)
    room.attempt(right=True, guess=PROVED, captcha=room.captcha())
    clock.passes(minutes=9)

    room.attempt(right=True, guess=PROVED, captcha=room.captcha())

    with pytest.raises(CaptchaRequired):
        room.attempt(right=True, guess=PROVED)
    with pytest.raises(TooMany):
        room.attempt(right=True, guess=replace(PROVED, evidence="1.00"), captcha=room.captcha())


def test_whether_data_were_right_a_while_ago_is_asked_three_times_a_day_at_most(room):
    room.miss(5)
    room.attempt(right=True, guess=PROVED, captcha=room.captcha())
    for guessed in range(3):
        with pytest.raises(TooMany):
            room.attempt(
                right=False, guess=replace(PROVED, evidence=str(guessed)), captcha=room.captcha()
            )

    with pytest.raises(TooMany):
        room.attempt(right=True, guess=PROVED, captcha=room.captcha())


def test_what_was_wrong_is_no_proof(room):
    room.miss(5)
    room.miss(guess=PROVED, captcha=room.captcha())

    with pytest.raises(TooMany):
        room.attempt(right=True, guess=PROVED, captcha=room.captcha())


def test_a_proof_is_forgotten_after_half_an_hour(room, clock):
    clock.passes(hours=6)  # midnight in UTC, where pauses begin
    room.miss(5)
    for _ in range(4):
        room.miss(captcha=room.captcha())
        clock.passes(minutes=160)  # as long as a pause is by now, longer than a proof lives
    room.attempt(right=True, guess=PROVED, captcha=room.captcha())
    clock.passes(minutes=30)

    with pytest.raises(TooMany):
        room.attempt(right=True, guess=PROVED, captcha=room.captcha())


def test_who_comes_when_he_was_told_to_is_let_in(room, clock):
    clock.passes(hours=6)  # NOON is 18:00 in UTC: now there is a whole day ahead
    room.miss(5)
    waited = []
    for _ in range(8):
        clock.passes(minutes=3, seconds=7)
        room.miss(captcha=room.captcha())
        with pytest.raises(TooMany) as refusal:
            room.attempt(right=True, captcha=room.captcha())
        waited.append(refusal.value.retry_after)
        clock.passes(seconds=refusal.value.retry_after - 1)
        with pytest.raises(TooMany):
            room.attempt(right=True, captcha=room.captcha())
        clock.passes(seconds=1)

    assert max(waited) <= 160 * 60


def test_a_pause_is_not_used_up_by_who_shows_no_captcha(room):
    room.miss(5)

    for bad in (None, "x", {}):
        with pytest.raises(CaptchaRequired):
            room.attempt(right=False, captcha=bad)

    room.attempt(right=True, captcha=room.captcha())


def test_a_captcha_that_nobody_asked_for_stays_good(room):
    captcha = room.captcha()

    room.miss(5, captcha=captcha)

    room.attempt(right=True, captcha=captcha)


def test_a_new_window_begins_with_a_whole_budget(room, clock):
    room.miss(5)

    clock.passes(hours=6)
    room.miss()

    assert room.told["ticket"] == 4


def test_nobody_waits_beyond_the_window(room, clock):
    clock.passes(hours=5, minutes=55)
    room.miss(5)
    room.attempt(right=True, captcha=room.captcha())

    with pytest.raises(TooMany) as refusal:
        room.attempt(right=True, captcha=room.captcha())

    assert refusal.value.retry_after == 300


def test_misses_of_one_secret_leave_the_others_alone(room):
    room.miss(5)

    room.attempt(right=True, guess=replace(GUESS, secret=Counted(TICKET, "b")))


@pytest.mark.parametrize("loose", [TICKET_PREFIX, TICKET_BRANCH])
def test_a_used_up_loose_budget_asks_for_a_captcha_and_for_no_pause(room, loose):
    room.budgets.spend(loose, "here", uses=loose.limit)
    guess = Guess(TICKET_A, (Counted(loose, "here"),))

    with pytest.raises(CaptchaRequired):
        room.attempt(right=True, guess=guess)

    for _ in range(3):
        room.attempt(right=True, guess=guess, captcha=room.captcha())


def test_one_captcha_is_enough_for_several_tickets_of_one_request(room):
    guesses = [Guess(Counted(TICKET, name), GUESS.also) for name in "ab"]
    for guess in guesses:
        room.miss(5, guess)

    with room.budgets.attempt(guesses, Solved(T, room.captcha())):
        pass


def test_each_wrong_ticket_of_one_request_is_a_miss_and_the_right_ones_are_none(room):
    guesses = [Guess(Counted(TICKET, name), GUESS.also) for name in "abc"]

    with room.budgets.attempt(guesses, Solved(T, None)) as attempt:
        attempt.miss(guesses[0])
        attempt.miss(guesses[2])

    left = [room.guards.counted(room.budgets.counters.of(guess.secret).key) for guess in guesses]
    assert left == [1, 0, 1]
    assert room.told["ticket_prefix"] == 18


def test_a_block_that_breaks_gives_its_place_back(room):
    for _ in range(20):
        with pytest.raises(ZeroDivisionError), room.budgets.attempt([GUESS], Solved(T, None)):
            raise ZeroDivisionError

    room.attempt(right=True)
    assert room.slept == []


def test_places_that_are_never_given_back_cost_a_captcha_and_lock_nobody_out(room):
    counter = room.budgets.counters.of(TICKET_A)
    for _ in range(5):
        assert room.guards.take(counter.key, 5, counter.ends_at)

    with pytest.raises(CaptchaRequired):
        room.attempt(right=True)
    assert 3 < sum(room.slept) < 8

    room.attempt(right=True, captcha=room.captcha())


def test_nothing_is_compared_while_nobody_can_count(room):
    room.guards.is_down = True

    with pytest.raises(Unavailable):
        room.attempt(right=True)

    assert room.compared == 0


def test_a_miss_that_cannot_be_counted_keeps_its_place(room):
    def miss_while_it_breaks() -> None:
        with room.budgets.attempt([GUESS], Solved(T, None)) as attempt:
            room.guards.is_down = True
            attempt.miss(GUESS)

    for _ in range(5):
        with pytest.raises(Unavailable):
            miss_while_it_breaks()
        room.guards.is_down = False

    with pytest.raises(CaptchaRequired):
        room.attempt(right=True)


def test_a_factor_multiplies_the_budgets(clock):
    room = Room(clock, factor=10)

    room.miss(50)

    with pytest.raises(CaptchaRequired):
        room.attempt(right=True)


def test_five_hundred_parallel_guesses_are_five(clock):
    room = Room(clock)
    room.budgets = replace(room.budgets, sleep=lambda _: None)
    compared = []

    def guess(number: int) -> str:
        try:
            with room.budgets.attempt([GUESS], Solved(T, None)) as attempt:
                compared.append(number)
                attempt.miss(GUESS)
        except CaptchaRequired:
            return "captcha"
        return "compared"

    with ThreadPoolExecutor(50) as many:
        answers = Counter(many.map(guess, range(500)))

    assert len(compared) == answers["compared"] == 5


def test_fifty_equal_right_requests_at_once_all_pass(clock):
    room = Room(clock)
    room.budgets = replace(room.budgets, sleep=threading.Event().wait)
    all_at_once = threading.Barrier(50)

    def ask(_: int) -> bool:
        all_at_once.wait()
        room.attempt(right=True)
        return True

    with ThreadPoolExecutor(50) as many:
        assert all(many.map(ask, range(50)))


def test_parallel_paced_tries_are_one(room):
    room.miss(5)
    captchas = [room.captcha() for _ in range(20)]

    def ask(captcha: str) -> bool:
        try:
            room.attempt(right=True, captcha=captcha)
        except TooMany:
            return False
        return True

    with ThreadPoolExecutor(20) as many:
        assert sum(many.map(ask, captchas)) == 1


def test_uses_are_counted_up_to_the_limit_and_refused_beyond(room):
    for _ in range(3):
        room.budgets.spend(MAILS, "olivia@correo.example")

    with pytest.raises(TooMany) as refusal:
        room.budgets.spend(MAILS, "olivia@correo.example")

    assert (refusal.value.retry_after, room.told["mails"]) == (3600, 0)
    room.budgets.spend(MAILS, "eva@correo.example")


def test_several_uses_at_once_are_several(room):
    room.budgets.spend(MAILS, "a", uses=3)

    with pytest.raises(TooMany):
        room.budgets.spend(MAILS, "a", uses=1)


def test_no_use_is_none_also_where_nothing_is_left(room):
    room.budgets.spend(MAILS, "a", uses=3)

    room.budgets.spend(MAILS, "a", uses=0)


def test_a_budget_tells_that_it_is_used_up_and_counts_nothing(room):
    told = []
    for _ in range(3):
        told.append(room.budgets.is_used_up(MAILS, "a"))
        room.budgets.spend(MAILS, "a")

    assert (told, room.budgets.is_used_up(MAILS, "a")) == ([False] * 3, True)


def test_a_key_tells_nobodys_data(room):
    who = "olivia@correo.example MASO451221PM4 203.0.113.7"

    keys = {room.budgets.counters.of(Counted(budget, who)).key for budget in (LOGIN, TICKET)}

    assert len(keys) == 2
    for key in keys:
        assert not any(part in key for part in who.split())


def test_an_alarming_budget_is_reported_once_when_it_is_used_up(room, monkeypatch):
    said = []
    monkeypatch.setattr(log, "error", lambda message, **told: said.append((message, told)))

    for _ in range(TICKET_BRANCH.limit + 5):
        with suppress(TooMany):
            room.budgets.spend(TICKET_BRANCH, "centro")

    [(message, told)] = said
    assert (message, told["budget"]) == ("budget_used_up", "ticket_branch")
