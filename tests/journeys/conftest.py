"""A system with fresh tickets for each story: a POS sends them, as a store's would."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.journeys.mailbox import Mailbox
from tests.journeys.member import Member, new_address
from tests.journeys.sales import line
from tests.journeys.shopper import Shopper

numbers = itertools.count(1)


@pytest.fixture(scope="session")
def shopper(facturable) -> Shopper:
    return Shopper(facturable["base_url"])


@pytest.fixture(scope="session")
def sell(facturable, shopper) -> Callable[..., dict[str, Any]]:
    """Have the first branch send a new sale, and return what its ticket prints."""

    def sold(**changes: Any) -> dict[str, Any]:
        ticket = {
            "branch_id": facturable["branches"][0]["id"],
            "order_number": f"J{secrets.token_hex(4).upper()}",
            "ticket_number": str(next(numbers)),
            "purchased_at": (datetime.now(UTC) - timedelta(minutes=5)).isoformat(),
            "total": "116.00",
            "payments": [{"forma_pago": "01", "amount": "116.00"}],
            "prices_include_tax": True,
            "lines": [line()],
            **changes,
        }
        answer = shopper.call(
            "POST",
            "/v1/pos/tickets",
            {"tickets": [ticket]},
            X_Api_Key=facturable["pos_api_key"],
        )
        assert answer.status == 200, answer.content
        [imported] = answer.body["tickets"]
        assert imported["status"] == "created", imported
        forma_pago = ticket["payments"][0]["forma_pago"] if ticket["payments"] else None
        return {**ticket, "code": imported["code"], "forma_pago": forma_pago}

    return sold


@pytest.fixture(scope="session")
def mailbox(facturable) -> Mailbox:
    return Mailbox(Shopper(facturable["mailbox_url"]))


@pytest.fixture(scope="session")
def meet(shopper, mailbox) -> Callable[[], Member]:
    """Meet somebody whose address nobody knows yet."""
    return lambda: Member(shopper, mailbox, new_address())


@pytest.fixture
def stranger(meet) -> Member:
    return meet()


@pytest.fixture
def member(stranger) -> Member:
    """Somebody with an account, signed in."""
    return stranger.opened()


@pytest.fixture
def pac(facturable):
    """The sandbox's control; every test leaves it without faults."""
    control = PACControl(Shopper(facturable["pac_url"]))
    control.clear()
    yield control
    control.clear()


class PACControl:
    """Orders faults, and reads what the PAC really stamped."""

    def __init__(self, server: Shopper) -> None:
        self._server = server

    def order(self, *faults: dict[str, Any]) -> None:
        answer = self._server.call("POST", "/control/faults", list(faults))
        assert answer.status in {200, 201}, answer.content

    def clear(self) -> None:
        self._server.call("DELETE", "/control/faults")

    def stamps_of(self, receptor: dict[str, str]) -> list[dict[str, Any]]:
        ledger = self._server.call("GET", "/control/ledger").body
        return [stamp for stamp in ledger if stamp["rfc_receptor"] == receptor["rfc"]]
