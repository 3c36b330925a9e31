"""Somebody with an account, as an app speaks for him: a Bearer token, and his mail."""

from __future__ import annotations

import secrets
import string
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import urlencode

from tests.journeys.mailbox import Mailbox, temporary_in, token_in
from tests.journeys.shopper import EMPRESA, Answer, Shopper, proof_of
from tests.solving import solved

PASSWORD = "lluvia sobre el tejado azul"

COMPANY = {**EMPRESA, "uso_cfdi": "G03"}

CONFIRM = "Confirma tu correo para abrir tu cuenta"
CONFIRM_NEW = "Confirma tu nuevo correo"
TEMPORARY = "Tu contraseña temporal"


def new_address() -> str:
    """Return an address that nobody had before."""
    return f"socia-{secrets.token_hex(6)}@correo.example"


def new_person() -> dict[str, str]:
    """Return a persona física whom nobody asked for before."""
    letters = "".join(secrets.choice(string.ascii_uppercase) for _ in range(4))
    return {
        "rfc": f"{letters}850214{secrets.randbelow(900) + 100}",
        "name": "SOCORRO ÁVILA NIÑO",
        "postal_code": "06700",
        "regimen_fiscal": "612",
        "uso_cfdi": "G03",
    }


@dataclass(frozen=True)
class Member:
    """Knows his address, his password and, once he signed in, his session's token."""

    shopper: Shopper
    mailbox: Mailbox
    email: str
    password: str = PASSWORD
    token: str = ""
    name: str = "Socorro Ávila Niño"

    def call(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        """Ask as whoever is signed in, or as nobody."""
        signed = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return self.shopper.call(method, path, body, **{**signed, **headers})

    def captcha(self, action: str) -> str:
        """Solve a challenge for one use of one action."""
        answer = self.shopper.call("POST", "/v1/captcha-challenges", {"action": action})
        assert answer.status == 200, answer.content
        return solved(answer.body)

    def registers(self, **changes: Any) -> Answer:
        """Fill the form, and send it."""
        asked = {"name": self.name, "email": self.email, "password": self.password, **changes}
        if "captcha" not in asked:
            asked["captcha"] = self.captcha("registration")
        return self.shopper.call("POST", "/v1/accounts", asked)

    def confirms(self, token: str) -> Answer:
        """Press the button that the mailed link leads to."""
        return self.shopper.call("POST", "/v1/accounts/confirmations", {"token": token})

    def mailed_token(self, about: str = CONFIRM, number: int = 1) -> str:
        """Wait for a mail and read its token."""
        return token_in(self.mailbox.wait(self.email, about, number))

    def tries(self, password: str | None = None, login: str | None = None, **more: Any) -> Answer:
        """Send the form of signing in."""
        asked = {"login": login or self.email, "password": password or self.password, **more}
        return self.shopper.call("POST", "/v1/sessions", asked)

    def signed_in(self, password: str | None = None, **more: Any) -> Self:
        """Return the same person with a session more."""
        answer = self.tries(password, **more)
        assert answer.status == 200, answer.content
        return replace(self, token=answer.body["token"])

    def opened(self) -> Self:
        """Register, confirm and sign in."""
        assert self.registers().status == 202
        assert self.confirms(self.mailed_token()).status == 204
        return self.signed_in()

    def keeps(self, profile: dict[str, Any]) -> dict[str, Any]:
        """Keep a new fiscal profile."""
        answer = self.call("POST", "/v1/account/profiles", profile)
        assert answer.status == 201, answer.content
        return dict(answer.body)

    def asks(self, ticket: dict[str, Any], profile: dict[str, Any], **more: Any) -> dict[str, Any]:
        """Ask for a ticket's factura with a profile, and wait until it is ready."""
        asked = {
            "tickets": [proof_of(ticket)],
            "profile_id": profile["id"],
            "forma_pago": ticket["forma_pago"],
            **more,
        }
        answer = self.call("POST", "/v1/invoices", asked)
        assert answer.status == 202, answer.content
        return self.shopper.follow(answer.body, "ready", "delivered")

    def panel(self, **query: str) -> dict[str, Any]:
        """Read a page of the panel; `since` stands for `from`."""
        asked = {"from" if name == "since" else name: text for name, text in query.items()}
        answer = self.call("GET", f"/v1/account/invoices?{urlencode(asked)}")
        assert answer.status == 200, answer.content
        return dict(answer.body)

    def finds(self, **query: str) -> list[str]:
        """Return the ids of what the panel shows."""
        return [invoice["id"] for invoice in self.panel(**query)["items"]]

    def downloads(self, invoice_id: str, kind: str) -> bytes:
        """Take one of an invoice's files as bytes."""
        path = f"/v1/invoices/{invoice_id}/files/{kind}"
        answer = self.call("GET", path, Accept=f"application/{kind}")
        assert answer.status == 200, answer.content
        return answer.content

    def asks_for_a_temporary_password(self, rfc: str | None = None) -> Answer:
        """Fill the form "Recuperar contraseña"."""
        named = {} if rfc is None else {"rfc": rfc}
        captcha = self.captcha("password_recovery")
        asked = {"email": self.email, "captcha": captcha, **named}
        return self.shopper.call("POST", "/v1/password-recoveries", asked)

    def mailed_temporary(self, number: int = 1) -> str:
        """Wait for the mail and read the password that it brings."""
        return temporary_in(self.mailbox.wait(self.email, TEMPORARY, number))
