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
    cap = EAGER_CAP_S if age < EAGER_TIME else PATIENT_CAP_S
    return timedelta(seconds=min(cap, 2 ** min(max(tries - 1, 0), 16)))
