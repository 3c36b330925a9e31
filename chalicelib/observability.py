"""What the system tells its operators: JSON lines with names and ids, never people's data."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

from chalicelib.redaction import masked_whole, on_one_line

P = ParamSpec("P")
R = TypeVar("R")

SERVICE = "facturable"


class WorkerFailed(Exception):
    """A worker's failure as its Lambda reports it: by name only, for the words may hold data."""


class MaskingFormatter(LambdaPowertoolsFormatter):
    """Writes a record as one line of JSON in which nobody's data can be read."""

    def serialize(self, log: dict[str, Any]) -> str:  # type: ignore[override]  # theirs is a TypedDict
        """Write a record, whatever came into it."""
        return on_one_line(super().serialize(masked_whole(log)))


log = Logger(service=SERVICE, logger_formatter=MaskingFormatter(use_rfc3339=True, service=SERVICE))
"""The one logger. Fields are ids, codes and counts: no RFC, name, address, token or body."""

# Other handlers would write the same records again, unmasked. Chalice logs by this name, too.
logging.getLogger(SERVICE).propagate = False


def observed(work: Callable[P, R]) -> Callable[P, R]:
    """Report a worker's failure, and let it fail: the queue brings its message again.

    Raises WorkerFailed. Chalice imports a blueprint's worker without app.py, so
    that no middleware runs there; `functools.wraps` keeps the name that its
    handler string uses.
    """

    @functools.wraps(work)
    def reported(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return work(*args, **kwargs)
        except Exception:
            log.exception("worker_failed", worker=work.__name__)
            raise WorkerFailed(work.__name__) from None

    return reported
