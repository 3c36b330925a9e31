"""An SMTP server that keeps the mails that the emulator's SES hands on, whole."""

from __future__ import annotations

import queue
from contextlib import contextmanager
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any

from aiosmtpd.controller import Controller

from tests.emulator import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

ARRIVAL_S = 10


class MailSink:
    """Gives out mails in order of arrival."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._arrived: queue.Queue[tuple[list[str], bytes]] = queue.Queue()

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802
        """Keep one mail; the name is aiosmtpd's."""
        self._arrived.put((envelope.rcpt_tos, envelope.content))
        return "250 OK"

    def next(self) -> tuple[list[str], EmailMessage]:
        """Return the next mail and whom it went to, waiting for it if need be."""
        to, content = self._arrived.get(timeout=ARRIVAL_S)
        return to, message_from_bytes(content, policy=policy.default)


@contextmanager
def running_mail_sink() -> Iterator[MailSink]:
    """Listen on a free port until the block ends."""
    port = free_port()
    sink = MailSink(f"127.0.0.1:{port}")
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()
