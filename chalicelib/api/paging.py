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
    limit = _limit(asked.get("limit"))
    rest = items[_start(items, name_of, asked.get("cursor")) :]
    more = len(rest) > limit
    shown = rest[:limit]
    return shown, _cursor(name_of(shown[-1])) if more else None


def _limit(text: str | None) -> int:
    if text is None:
        return DEFAULT_LIMIT
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
        return names.index(urlsafe_b64decode(cursor).decode()) + 1
    except (ValueError, binascii.Error) as error:
        raise Invalid(fields=(FieldProblem("/cursor", "wrong_format"),)) from error


def _cursor(name: str) -> str:
    return urlsafe_b64encode(name.encode()).decode()
