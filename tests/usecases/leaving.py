"""Accounts that are being deleted: what their owners asked for, and how time goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.usecases.invoicing import Wanted
from tests.factories import EMAIL, make_asked, make_proof, make_ticket

if TYPE_CHECKING:
    from typing import Any

    from chalicelib.domain.account import Account
    from chalicelib.domain.invoice import Invoice
    from tests.usecases.account_world import AccountWorld

COPY, PEER = "contador@correo.example", "berenice@correo.example"


def ask(
    world: AccountWorld, account: Account | None = None, number: str = "1", **changes: Any
) -> Invoice:
    """Ask for the invoice of a ticket, signed in or as a guest, and return it."""
    ticket = make_ticket(ticket_number=number)
    world.load(ticket)
    asked = make_asked(**{"emails": (EMAIL, COPY), **changes})
    viewer = account.id if account else None
    return world.invoicing.request(Wanted((make_proof(ticket),), asked, viewer)).invoice


def close(world: AccountWorld, account: Account) -> None:
    """Close an account and let the workers look at it twice."""
    world.closing.close(account)
    for seconds in (2, 60):
        world.clock.passes(seconds=seconds)
        world.work()


def entries_of(world: AccountWorld) -> set[str]:
    """Name everybody whose list has an entry."""
    return {viewer for viewer, _ in world.invoices._listed}
