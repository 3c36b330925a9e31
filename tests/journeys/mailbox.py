"""The mails that went out, waited for: they leave after the answer that promises them."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import Any

from tests.journeys.shopper import PAUSE_S, Shopper

MAIL_WAIT_S = 30
TOKEN = re.compile(r"/acceso/#(?:confirmar|correo)\.([\w.-]+)")
TEMPORARY = re.compile(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b")


@dataclass(frozen=True)
class Mailbox:
    """Everybody's mail, as the local system's mailbox shows it."""

    server: Shopper

    def to(self, address: str, about: str = "") -> list[dict[str, Any]]:
        """Return what one reader has, oldest first; `about` is part of the subject."""
        mails = self.server.call("GET", "").body
        return [mail for mail in mails if address in mail["to"] and about in mail["subject"]]

    def wait(
        self, address: str, about: str, number: int = 1, patience_s: float = MAIL_WAIT_S
    ) -> dict[str, Any]:
        """Return the first, second, … mail of a kind, once it is there."""
        end = time.monotonic() + patience_s
        while len(found := self.to(address, about)) < number:
            assert time.monotonic() < end, f"no such mail: {[m['subject'] for m in found]}"
            time.sleep(PAUSE_S)
        return found[number - 1]


def token_in(mail: dict[str, Any]) -> str:
    """Read the link's token, the same in both bodies."""
    [token] = set(TOKEN.findall(mail["text"])) | set(TOKEN.findall(mail["html"]))
    return str(token)


def temporary_in(mail: dict[str, Any]) -> str:
    """Read the temporary password, the same in both bodies."""
    [password] = set(TEMPORARY.findall(mail["text"])) | set(TEMPORARY.findall(mail["html"]))
    return str(password)
