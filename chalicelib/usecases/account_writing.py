"""Changing an account while others may: read, change, write if nobody wrote, else again."""

from __future__ import annotations

from collections.abc import Callable

from chalicelib.domain.account import Account
from chalicelib.errors import Conflict
from chalicelib.usecases.account_ports import AccountStore

# Each lost race means that somebody else's write of this very account went through.
RACES = 10


def rewritten(
    accounts: AccountStore, account: Account, change: Callable[[Account], Account | None]
) -> Account | None:
    """Return the account as it was written, or None where it is gone or `change` gives it up.

    `change` gets the account as it was read last; where it gives that back,
    nothing is written. Raises Conflict where others never cease to write.
    """
    before: Account | None = account
    for _ in range(RACES):
        after = change(before) if before else None
        if before is None or after is None:
            return None
        if after is before or accounts.save(after, before=before):
            return after
        before = accounts.get(account.id)
    raise Conflict(retry_after=1)
