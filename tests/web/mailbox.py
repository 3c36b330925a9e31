"""The mails that went out, waited for: they leave after the answer that promises them."""

from __future__ import annotations

import json
import time
import urllib.request
from typing import Any

import pytest

MAIL_WAIT_S = 30


def mail_to(mailbox_url: str, address: str, about: str = "") -> dict[str, Any]:
    """Wait for the newest mail to an address whose subject has these words."""
    until = time.monotonic() + MAIL_WAIT_S
    while time.monotonic() < until:
        with urllib.request.urlopen(mailbox_url, timeout=5) as answer:
            mails = [mail for mail in json.load(answer) if address in mail["to"]]
        found = [mail for mail in mails if about in mail["subject"]]
        if found:
            return dict(max(found, key=lambda mail: str(mail["at"])))
        time.sleep(0.2)
    pytest.fail(f"no mail to {address}")
