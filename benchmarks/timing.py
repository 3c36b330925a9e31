"""Fair times: the contenders take turns in one run, and the median of the turns counts."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping

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
