"""The passwords that everybody tries first, as leaked collections rank them.

The list is zxcvbn's: 30,000, of which some 11,600 are long enough to be asked
about (ASVS 6.2.4 wants 3,000). Only the list is read, never the network.
"""

from __future__ import annotations

from functools import cache

SHORTEST = 8
"""Shorter ones are refused for their length, so nobody asks whether they are common."""


def is_common(password: str) -> bool:
    """Tell whether a password is one of them, in any case of its letters."""
    return password.casefold() in _common()


@cache
def _common() -> frozenset[str]:
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # noqa: PLC0415  30 ms, for few requests

    ranked = FREQUENCY_LISTS["passwords"]
    return frozenset(word.casefold() for word in ranked if len(word) >= SHORTEST)
