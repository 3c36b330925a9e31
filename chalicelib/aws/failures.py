"""What a failure of AWS means to us; botocore's own errors end at this layer's edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from botocore.exceptions import ClientError


class AWSUnreachableError(OSError):
    """The service did not take it now: try again later."""


class MailRefused(Exception):
    """The mail service will never take this message, to this address, as it is.

    `code` says why: "address_invalid" or "message_rejected".
    """

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(f"{code}: {message}")


def error_code(error: ClientError) -> str:
    """Name a service's answer, such as "PreconditionFailed"."""
    return error.response.get("Error", {}).get("Code", "")
