"""How long to wait before asking again."""

from __future__ import annotations

from datetime import timedelta

EAGER_TIME = timedelta(minutes=15)
EAGER_CAP_S = 60
PATIENT_CAP_S = 600


def wait_after(tries: int, age: timedelta) -> timedelta:
    """Return the pause after so many tries of a request of that age.

    It doubles from one second; in a request's first 15 minutes it never passes
    60 s, so that a shopper who is still looking gets his factura soon.
    """
    return timedelta(seconds=min(_cap_s(age), 2 ** min(max(tries - 1, 0), 16)))


def wait_as_long(age: timedelta) -> timedelta:
    """Return the pause where no tries are counted: it doubles as the request grows older."""
    return timedelta(seconds=min(_cap_s(age), max(1, int(age.total_seconds()))))


def _cap_s(age: timedelta) -> int:
    return EAGER_CAP_S if age < EAGER_TIME else PATIENT_CAP_S
