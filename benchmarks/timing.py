"""Fair times: the contenders take turns in one run, and the median of the turns counts."""

from __future__ import annotations

import statistics
import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence

Work = Callable[[], object]


def alternated(contenders: Mapping[str, Work], rounds: int) -> dict[str, float]:
    """Return each contender's median seconds, by turns: the machine's mood is shared."""
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for work in contenders.values():
        work()
    for _ in range(rounds):
        for name, work in contenders.items():
            began = time.perf_counter()
            work()
            taken[name].append(time.perf_counter() - began)
    return {name: statistics.median(times) for name, times in taken.items()}


def separability(one: Sequence[float], other: Sequence[float]) -> float:
    """Return how well two kinds of times are told apart by one of them, by a bound on it.

    It is the area under the ROC curve (Mann-Whitney), read from its better side:
    0.5 where they cannot be told apart at all, 1 where always.
    """
    ordered = sorted(other)
    below = sum(bisect_left(ordered, value) + bisect_right(ordered, value) for value in one) / 2
    area = below / (len(one) * len(other))
    return max(area, 1 - area)
