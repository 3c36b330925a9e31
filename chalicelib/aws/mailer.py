"""Hands mails to SES, as raw messages: the attachments are our own bytes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib import clock as system_clock
from chalicelib.aws import clients
from chalicelib.aws.failures import AWSUnreachableError, MailRefused, error_code
from chalicelib.rendering.mime import mime_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from mypy_boto3_ses import SESClient

    from chalicelib.rendering.email import Email

_REFUSED = {
    "InvalidParameterValue": "address_invalid",
    "MessageRejected": "message_rejected",
}
"""What SES says of the message itself; everything else is the account's or the weather's."""


class Mailer:
    """Sends as `sender`, an address or domain that SES has verified."""

    def __init__(
        self,
        sender: str,
        clock: Callable[[], datetime] = system_clock.now,
        client: SESClient | None = None,
    ) -> None:
        self._sender = sender
        self._clock = clock
        self._client = client or clients.ses()

    def send(self, email: Email) -> None:
        """Send one message. Raises MailRefused (it never will go) or OSError (try later).

        SES has no token against repeats: an answer lost on the way may mean a
        second copy.
        """
        message_id = _message_id(email, self._sender)
        raw = mime_bytes(email, self._sender, message_id, self._clock())
        try:
            self._client.send_raw_email(
                Source=self._sender,
                Destinations=[email.to],
                RawMessage={"Data": raw},
            )
        except ClientError as error:
            raise _translated(error) from error
        except BotoCoreError as error:
            raise AWSUnreachableError(f"mail: {error}") from error


def _translated(error: ClientError) -> MailRefused | AWSUnreachableError:
    refused = _REFUSED.get(error_code(error))
    if refused:
        return MailRefused(refused, str(error))
    return AWSUnreachableError(f"mail: {error}")


def _message_id(email: Email, sender: str) -> str:
    """Name a mail after its contents: a repeat is the same bytes (SES adds a name of its own)."""
    digest = hashlib.sha256()
    for part in (email.to, email.subject, email.text):
        digest.update(part.encode() + b"\0")
    for attachment in email.attachments:
        digest.update(attachment.content)
    return f"{digest.hexdigest()[:40]}@{sender.rpartition('@')[2]}"
