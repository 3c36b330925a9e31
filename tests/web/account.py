"""Accounts made over HTTP, for what is behind the login: the tests of access walk its screens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import APIRequestContext, Page

from tests.solving import solved
from tests.web.mailbox import mail_to
from tests.web.member import PASSWORD, new_address
from tests.web.shopper import Taxpayer, Ticket

TOKEN = re.compile(r"#confirmar\.([\w-]+)")
HINT = "localStorage.setItem('facturable.session', '1')"


@dataclass(frozen=True)
class Holder:
    """Somebody signed in at a page, who may also ask the API as that page does."""

    page: Page
    base_url: str
    email: str

    @property
    def own_site(self) -> dict[str, str]:
        """What our pages send with a write."""
        return {"X-Facturable": "1", "Origin": self.base_url}

    def asks(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """Ask the API with the page's cookie; anything but success fails the test."""
        request: APIRequestContext = self.page.context.request
        answer = request.fetch(path, method=method, data=body, headers=self.own_site)
        assert answer.ok, (method, path, answer.status, answer.text())
        return answer.json() if answer.body() else None

    def keeps(self, who: Taxpayer, *emails: str) -> dict[str, Any]:
        """Keep a profile."""
        data = {
            "rfc": who.rfc,
            "name": who.name,
            "postal_code": who.postal_code,
            "regimen_fiscal": who.regimen_fiscal,
            "uso_cfdi": who.uso_cfdi,
            "emails": list(emails),
        }
        return dict(self.asks("POST", "/v1/account/profiles", data))

    def invoices(self, ticket: Ticket, profile: dict[str, Any]) -> dict[str, Any]:
        """Ask for the factura of a ticket with a profile."""
        body = {
            "tickets": [ticket.proof()],
            "profile_id": profile["id"],
            "forma_pago": ticket.forma_pago or "01",
        }
        return dict(self.asks("POST", "/v1/invoices", body)["invoice"])

    def has_it_ready(self, invoice: dict[str, Any]) -> dict[str, Any]:
        """Wait until an invoice has its files."""
        for _ in range(120):
            shown = self.asks("GET", f"/v1/invoices/{invoice['id']}")["invoice"]
            if shown["phase"] == "ready":
                return dict(shown)
            self.page.wait_for_timeout(500)
        raise AssertionError(shown)

    def loses_the_session(self) -> None:
        """End it as another device of the same account would; the page does not know.

        What the page still asks for must come first: else it would know by that.
        """
        self.page.wait_for_load_state("networkidle")
        self.page.context.clear_cookies()

    def signs_in(self) -> None:
        """Open a session by cookie."""
        login = {"login": self.email, "password": PASSWORD, "cookie": True, "remember": False}
        self.asks("POST", "/v1/sessions", login)


def open_account(page: Page, base_url: str, mailbox_url: str) -> Holder:
    """Register, confirm and sign in; the browser knows of it as if it had been by the screens."""
    holder = Holder(page, base_url, new_address())
    challenge = holder.asks("POST", "/v1/captcha-challenges", {"action": "registration"})
    told = {"name": "Ana López", "email": holder.email, "password": PASSWORD}
    holder.asks("POST", "/v1/accounts", {**told, "captcha": solved(challenge)})
    found = TOKEN.search(mail_to(mailbox_url, holder.email, "Confirma tu correo")["text"])
    assert found
    holder.asks("POST", "/v1/accounts/confirmations", {"token": found[1]})
    holder.signs_in()
    page.goto("/robots.txt")
    page.evaluate(HINT)
    return holder
