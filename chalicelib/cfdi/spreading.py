"""Parting whole units (cents, millionths) so that the parts always add up to the whole."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def rounded_ratio(numerator: int, denominator: int) -> int:
    """Divide two whole numbers, half up; neither is negative."""
    return (2 * numerator + denominator) // (2 * denominator)


def spread(total: int, weights: Sequence[int]) -> list[int]:
    """Part a total in proportion to the weights; each part is within a unit of its share.

    What is rounded is the running sum, so the parts add up to the total exactly
    and a part without weight is zero. Some weight must be over zero.
    """
    whole = sum(weights)
    return steps(rounded_ratio(running * total, whole) for running in accumulate(weights))


def steps(running: Iterable[int]) -> list[int]:
    """Return how much each running sum adds to the one before it."""
    return [after - before for before, after in pairwise((0, *running))]
