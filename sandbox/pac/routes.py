"""Which path is answered by what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sandbox.pac import control, sw_access, sw_answers
from sandbox.pac.exchange import Request, Response, json_response
from sandbox.pac.tokens import TokenRefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.pac.service import Sandbox

Route = tuple[str, re.Pattern[str], "Callable[[Sandbox, Request, re.Match[str]], Response]"]

UUID = r"(?P<uuid>[0-9a-fA-F-]{36})"
CONTROL = "/control/"
FINKOK = "/servicios/soap/"
SAT = "/ConsultaCFDIService.svc"


def answer(sandbox: Sandbox, request: Request) -> Response:
    """Find the route and let it answer; 404 in SW's words where there is none."""
    for method, pattern, view in ROUTES:
        match = pattern.fullmatch(request.path)
        if match is not None and method == request.method:
            return view(sandbox, request, match)
    return sw_answers.failure("404", "Not Found", status=404).response()


def party_of(path: str) -> str:
    """Tell whose door a path is: an order of the fault `down` may name one."""
    if path.startswith(FINKOK):
        return "finkok"
    return "sat" if path == SAT else "sw"


def _authenticate(sandbox: Sandbox, request: Request, _match: re.Match[str]) -> Response:
    try:
        body = request.json()
    except ValueError:
        body = None
    asked = body if isinstance(body, dict) else {}
    user, password = asked.get("user"), asked.get("password")
    return sw_access.log_in(user, password, sandbox.tokens, sandbox.faults).response()


def _authenticate_by_headers(sandbox: Sandbox, request: Request, _match: re.Match[str]) -> Response:
    user, password = request.headers.get("user"), request.headers.get("password")
    return sw_access.log_in(user, password, sandbox.tokens, sandbox.faults).response()


def _stamp(sandbox: Sandbox, request: Request, match: re.Match[str]) -> Response:
    return sandbox.sw_stamping.answer(
        request,
        version=match.group("version"),
        in_base64=match.group("b64") is not None,
        with_customid=match.group("modern") is not None,
    )


def _datawarehouse(sandbox: Sandbox, request: Request, match: re.Match[str]) -> Response:
    return _guarded(
        sandbox, request, lambda: sandbox.sw_queries.datawarehouse(request, match.group("uuid"))
    )


def _balance(sandbox: Sandbox, request: Request, _match: re.Match[str]) -> Response:
    return _guarded(sandbox, request, sandbox.sw_queries.balance)


def _guarded(sandbox: Sandbox, request: Request, view: Callable[[], Response]) -> Response:
    try:
        sw_access.authorize(request, sandbox.tokens, sandbox.faults)
    except TokenRefusedError as refused:
        return sw_answers.failure(str(refused), status=sw_access.UNAUTHORIZED).response()
    return view()


ROUTES: tuple[Route, ...] = (
    ("POST", re.compile(r"/v2/security/authenticate"), _authenticate),
    ("POST", re.compile(r"/security/authenticate"), _authenticate_by_headers),
    (
        "POST",
        re.compile(r"/(?P<modern>v[34]/)?cfdi33(?:/v2)?/stamp/(?P<version>v[1-4])(?P<b64>/b64)?"),
        _stamp,
    ),
    ("GET", re.compile(rf"/datawarehouse/v1/live/{UUID}"), _datawarehouse),
    (
        "GET",
        re.compile(rf"/storage/{UUID}\.xml"),
        lambda sandbox, request, match: sandbox.sw_queries.storage(request, match.group("uuid")),
    ),
    ("GET", re.compile(r"/management/v2/api/users/balance"), _balance),
    (
        "POST",
        re.compile(FINKOK + r"(?P<service>stamp|cancel|utilities)(?:\.wsdl)?"),
        lambda sandbox, request, match: sandbox.finkok.answer(request, match.group("service")),
    ),
    (
        "POST",
        re.compile(re.escape(SAT)),
        lambda sandbox, request, _match: sandbox.sat_status.answer(request),
    ),
    (
        "POST",
        re.compile(r"/control/faults"),
        lambda sandbox, request, _match: control.order_faults(request, sandbox.faults),
    ),
    (
        "GET",
        re.compile(r"/control/faults"),
        lambda sandbox, _request, _match: json_response(200, sandbox.faults.waiting()),
    ),
    (
        "DELETE",
        re.compile(r"/control/faults"),
        lambda sandbox, _request, _match: control.clear_faults(sandbox.faults),
    ),
    (
        "GET",
        re.compile(r"/control/ledger"),
        lambda sandbox, _request, _match: control.show_ledger(sandbox.ledgers),
    ),
    (
        "GET",
        re.compile(r"/control/log"),
        lambda sandbox, _request, _match: control.show_log(sandbox.ledgers),
    ),
    (
        "GET",
        re.compile(r"/control/cancellations"),
        lambda sandbox, _request, _match: control.show_cancellations(sandbox.register),
    ),
    (
        "GET",
        re.compile(r"/control/token"),
        lambda sandbox, _request, _match: json_response(200, {"token": sandbox.tokens.endless()}),
    ),
)
