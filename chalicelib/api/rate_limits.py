"""What an answer tells of the asker's budgets (draft-ietf-httpapi-ratelimit-headers)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from chalicelib import clock, guard_container
from chalicelib.api.client_address import address_prefix
from chalicelib.api.routes import Routes
from chalicelib.domain.account import Account
from chalicelib.domain.budget import Budget
from chalicelib.errors import NotAllowed, PortalError, Unavailable
from chalicelib.usecases.captchas import Given
from chalicelib.usecases.standings import standings
from chalicelib.usecases.ticket_guarding import Asker


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


@contextmanager
def limited(routes: Routes, budget: Budget) -> Iterator[None]:
    """Tell what is left of the asker's network's budget also where nothing came to be counted.

    A body that cannot be read is refused before any budget is asked; a limited
    route's answers all bear the headers.
    """
    try:
        yield
    except PortalError:
        if not standings():
            _look(budget, address_prefix(routes))
        raise


def asker_of(routes: Routes, captcha: Given, account: Account | None = None) -> Asker:
    """Return who asks about a ticket."""
    return Asker(address_prefix(routes), account.id if account else None, captcha)


def known_account(routes: Routes) -> Account | None:
    """Return whose misses are counted beside his network's.

    Who may not act for his account here, such as another site with his cookie,
    is counted as any guest.
    """
    try:
        known = routes.maybe_signed_in()
    except NotAllowed:
        return None
    return known.account if known else None


def _look(budget: Budget, who: str) -> None:
    try:
        guard_container.budgets().is_used_up(budget, who)
    except Unavailable:
        return  # the refusal stands without its headers
