"""The demo: stores, tickets and pictures for whoever starts the system for the first time.

It is loaded once, into an empty DATA_DIR. A load that was cut off is finished by
the next start, as of the same moment, so that no ticket changes its date.
"""

from __future__ import annotations

import hashlib
import mimetypes
import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from chalicelib import container
from chalicelib.aws import clients
from chalicelib.config import settings
from chalicelib.domain.money import ZERO, text
from chalicelib.domain.ticket import Ticket, TicketStatus
from chalicelib.domain.ticket_import_files import read_file
from chalicelib.errors import NotFound
from chalicelib.storage.api_keys import APIKey
from chalicelib.usecases.ticketing import ByNumbers
from infra.local.secrets_room import put_secret, read_secret
from sandbox import load
from sandbox.stores import MEDIA, TICKETS, demo_branches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chalicelib.usecases.ticketing import ProvedTicket


class DemoFailed(RuntimeError):
    """The demo could not be loaded; the text is a sentence with the reason."""


def ensure_demo(*, wanted: bool) -> str | None:
    """Load the demo if it is wanted and nothing else is there; return its POS key, if any.

    Raises DemoFailed.
    """
    marker = read_secret("demo")
    if marker is None:
        if not wanted or container.branch_store().list():
            return None
        marker = _begin()
    if not marker["loaded"]:
        _load(datetime.fromisoformat(marker["as_of"]), marker["pos_api_key"])
        put_secret("demo", {**marker, "loaded": True})
    put_pictures()
    key: str = marker["pos_api_key"]
    return key


def put_pictures() -> None:
    """Put the demo's pictures where /media serves them; what is there already is replaced."""
    s3 = clients.s3()
    for file in sorted(path for path in MEDIA.rglob("*") if path.is_file()):
        s3.put_object(
            Bucket=settings().files_bucket,
            Key=f"media/{file.relative_to(MEDIA).as_posix()}",
            Body=file.read_bytes(),
            ContentType=mimetypes.guess_type(file.name)[0] or "application/octet-stream",
        )


def open_tickets() -> list[dict[str, Any]]:
    """Return the demo's tickets that can still be invoiced, as demo.json tells them."""
    now = datetime.now(UTC)
    return [
        _shown(proved)
        for proved in _known_tickets()
        if proved.status(now) is TicketStatus.AVAILABLE
        and proved.record.ticket.invoice_total > ZERO
    ]


def _begin() -> dict[str, Any]:
    """Note what the load will be, before its first write."""
    prefix = f"demo{secrets.token_hex(4)}"
    marker = {
        "as_of": datetime.now(UTC).isoformat(timespec="seconds"),
        "pos_api_key": f"{prefix}.{secrets.token_urlsafe(32)}",
        "loaded": False,
    }
    put_secret("demo", marker)
    return marker


def _load(as_of: datetime, pos_api_key: str) -> None:
    for branch in demo_branches(as_of):
        container.branch_store().put(branch)
    for file in sorted(TICKETS.iterdir()):
        if load.main([str(file), "--as-of", as_of.isoformat()]):
            raise DemoFailed(f"No se pudo cargar {file}.")
    sha256 = hashlib.sha256(pos_api_key.encode()).hexdigest()
    container.api_keys().put(APIKey(pos_api_key.partition(".")[0], sha256, issuer_id=None))


def _known_tickets() -> Iterator[ProvedTicket]:
    """Find the demo's tickets as they are kept: their dates are not the files'."""
    for file in sorted(TICKETS.iterdir()):
        for entry in read_file(file.name, file.read_bytes()):
            if isinstance(entry.reading, Ticket):
                yield from _proved(entry.reading)


def _proved(ticket: Ticket) -> Iterator[ProvedTicket]:
    key = ticket.key
    proof = ByNumbers(key.branch_id, key.order_number, key.ticket_number, ticket.total)
    try:
        yield container.ticketing().prove(proof)
    except NotFound:
        return


def _shown(proved: ProvedTicket) -> dict[str, Any]:
    ticket = proved.record.ticket
    return {
        "branch_id": ticket.branch_id,
        "order_number": ticket.order_number,
        "ticket_number": ticket.ticket_number,
        "total": text(ticket.total),
        "forma_pago": ticket.formas_pago[0],
        "code": proved.record.code,
    }
