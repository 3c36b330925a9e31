"""The sandbox's own routes under /control: orders of faults, the PACs' ledgers and logs, SAT's."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sandbox.pac.exchange import Request, Response, json_response
from sandbox.pac.faults import InvalidFaultError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sandbox.pac.faults import FaultBook
    from sandbox.pac.ledger import Ledger
    from sandbox.pac.sat_register import SATRegister

SHOWN = (
    "pac",
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


def show_ledger(ledgers: Mapping[str, Ledger]) -> Response:
    """Answer `GET /control/ledger`: every stamp of every PAC, oldest first, without its XML."""
    rows = [
        {"pac": pac, **asdict(stamp)}
        for pac, ledger in ledgers.items()
        for stamp in ledger.stamps()
    ]
    return json_response(200, [{name: row[name] for name in SHOWN} for row in _by_time(rows)])


def show_log(ledgers: Mapping[str, Ledger]) -> Response:
    """Answer `GET /control/log`: every call about a stamp, oldest first."""
    rows = [
        {"pac": pac, **asdict(call)} for pac, ledger in ledgers.items() for call in ledger.calls()
    ]
    return json_response(200, _by_time(rows))


def show_cancellations(register: SATRegister) -> Response:
    """Answer `GET /control/cancellations`: every request that SAT has or will be given."""
    return json_response(200, [asdict(request) for request in register.cancellations()])


def _by_time(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: datetime.fromisoformat(row["at"]))
