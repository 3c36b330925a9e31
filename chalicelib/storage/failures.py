"""What a failed write means: a lost condition is an answer, everything else is weather."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pynamodb.exceptions import PynamoDBException

from chalicelib.errors import Unavailable

LOST = {"ConditionalCheckFailedException", "TransactionCanceledException"}


class ConditionLostError(Exception):
    """Somebody wrote first; read again."""


@contextmanager
def translated() -> Iterator[None]:
    """Turn pynamodb's errors into ours: ConditionLostError, or Unavailable with its cause."""
    try:
        yield
    except PynamoDBException as error:
        if error.cause_response_code in LOST:
            raise ConditionLostError from error
        raise Unavailable from error
