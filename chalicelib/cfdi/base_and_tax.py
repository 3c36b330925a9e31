"""Splitting what was paid at each rate into base and tax, so that together they are just that.

A price with tax is not always a whole base and its rounded tax: at 16 % no base in
cents gives 0.04. Then the base takes a fraction of a cent, the least that does, and the
fractions of all rates together stay under half a cent, where SubTotal rounds them away.
Everything here is in whole millionths of a peso ("micros"), so that nothing is rounded by
accident.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from chalicelib.cfdi.spreading import rounded_ratio

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MICROS_IN_CENT = 10_000
MILLION = 1_000_000
_HALF_CENT = MICROS_IN_CENT // 2
_MARGIN = 10
"""Distance kept from every half cent, so that SAT's and the PAC's rounding agree with ours."""


@dataclass(frozen=True)
class Split:
    """What was paid at one rate: `base` in micros, `tax` in cents.

    `excess` is by how much base and tax together miss what was paid, in micros.
    """

    base: int
    tax: int
    excess: int


def splits(groups: Sequence[tuple[int, int]]) -> tuple[Split, ...]:
    """Split each (paid cents, rate in millionths) so that the rounded sums are what was paid.

    For SAT's rates (0, 8 and 16 %) there always is such a choice; the one that
    changes the bases least is taken.
    """
    choices = product(*(_candidates(paid, rate) for paid, rate in groups))
    return min(choices, key=_cost)


def line_taxes(bases: Iterable[int], rate: int) -> list[int]:
    """Return each base's tax in micros; each is its own share rounded up or down.

    The running sum is what is rounded, so the taxes add up to the rounded tax of
    the whole base, and each stays within SAT's limits (CFDI40180).
    """
    taxes, running, told = [], 0, 0
    for base in bases:
        running += base
        until_here = rounded_ratio(running * rate, MILLION)
        taxes.append(until_here - told)
        told = until_here
    return taxes


def _candidates(paid: int, rate: int) -> tuple[Split, ...]:
    """Return the ways to split a paid amount: its own tax and, if need be, its neighbours'."""
    if not rate:
        return (Split(paid * MICROS_IN_CENT, 0, 0),)
    nearest = rounded_ratio(paid * rate, MILLION + rate)
    own = _split(paid, rate, nearest)
    if not own.excess:
        return (own,)
    return own, _split(paid, rate, max(0, nearest - 1)), _split(paid, rate, nearest + 1)


def _split(paid: int, rate: int, tax: int) -> Split:
    """Return the base nearest to the rest of the paid amount whose tax rounds to `tax` cents."""
    rest = (paid - tax) * MICROS_IN_CENT
    least = -(-(tax * MICROS_IN_CENT - _HALF_CENT) * MILLION // rate) + _MARGIN
    largest = (tax * MICROS_IN_CENT + _HALF_CENT) * MILLION // rate - _MARGIN
    base = min(max(rest, least), largest)
    return Split(base, tax, base - rest)


def _cost(choice: tuple[Split, ...]) -> tuple[bool, int]:
    """Order choices: first those whose sum rounds to what was paid, then the least change."""
    missed = abs(sum(split.excess for split in choice)) > _HALF_CENT - _MARGIN
    return missed, sum(abs(split.excess) for split in choice)
