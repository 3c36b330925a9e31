"""The mail service in memory: it sends as verified senders only, and refuses some addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.aws.failures import MailRefused

if TYPE_CHECKING:
    from collections.abc import Collection

    from chalicelib.rendering.email import Email


class MailerInMemory:
    """Keeps what was sent; `refused` lists addresses that it never takes, `is_down` the weather."""

    def __init__(self, *, is_verified: bool = True, refused: Collection[str] = ()) -> None:
        self.sent: list[Email] = []
        self.refused = set(refused)
        self.is_down = False
        self._is_verified = is_verified

    def send(self, email: Email) -> None:
        """Send one message. Raises MailRefused (never will) or OSError (try later)."""
        if self.is_down:
            raise OSError("the mail service is away")
        if not self._is_verified:
            raise MailRefused("message_rejected", "the sender is not verified")
        if email.to in self.refused:
            raise MailRefused("address_invalid", "the address is refused")
        self.sent.append(email)
