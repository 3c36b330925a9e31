"""Who asks about a ticket, as the budgets of its misses count him."""

from __future__ import annotations

from chalicelib.api.client_address import address_prefix
from chalicelib.api.routes import Routes
from chalicelib.domain.account import Account
from chalicelib.errors import NotAllowed
from chalicelib.usecases.captchas import Given
from chalicelib.usecases.ticket_guarding import Asker


def asker_of(routes: Routes, captcha: Given, account: Account | None) -> Asker:
    """Return the asker of the present request."""
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
