"""Lists by pages: `limit`, and a cursor that only the server reads."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from chalicelib.errors import FieldProblem, Invalid

Item = TypeVar("Item")

DEFAULT_LIMIT = 50
LARGEST_LIMIT = 200
LIMIT_DIGITS = 9
"""More than any limit has; Python refuses to read very long ones."""


def page(
    items: Sequence[Item], name_of: Callable[[Item], str], asked: Mapping[str, str]
) -> tuple[Sequence[Item], str | None]:
    """Return the asked page of a list in its order, and the cursor of the next one.

    A cursor names the last item that was shown. Raises Invalid for a limit
    that is no number from 1 to 200, or a cursor that we did not give.
    """
    limit = read_limit(asked["limit"]) if "limit" in asked else DEFAULT_LIMIT
    rest = items[_start(items, name_of, asked.get("cursor")) :]
    more = len(rest) > limit
    shown = rest[:limit]
    return shown, write_cursor(name_of(shown[-1])) if more else None


def read_limit(text: str) -> int:
    """Return how many items a page is asked to have. Raises Invalid."""
    if not (text.isascii() and text.isdigit()):
        raise Invalid(fields=(FieldProblem("/limit", "wrong_type"),))
    digits = text.lstrip("0") or "0"
    if digits == "0":
        raise Invalid(fields=(FieldProblem("/limit", "too_small"),))
    if len(digits) > LIMIT_DIGITS or int(digits) > LARGEST_LIMIT:
        raise Invalid(fields=(FieldProblem("/limit", "too_large"),))
    return int(digits)


def _start(items: Sequence[Item], name_of: Callable[[Item], str], cursor: str | None) -> int:
    if cursor is None:
        return 0
    names = [name_of(item) for item in items]
    try:
        return names.index(read_cursor(cursor)) + 1
    except ValueError as error:
        raise _wrong_cursor() from error


def read_cursor(cursor: str) -> str:
    """Return the name of the last item that was shown. Raises Invalid for no cursor of ours."""
    try:
        return urlsafe_b64decode(cursor).decode()
    except (ValueError, binascii.Error) as error:
        raise _wrong_cursor() from error


def write_cursor(name: str) -> str:
    """Return the cursor that names the last item that was shown."""
    return urlsafe_b64encode(name.encode()).decode()


def _wrong_cursor() -> Invalid:
    return Invalid(fields=(FieldProblem("/cursor", "wrong_format"),))
