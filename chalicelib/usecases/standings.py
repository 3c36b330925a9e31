"""What the present request has learnt of its budgets, for the headers of its answer.

A context variable, and not an argument through every layer: each thread, and
each invocation, has its own.
"""

from __future__ import annotations

from contextvars import ContextVar

from chalicelib.domain.budget import Standing

_told: ContextVar[dict[str, Standing] | None] = ContextVar("standings", default=None)


def forget_standings() -> None:
    """Begin a request: what the thread's former one learnt is nobody's business any more."""
    _told.set({})


def tell_standing(standing: Standing) -> None:
    """Note what is left of a budget; of several who share one, the one that has least counts."""
    known = _told.get()
    if known is None:
        return  # no request asks: a worker, or a test of a use case
    name = standing.budget.name
    if name not in known or standing.remaining <= known[name].remaining:
        known[name] = standing


def standings() -> tuple[Standing, ...]:
    """Return what the present request has learnt, in the order in which it asked."""
    return tuple((_told.get() or {}).values())
