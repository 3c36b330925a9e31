"""The sandbox's own routes under /control: orders of faults, the ledger and the log."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from sandbox.pac.exchange import Request, Response, json_response
from sandbox.pac.faults import InvalidFaultError

if TYPE_CHECKING:
    from sandbox.pac.faults import FaultBook
    from sandbox.pac.ledger import Ledger

SHOWN = (
    "uuid",
    "sello_hash",
    "rfc_emisor",
    "rfc_receptor",
    "total",
    "serie",
    "folio",
    "fecha_timbrado",
    "at",
)


def order_faults(request: Request, book: FaultBook) -> Response:
    """Answer `POST /control/faults`: 201 with what now waits, 400 with the reason."""
    try:
        book.order(request.json())
    except InvalidFaultError as error:
        return json_response(400, {"error": str(error)})
    except ValueError:
        return json_response(400, {"error": "the body is not JSON"})
    return json_response(201, book.waiting())


def clear_faults(book: FaultBook) -> Response:
    """Answer `DELETE /control/faults`."""
    book.clear()
    return json_response(200, [])


def show_ledger(ledger: Ledger) -> Response:
    """Answer `GET /control/ledger`: every stamp, oldest first, without its XML."""
    rows = [asdict(stamp) for stamp in ledger.stamps()]
    return json_response(200, [{name: row[name] for name in SHOWN} for row in rows])


def show_log(ledger: Ledger) -> Response:
    """Answer `GET /control/log`: every call for a stamp, oldest first."""
    return json_response(200, [asdict(call) for call in ledger.calls()])
