"""How well a stopwatch tells known from unknown: the area under the ROC curve, 0.5 for not at all.

    python -m benchmarks.telling_apart 2000

The tests hold the work behind such answers to be the same, call by call; this
measures what is left, on the whole system, by turns in random order. It is no
test: beside others on a busy machine a bound would be too loose to see
anything, or fail by itself.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.timing import separability
from tests.journeys.mailbox import Mailbox
from tests.journeys.member import Member, new_address, new_person
from tests.journeys.shopper import Answer, Shopper, proof_of
from tests.running import running_system

SAMPLES = 200
COARSE, FINE = 0.65, 0.55
MANY = 2_000
"""With so many samples, half of each kind, chance alone stays under the fine bound."""

WRONG = "otra cosa que nadie tiene"

Ask = Callable[[], tuple[float, Answer]]


class Town:
    """A running system, somebody who is known there, and two who share an RFC."""

    def __init__(self, demo: Any) -> None:
        self._http = Shopper(demo["base_url"])
        self._mailbox = Mailbox(Shopper(demo["mailbox_url"]))
        self.ticket = demo["tickets"][0]
        self.member, self.person = self._opened(new_person())
        _, self.shared = self._opened(new_person())
        self._opened(self.shared)

    def sign_in(self, login: str) -> Ask:
        """Try a wrong password."""
        return lambda: self._timed("/v1/sessions", {"login": login, "password": WRONG})

    def recovery(self, email: str, rfc: str) -> Ask:
        """Ask for a temporary password; the captcha is solved before the watch runs."""

        def ask() -> tuple[float, Answer]:
            captcha = self.member.captcha("password_recovery")
            body = {"email": email, "rfc": rfc, "captcha": captcha}
            return self._timed("/v1/password-recoveries", body)

        return ask

    def check(self, **changes: str) -> Ask:
        """Try to prove a ticket."""
        body = {**proof_of(self.ticket), **changes}
        return lambda: self._timed("/v1/ticket-checks", body)

    def _opened(self, person: dict[str, str]) -> tuple[Member, dict[str, str]]:
        member = Member(self._http, self._mailbox, new_address()).opened()
        member.keeps(person)
        return member, person

    def _timed(self, path: str, body: dict[str, str]) -> tuple[float, Answer]:
        began = perf_counter()
        answer = self._http.call("POST", path, body)
        return perf_counter() - began, answer


def questions(town: Town) -> Iterator[tuple[str, Ask, Ask]]:
    """Yield what is told apart: a name, somebody known, and nobody."""
    email, rfc = town.member.email, town.person["rfc"]
    nobody, nobodys = new_address(), new_person()["rfc"]
    yield "login, e-mail", town.sign_in(email), town.sign_in(nobody)
    yield "login, RFC", town.sign_in(rfc), town.sign_in(nobodys)
    yield "login, RFC of two", town.sign_in(town.shared["rfc"]), town.sign_in(nobodys)
    yield "recovery", town.recovery(email, rfc), town.recovery(nobody, nobodys)
    yield "recovery, RFC", town.recovery(email, rfc), town.recovery(email, nobodys)
    yield "ticket", town.check(total="0.01"), town.check(order_number="NONE")


def measured(known: Ask, unknown: Ask, samples: int) -> float:
    """Return how well the times of two questions are told apart."""
    times: dict[Ask, list[float]] = {known: [], unknown: []}
    for _ in range(samples // 2):
        for ask in random.sample([known, unknown], 2):
            seconds, answer = ask()
            times[ask].append(seconds)
            if answer.status not in {202, 401, 404}:
                raise RuntimeError(f"not a refusal: {answer.status} {answer.content!r}")
    return separability(times[known], times[unknown])


def run(samples: int = SAMPLES) -> Iterator[tuple[str, float, float]]:
    """Yield a row for each question, as soon as it is measured."""
    bound = FINE if samples >= MANY else COARSE
    with _town() as town:
        for name, known, unknown in questions(town):
            yield f"telling apart by time: {name}", measured(known, unknown, samples), bound


@contextmanager
def _town() -> Iterator[Town]:
    with tempfile.TemporaryDirectory() as folder, running_system(Path(folder) / "data") as demo:
        yield Town(demo)


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES
    for row, area, bound in run(asked):
        print(f"{row}: AUC {area:.3f} of {asked} samples, at most {bound:g}", flush=True)
