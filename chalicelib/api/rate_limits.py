"""What an answer tells of the asker's budgets (draft-ietf-httpapi-ratelimit-headers)."""

from __future__ import annotations

from chalicelib import clock, guard_container
from chalicelib.domain.budget import Budget
from chalicelib.errors import Unavailable
from chalicelib.usecases.standings import standings


def rate_limit_headers() -> dict[str, str]:
    """Return the headers of the present answer; none where no budget was consulted."""
    known, now = standings(), clock.now()
    if not known:
        return {}
    policies = (
        f'"{one.budget.name}";q={one.budget.limit};w={int(one.budget.window.total_seconds())}'
        for one in known
    )
    limits = (f'"{one.budget.name}";r={one.remaining};t={one.seconds_left(now)}' for one in known)
    return {"RateLimit-Policy": ", ".join(policies), "RateLimit": ", ".join(limits)}


def tell_at_least(budget: Budget, who: str) -> None:
    """Have a refusal tell of a budget where it came before any budget was asked.

    A body that cannot be read is refused first; a limited route's answers all
    bear the headers. While nobody can count, the refusal stands without them.
    """
    if standings():
        return
    try:
        guard_container.budgets().is_used_up(budget, who)
    except Unavailable:
        return
