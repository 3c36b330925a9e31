"""How many misses, mails and requests there may be: one table (security 3, ASVS 2.4.1, 6.3.1).

`LIMITS` multiplies every limit. Windows begin at whole multiples of their
length, in UTC, so that everybody names the same counter without reading it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Self

MOST_DOUBLINGS = 10
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Slot:
    """A stretch of time that has room for one try."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Budget:
    """`limit` uses in each `window`.

    Beyond it a budget with a `pause` still allows one try in each pause, which
    doubles with every such miss up to `longest_pause`; any other allows nothing.
    `is_alarming`: an operator must hear when it is used up.
    """

    name: str
    limit: int
    window: timedelta
    pause: timedelta | None = None
    longest_pause: timedelta | None = None
    is_alarming: bool = False

    def times(self, factor: float) -> Self:
        """Return the same budget with its limit multiplied; one use is always in it."""
        return replace(self, limit=max(1, round(self.limit * factor)))

    def present(self, now: datetime) -> Slot:
        """Return the window that a moment is in."""
        return _around(now, self.window)

    def paced(self, misses: int, now: datetime) -> Slot:
        """Return the present pause of somebody who is over the limit.

        Pauses double on one grid, so that a longer one begins where shorter
        ones do: who used up the longer one has used up those within it.
        """
        if self.pause is None:
            return self.present(now)
        doublings = min(max(0, misses - self.limit), MOST_DOUBLINGS)
        return _around(now, min(self.pause * 2**doublings, self.longest_pause or self.pause))


@dataclass(frozen=True)
class Standing:
    """What is left of a budget, for its asker."""

    budget: Budget
    remaining: int
    resets_at: datetime

    def seconds_left(self, now: datetime) -> int:
        """Return how long until it is whole again."""
        return seconds_until(self.resets_at, now)


def seconds_until(moment: datetime, now: datetime) -> int:
    """Return the whole seconds after which a moment has come, at least one."""
    return max(1, ceil((moment - now).total_seconds()))


def _around(now: datetime, length: timedelta) -> Slot:
    seconds = int(length.total_seconds())
    starts = int(now.timestamp()) // seconds * seconds
    return Slot(datetime.fromtimestamp(starts, UTC), datetime.fromtimestamp(starts + seconds, UTC))


# Misses of a ticket's data. Then a captcha, and one try in 10 minutes, which doubles up to
# 160: docs/security.md counts what that leaves to somebody who guesses the total.
TICKET = Budget("ticket", 5, DAY, pause=timedelta(minutes=10), longest_pause=timedelta(minutes=160))
TICKET_PREFIX = Budget("ticket_prefix", 20, HOUR)
TICKET_ACCOUNT = Budget("ticket_account", 20, HOUR)
TICKET_BRANCH = Budget("ticket_branch", 300, HOUR, is_alarming=True)

# Failures of a login. Then a captcha, and one try a minute; there is no lock (ASVS 6.3.1).
LOGIN = Budget("login", 10, HOUR, pause=timedelta(minutes=1))
LOGIN_PREFIX = Budget("login_prefix", 100, HOUR)

# Misses of mailed tokens, per prefix.
CONFIRMATION = Budget("confirmation", 20, HOUR)

# Uses: each is counted, and there is none beyond the limit.
REGISTRATION = Budget("registration", 20, HOUR)
RECOVERY = Budget("recovery", 10, HOUR)
ACCOUNT_MAILS = Budget("account_mails", 3, HOUR)
NOTICES = Budget("notices", 10, HOUR)
INVOICE_MAILS = Budget("invoice_mails", 20, DAY)
INVOICE_MAILS_PREFIX = Budget("invoice_mails_prefix", 100, HOUR)
EXPORTS = Budget("exports", 20, HOUR)
EMAIL_CHANGES = Budget("email_changes", 5, HOUR)
REMEMBERED = Budget("remembered", 100, HOUR)
