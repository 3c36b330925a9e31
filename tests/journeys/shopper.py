"""A shopper with a plain HTTP client: what an app or a script would do."""

from __future__ import annotations

import json
import secrets
import string
import time
from dataclasses import dataclass, field
from typing import Any

import urllib3

PATIENCE_S = 90
PAUSE_S = 0.2

EMPRESA = {
    "rfc": "PNO180307QT8",
    "name": "PAPELES DEL NORTE & CÍA",
    "postal_code": "64000",
    "regimen_fiscal": "601",
}
OTRA_EMPRESA = {
    "rfc": "FQU150921K46",
    "name": "FERRETERÍA QUIÑONES",
    "postal_code": "06700",
    "regimen_fiscal": "601",
}


def new_empresa() -> dict[str, str]:
    """Return a company that nobody has asked with before: the PAC's books tell its stamps."""
    letters = "".join(secrets.choice(string.ascii_uppercase) for _ in range(3))
    return {**EMPRESA, "rfc": f"{letters}180307{secrets.randbelow(900) + 100}"}


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: urllib3.HTTPHeaderDict
    content: bytes

    @property
    def body(self) -> Any:
        """Read it as JSON."""
        return json.loads(self.content)


@dataclass
class Shopper:
    """Speaks to a running system; remembers the token of the last invoice."""

    base_url: str
    pool: urllib3.PoolManager = field(
        default_factory=lambda: urllib3.PoolManager(maxsize=60, retries=False, timeout=30)
    )

    def call(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        sent = {
            "Accept": "application/json",
            **{k.replace("_", "-"): v for k, v in headers.items()},
        }
        content = None
        if body is not None:
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        answer = self.pool.request(method, self.base_url + path, body=content, headers=sent)
        return Answer(answer.status, answer.headers, answer.data)

    def ask(
        self, ticket: dict[str, Any], receptor: dict[str, str] = EMPRESA, **more: Any
    ) -> Answer:
        return self.call("POST", "/v1/invoices", request_for(ticket, receptor, **more))

    def invoice(self, opened: dict[str, Any]) -> dict[str, Any]:
        answer = self.call(
            "GET",
            f"/v1/invoices/{opened['invoice']['id']}",
            Authorization=f"Bearer {opened['access_token']}",
        )
        assert answer.status == 200, answer.content
        return answer.body["invoice"]

    def follow(
        self, opened: dict[str, Any], *until: str, patience_s: float = PATIENCE_S
    ) -> dict[str, Any]:
        """Poll until the status is one of `until`, as the status page does."""
        end = time.monotonic() + patience_s
        while True:
            invoice = self.invoice(opened)
            if invoice["status"] in until:
                return invoice
            assert time.monotonic() < end, f"still {invoice['status']}: {invoice['history']}"
            time.sleep(PAUSE_S)

    def file(self, opened: dict[str, Any], kind: str) -> bytes:
        answer = self.call(
            "GET",
            f"/v1/invoices/{opened['invoice']['id']}/files/{kind}",
            Authorization=f"Bearer {opened['access_token']}",
            Accept=f"application/{kind}",
        )
        assert answer.status == 200, answer.content
        return answer.content


def proof_of(ticket: dict[str, Any]) -> dict[str, str]:
    names = ("branch_id", "order_number", "ticket_number", "total")
    return {name: ticket[name] for name in names}


def request_for(
    ticket: dict[str, Any], receptor: dict[str, str] = EMPRESA, **more: Any
) -> dict[str, Any]:
    return {
        "tickets": [proof_of(ticket)],
        "receptor": receptor,
        "uso_cfdi": "G03",
        "forma_pago": ticket["forma_pago"] or "01",
        **more,
    }
