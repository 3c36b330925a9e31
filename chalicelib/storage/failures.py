"""What a failed write means: a lost condition is an answer, everything else is weather."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pynamodb.exceptions import PynamoDBException, TransactWriteError

from chalicelib.errors import Unavailable

LOST = {"ConditionalCheckFailedException", "TransactionConflictException"}
CANCELLED = "TransactionCanceledException"
LOST_REASONS = {"ConditionalCheckFailed", "TransactionConflict"}
"""A transaction may be cancelled for other reasons: throttled, it did nothing and lost nothing."""


class ConditionLostError(Exception):
    """Somebody wrote first; read again."""


@contextmanager
def translated() -> Iterator[None]:
    """Turn pynamodb's errors into ours: ConditionLostError, or Unavailable with its cause."""
    try:
        yield
    except PynamoDBException as error:
        if _is_lost(error):
            raise ConditionLostError from error
        raise Unavailable from error


def _is_lost(error: PynamoDBException) -> bool:
    code = _code(error)
    if isinstance(error, TransactWriteError) and code == CANCELLED:
        return any(reason and reason.code in LOST_REASONS for reason in error.cancellation_reasons)
    return code in LOST


def _code(error: PynamoDBException) -> str:
    """Name DynamoDB's answer, empty where none came.

    pynamodb's own property breaks on botocore's timeouts, whose `response` is None.
    """
    response = getattr(error.cause, "response", None) or {}
    return str(response.get("Error", {}).get("Code", ""))
