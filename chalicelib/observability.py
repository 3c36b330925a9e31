"""What the system tells its operators: JSON lines with names and ids, never people's data."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from aws_lambda_powertools import Logger

P = ParamSpec("P")
R = TypeVar("R")

log = Logger(service="facturable", use_rfc3339=True)
"""The one logger. Fields are ids, codes and counts: no RFC, name, address, token or body."""


def observed(work: Callable[P, R]) -> Callable[P, R]:
    """Report a worker's failure with its name, and let it rise: the queue brings it again.

    Chalice imports a blueprint's worker without app.py, so that no middleware
    runs there; `functools.wraps` keeps the name that its handler string uses.
    """

    @functools.wraps(work)
    def reported(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return work(*args, **kwargs)
        except Exception:
            log.exception("worker_failed", worker=work.__name__)
            raise

    return reported
