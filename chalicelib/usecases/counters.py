"""The counters behind budgets: named so that a key tells nobody's data."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.budget import Budget, Slot, Standing
from chalicelib.observability import log
from chalicelib.usecases.account_ports import GuardStore
from chalicelib.usecases.ports import Clock

WHO_LENGTH = 32

PROVED_LIFE = timedelta(minutes=30)
AGAIN = 3
"""Who proved a secret in a pause's one try goes on from there: this often a window, soon after."""


@dataclass(frozen=True)
class Counted:
    """A budget, and whose: a ticket, a prefix of addresses, an account, a branch."""

    budget: Budget
    who: str


@dataclass(frozen=True)
class Counter:
    """The counter of somebody's budget in one window."""

    budget: Budget
    key: str
    ends_at: datetime


@dataclass(frozen=True)
class Counters:
    """Counts in the `guards` table. `factor` multiplies every limit; `tell` hears what is left."""

    guards: GuardStore
    key: Callable[[], bytes]
    clock: Clock
    factor: float
    tell: Callable[[Standing], None]

    def of(self, counted: Counted) -> Counter:
        """Return the counter of the present window; all that anybody reads of `who` is its HMAC."""
        budget = counted.budget.times(self.factor)
        window = budget.present(self.clock())
        who = self._hidden(f"{budget.name}:{counted.who}")
        key = f"RL#{budget.name}#{who}#{window.starts_at:%Y%m%dT%H%M%SZ}"
        return Counter(budget, key, window.ends_at)

    def misses(self, counter: Counter) -> int:
        """Return how many are counted, and tell what is left."""
        counted = self.guards.counted(counter.key)
        self._tell(counter, counted)
        return counted

    def note(self, counter: Counter) -> int:
        """Count one more, and return their number."""
        counted = self.guards.note(counter.key, counter.ends_at)
        self._tell(counter, counted)
        if counted == counter.budget.limit:
            level = log.error if counter.budget.is_alarming else log.warning
            level("budget_used_up", budget=counter.budget.name, counter=counter.key)
        return counted

    def use_up(self, counter: Counter, slot: Slot) -> bool:
        """Take a pause's one try. False: somebody had it."""
        return self.guards.once(f"{counter.key}#{_length(slot)}#{_starts(slot)}", slot.ends_at)

    def remember_proved(self, counter: Counter, evidence: str) -> None:
        """Keep for a while that these very data were right."""
        ends_at = self.clock() + PROVED_LIFE
        self.guards.note(f"{counter.key}#proved#{self._hidden(evidence)}", ends_at)

    def was_proved(self, counter: Counter, evidence: str) -> bool:
        """Tell whether these very data were right a while ago; seldom, since asking is a guess."""
        if not self.guards.take(f"{counter.key}#again", AGAIN, counter.ends_at):
            return False
        return self.guards.counted(f"{counter.key}#proved#{self._hidden(evidence)}") > 0

    def _hidden(self, text: str) -> str:
        digest = hmac.new(self.key(), text.encode(errors="surrogatepass"), hashlib.sha256)
        return digest.hexdigest()[:WHO_LENGTH]

    def _tell(self, counter: Counter, counted: int) -> None:
        remaining = max(0, counter.budget.limit - counted)
        self.tell(Standing(counter.budget, remaining, counter.ends_at))


def _length(slot: Slot) -> int:
    return int((slot.ends_at - slot.starts_at).total_seconds())


def _starts(slot: Slot) -> int:
    return int(slot.starts_at.timestamp())
