"""The SMTP server that the emulator's SES hands its mails to."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

from aiosmtpd.smtp import SMTP

from infra.local.mailbox.mails import read_mail

if TYPE_CHECKING:
    import socket

    from aiosmtpd.smtp import Envelope, Session

    from infra.local.mailbox.mails import Mails

LARGEST_MAIL = 40_000_000  # what SES takes


class Keeper:
    """Keeps each mail that is handed over."""

    def __init__(self, mails: Mails) -> None:
        self._mails = mails

    async def handle_DATA(  # noqa: N802 - the name that aiosmtpd calls
        self,
        server: SMTP,  # noqa: ARG002 - the signature is aiosmtpd's
        session: Session,  # noqa: ARG002
        envelope: Envelope,
    ) -> str:
        """Keep a mail; what cannot be read or written is refused, so that the sender knows."""
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        try:
            self._mails.keep(read_mail(content, envelope.mail_from or "", envelope.rcpt_tos))
        except (OSError, ValueError, LookupError) as error:
            return f"451 {type(error).__name__}"
        return "250 OK"


def receive_mails(mails: Mails, opened: socket.socket) -> None:
    """Start to receive on a listening socket, beside whatever else this process does."""
    threading.Thread(target=asyncio.run, args=(_receive(mails, opened),), daemon=True).start()


async def _receive(mails: Mails, opened: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    keeper = Keeper(mails)
    server = await loop.create_server(
        lambda: SMTP(keeper, hostname="localhost", data_size_limit=LARGEST_MAIL, loop=loop),
        sock=opened,
    )
    async with server:
        await server.serve_forever()
