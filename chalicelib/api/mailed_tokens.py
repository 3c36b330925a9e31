"""One try at a token that was mailed: counted by the asker's network when it opens nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from chalicelib import guard_container
from chalicelib.api.client_address import address_prefix
from chalicelib.api.routes import Routes
from chalicelib.domain.budget import CONFIRMATION
from chalicelib.usecases.registering import UnknownToken


@contextmanager
def mailed_token_try(routes: Routes) -> Iterator[None]:
    """Let a block take a mailed token, and count one that nobody was mailed.

    A right one is never refused: nobody guesses 256 bits, and who guesses must not
    keep a whole network's people from their accounts. Raises TooMany in place
    of UnknownToken beyond the limit, and Unavailable where nobody can count.
    """
    budgets, prefix = guard_container.budgets(), address_prefix(routes)
    budgets.spend(CONFIRMATION, prefix, uses=0)
    try:
        yield
    except UnknownToken:
        budgets.spend(CONFIRMATION, prefix)
        raise
