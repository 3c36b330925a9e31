"""Builds what counts misses and asks for work: captchas, budgets, and those who ask them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib import account_stores, container
from chalicelib.config import settings

if TYPE_CHECKING:
    from chalicelib.usecases.budgets import Budgets
    from chalicelib.usecases.captchas import Captchas
    from chalicelib.usecases.mail_guarding import MailGuarding
    from chalicelib.usecases.ticket_guarding import TicketGuarding


@cache
def captchas() -> Captchas:
    """Build the making and judging of challenges."""
    from chalicelib import clock
    from chalicelib.usecases.captchas import Captchas

    return Captchas(account_stores.guard_store(), account_stores.derived_key, clock.now)


@cache
def budgets() -> Budgets:
    """Build the counting of misses, mails and requests."""
    from chalicelib import clock
    from chalicelib.usecases.budgets import Budgets
    from chalicelib.usecases.counters import Counters
    from chalicelib.usecases.standings import tell_standing

    counters = Counters(
        account_stores.guard_store(),
        lambda: account_stores.derived_key("budgets"),
        clock.now,
        settings().limits,
        tell_standing,
    )
    return Budgets(counters, captchas())


@cache
def ticket_guarding() -> TicketGuarding:
    """Build the proving of tickets within budgets."""
    from chalicelib.usecases.ticket_guarding import TicketGuarding

    return TicketGuarding(container.ticketing(), container.invoicing(), budgets())


@cache
def mail_guarding() -> MailGuarding:
    """Build the asking for mails within budgets."""
    from chalicelib import clock
    from chalicelib.usecases.mail_guarding import MailGuarding

    return MailGuarding(container.mailing(), budgets(), clock.now)
