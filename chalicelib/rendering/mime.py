"""A mail as the bytes that go over the wire: seven bits only, the same for the same arguments."""

from __future__ import annotations

import hashlib
import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING

from chalicelib.domain.email_address import is_email_address
from chalicelib.rendering.email import Attachment, Email, UnsafeHeader

if TYPE_CHECKING:
    from datetime import datetime

# Relays that lack 8BITMIME, and the local mail emulator, drop 8-bit messages.
_SEVEN_BITS = SMTP.clone(cte_type="7bit")
_WORD = re.compile(r"[!-;=?-~]+")


def mime_bytes(
    email: Email,
    sender: str,
    message_id: str | None = None,
    date: datetime | None = None,
) -> bytes:
    """Write a mail from `sender`, a plain address, with CRLF line ends.

    `message_id` is bare, without angle brackets; `date` is aware. A mail service
    such as SES adds whichever of the two is left out. Raises UnsafeHeader when
    sender or id could not stand in a header.
    """
    message = EmailMessage(policy=_SEVEN_BITS)
    _write_headers(message, email, sender)
    if message_id is not None:
        message["Message-ID"] = f"<{_one_word(message_id)}>"
    if date is not None:
        message["Date"] = format_datetime(date)
    message.set_content(email.text, cte="quoted-printable")
    message.add_alternative(email.html, subtype="html", cte="quoted-printable")
    for attachment in email.attachments:
        _attach(message, attachment)
    message["Content-Language"] = "es-MX"  # last: new parts take the Content headers with them
    _fix_boundaries(message, email)
    return message.as_bytes()


def _write_headers(message: EmailMessage, email: Email, sender: str) -> None:
    if not is_email_address(sender):
        raise UnsafeHeader("A mail comes from exactly one plain address")
    message["From"] = Address(display_name=email.sender_name, addr_spec=sender)
    message["To"] = email.to
    message["Subject"] = email.subject
    message["Auto-Submitted"] = "auto-generated"


def _one_word(message_id: str) -> str:
    if not _WORD.fullmatch(message_id):
        raise UnsafeHeader("A Message-ID is one printable word")
    return message_id


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    maintype, subtype = attachment.content_type.split("/")
    message.add_attachment(
        attachment.content, maintype=maintype, subtype=subtype, filename=attachment.name
    )


def _fix_boundaries(message: EmailMessage, email: Email) -> None:
    """Name the parts' boundaries after what the mail says, instead of by chance.

    No part contains one: quoted-printable and base64 never write `=_`.
    """
    said = hashlib.sha256(f"{email.to}\n{email.subject}\n{email.text}".encode()).hexdigest()
    for depth, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{depth}_{said[:40]}")
