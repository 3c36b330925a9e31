"""What a phone remembers: fiscal data, kept under a cookie that says nothing itself."""

from __future__ import annotations

from dataclasses import dataclass
from secrets import token_urlsafe

from chalicelib.domain.receptor import Receptor
from chalicelib.domain.remembered import REMEMBERED_LIFE, RememberedReceptor
from chalicelib.domain.session import SECRET_BYTES, hash_of
from chalicelib.errors import NotFound
from chalicelib.usecases.account_ports import RememberedStore
from chalicelib.usecases.ports import Clock


class NothingRemembered(NotFound):
    """This phone has nothing kept, or no longer."""

    code = "nothing_remembered"


@dataclass(frozen=True)
class Remembering:
    """Keeps what a phone asks to; whoever holds the phone's token holds the data."""

    store: RememberedStore
    clock: Clock

    def remember(
        self, receptor: Receptor, uso_cfdi: str, emails: tuple[str, ...], former: str = ""
    ) -> tuple[str, RememberedReceptor]:
        """Keep the data in place of what the `former` token kept; return the new token and them.

        The token is new each time, so that a copied one ends with the next use.
        """
        token = token_urlsafe(SECRET_BYTES)
        expires_at = self.clock() + REMEMBERED_LIFE
        kept = RememberedReceptor(hash_of(token), receptor, uso_cfdi, emails, expires_at)
        self.store.put(kept)
        self.forget(former)
        return token, kept

    def recall(self, token: str) -> RememberedReceptor:
        """Return what a phone's token keeps. Raises NothingRemembered."""
        kept = self.store.get(hash_of(token)) if token else None
        if kept is None or kept.expires_at <= self.clock():
            raise NothingRemembered
        return kept

    def forget(self, token: str) -> None:
        """Forget what a token keeps; again is no error."""
        if token:
            self.store.delete(hash_of(token))
