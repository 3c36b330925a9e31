"""The API as an HTTP client meets it, over a world in memory."""

from __future__ import annotations

import hashlib
import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from chalice.test import Client

from app import app
from chalicelib import account_container, account_stores, clock, container, guard_container
from chalicelib.usecases.branch_finding import BranchFinding
from chalicelib.usecases.health import ServiceHealth
from chalicelib.usecases.line import Line
from chalicelib.usecases.mail_guarding import MailGuarding
from chalicelib.usecases.ticket_guarding import TicketGuarding
from chalicelib.usecases.ticketing_import import TicketImport
from tests.usecases.world import TOKEN_KEY

if TYPE_CHECKING:
    import pytest
    from chalice.test import HTTPResponse

    from chalicelib.domain.ticket import Ticket
    from tests.usecases.account_world import AccountWorld

RECEPTOR = {
    "rfc": "MASO451221PM4",
    "name": "María Olivia Martínez Sagaz",
    "postal_code": "80290",
    "regimen_fiscal": "612",
}
PEPPER = b"p" * 32
ACCOUNT_CONTAINERS = (account_stores, guard_container, account_container)
EVERY_STORE, ONE_ISSUER, ANOTHER_ISSUER = "all.x", "own.x", "foreign.x"


def enter(world: AccountWorld, patch: pytest.MonkeyPatch) -> Door:
    """Put the world behind the views, in place of what the container would build."""
    rooms = {
        "branch_store": world.branches,
        "invoice_store": world.invoices,
        "api_keys": _keys({EVERY_STORE: None, ONE_ISSUER: "i1", ANOTHER_ISSUER: "i2"}),
        "ticketing": world.ticketing,
        "invoicing": world.invoicing,
        "mailing": world.mailing,
        "files": world.files,
        "line": Line(world.invoices),
        "service_health": ServiceHealth(world.health, world.clock),
        "branch_finding": BranchFinding(world.branches),
        "ticket_import": TicketImport(world.branches, world.tickets, lambda _: b"key", world.clock),
        "token_keys": [TOKEN_KEY],
    }
    account_rooms = {
        "account_store": world.accounts,
        "registration_store": world.registrations,
        "session_store": world.sessions,
        "job_store": world.jobs,
        "export_store": world.exports,
        "export_files": world.export_files,
        "remembered_store": world.remembered,
        "guard_store": world.guards,
        "session_keeping": world.session_keeping,
        "registering": world.registering,
        "recovering": world.recovering,
        "signing_in": world.signing_in,
        "password_changing": world.password_changing,
        "captchas": world.captchas,
        "budgets": world.budgets,
        "ticket_guarding": TicketGuarding(world.ticketing, world.invoicing, world.budgets),
        "mail_guarding": MailGuarding(world.mailing, world.budgets, world.clock),
        "peppers": [PEPPER],
        "profile_keeping": world.profile_keeping,
        "profile_cards": world.profile_cards,
        "invoice_access": world.invoice_access,
        "claiming": world.claiming,
        "panel": world.panel,
        "exporting": world.exporting,
        "account_keeping": world.account_keeping,
        "owner_proof": world.owner_proof,
        "email_changing": world.email_changing,
        "closing": world.closing,
        "data_export": world.data_export,
        "remembering": world.remembering,
    }
    for name, room in rooms.items():
        patch.setattr(container, name, lambda room=room: room)
    for name, room in account_rooms.items():
        [home] = [one for one in ACCOUNT_CONTAINERS if name in vars(one)]
        patch.setattr(home, name, lambda room=room: room)
    patch.setattr(clock, "now", world.clock)
    return Door(world)


def _keys(issuers: dict[str, str | None]) -> dict[str, SimpleNamespace]:
    return {
        key.partition(".")[0]: SimpleNamespace(
            sha256=hashlib.sha256(key.encode()).hexdigest(), issuer_id=issuer
        )
        for key, issuer in issuers.items()
    }


class Door:
    """Knocks, and remembers nothing."""

    def __init__(self, world: AccountWorld) -> None:
        self.world = world
        self._http = Client(app).http

    def call(self, method: str, path: str, body: object = None, **headers: str) -> HTTPResponse:
        sent = {name.replace("_", "-").lower(): text for name, text in headers.items()}
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        if body is not None:
            sent.setdefault("content-type", "application/json")
        return self._http.request(method, path, sent, b"" if body is None else content)

    def ask(self, *tickets: Ticket, **changes: Any) -> HTTPResponse:
        """Ask for the invoice of tickets by their numbers."""
        return self.call("POST", "/v1/invoices", request_for(*tickets, **changes))

    def opened(self, *tickets: Ticket, **changes: Any) -> dict[str, Any]:
        """Ask, expecting to be let in."""
        answer = self.ask(*tickets, **changes)
        assert answer.status_code == 202, answer.body
        return answer.json_body

    def own(self, opened: dict[str, Any], way: str = "", body: object = None, **headers: str):
        """Knock at an invoice with its own token."""
        method = "GET" if body is None else "POST"
        path = f"/v1/invoices/{opened['invoice']['id']}{way}"
        return self.call(
            method, path, body, authorization=f"Bearer {opened['access_token']}", **headers
        )

    def send(self, *tickets: object, key: str = EVERY_STORE) -> HTTPResponse:
        """Send sales as a point of sale does."""
        return self.call("POST", "/v1/pos/tickets", {"tickets": tickets}, x_api_key=key)


def proof_of(ticket: Ticket) -> dict[str, str]:
    return {
        "branch_id": ticket.branch_id,
        "order_number": ticket.order_number,
        "ticket_number": ticket.ticket_number,
        "total": str(ticket.total),
    }


def request_for(*tickets: Ticket, **changes: Any) -> dict[str, Any]:
    return {
        "tickets": [proof_of(ticket) for ticket in tickets],
        "receptor": RECEPTOR,
        "uso_cfdi": "G03",
        "forma_pago": "01",
        **changes,
    }


def complaints(answer: HTTPResponse) -> set[tuple[str, str]]:
    """Read a refusal's single complaints, and hold it to the form of every refusal."""
    body = answer.json_body
    assert answer.headers["Content-Type"] == "application/problem+json", answer.body
    assert answer.headers["X-Request-Id"]
    assert {"type", "title", "status", "code", "detail"} <= set(body)
    assert body["status"] == answer.status_code
    return {(one["field"], one["code"]) for one in body.get("errors", [])}
