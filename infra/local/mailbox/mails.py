"""The mails that went out, as readers see them; one line of JSON each, kept over restarts."""

from __future__ import annotations

import base64
import json
import secrets
import threading
from datetime import UTC, datetime
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from email.message import EmailMessage
    from pathlib import Path

Mail = dict[str, Any]


class Mails:
    """All mails, oldest first. A mail is written before it is shown."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._mails = _read(file)

    def all(self) -> list[Mail]:
        """Return every mail, oldest first."""
        return list(self._mails)

    def get(self, mail_id: str) -> Mail | None:
        """Return one mail, or None."""
        return next((mail for mail in self._mails if mail["id"] == mail_id), None)

    def keep(self, mail: Mail) -> None:
        """Add a mail."""
        line = json.dumps(mail, ensure_ascii=False) + "\n"
        with self._lock:
            with self._file.open("a", encoding="utf-8") as kept:
                kept.write(line)
            self._mails.append(mail)


def read_mail(content: bytes, sender: str, recipients: Sequence[str]) -> Mail:
    """Return what SMTP brought as a reader sees it; `recipients` are the envelope's."""
    message: EmailMessage = message_from_bytes(content, policy=policy.default)
    return {
        "id": secrets.token_hex(8),
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "from": str(message["From"] or sender),
        "to": list(recipients),
        "subject": str(message["Subject"] or ""),
        "text": _body(message, "plain"),
        "html": _body(message, "html"),
        "attachments": [_attachment(part) for part in message.iter_attachments()],
    }


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    return str(part.get_content()).replace("\r\n", "\n") if part is not None else ""


def _attachment(part: Any) -> dict[str, str]:
    content = part.get_payload(decode=True) or b""
    return {
        "name": part.get_filename() or "adjunto",
        "content_type": part.get_content_type(),
        "content": base64.b64encode(content).decode("ascii"),
    }


def _read(file: Path) -> list[Mail]:
    """Read what was kept; a last line that a crash tore is dropped, in the file too."""
    if not file.exists():
        return []
    kept = [mail for line in file.read_text("utf-8").splitlines() if (mail := _whole(line))]
    whole = "".join(json.dumps(mail, ensure_ascii=False) + "\n" for mail in kept)
    file.write_text(whole, "utf-8")
    return kept


def _whole(line: str) -> Mail | None:
    try:
        mail: Mail = json.loads(line)
    except ValueError:
        return None
    return mail
