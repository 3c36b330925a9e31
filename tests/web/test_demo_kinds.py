"""One demo ticket of each kind goes through the wizard in the browser, to both files."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.shopper import COMPANY, Shopper, Ticket

pytestmark = [pytest.mark.browser, pytest.mark.system]

Told = Mapping[str, Any]


def leaves_out(kind: str) -> Callable[[Told], bool]:
    return lambda told: kind in {part["kind"] for part in told["not_invoiced"]}


KINDS: dict[str, Callable[[Told], bool]] = {
    "northern border": lambda told: "tijuana" in told["branch_id"],
    "other brand, from CSV": lambda told: told["branch_id"].startswith("nuu"),
    "tip": leaves_out("tip"),
    "redondeo": leaves_out("donation"),
    "phone top-up": leaves_out("third_party"),
    "equal payments": lambda told: len(told["formas_pago"]) == 2,
    "unknown payment": lambda told: len(told["formas_pago"]) > 2,
    "a large shop": lambda told: float(told["invoice_total"]) > 5000,
}


def one_of(kind: str, demo: Mapping[str, Any]) -> Ticket:
    """Find a ticket of the kind that nobody has invoiced yet."""
    for told in demo["tickets"]:
        ticket = Ticket(**{name: told[name] for name in Ticket.__dataclass_fields__})
        checked = check(demo["base_url"], ticket)
        if checked["status"] == "available" and KINDS[kind](checked):
            return ticket
    raise AssertionError(f"the demo has no ticket left of the kind {kind!r}")


def check(base_url: str, ticket: Ticket) -> Told:
    request = urllib.request.Request(
        f"{base_url}/v1/ticket-checks",
        json.dumps(ticket.proof()).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)["ticket"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_demo_ticket_of_each_kind_reaches_both_files(
    shopper: Shopper, facturable: Mapping[str, Any], kind: str
):
    shopper.reaches_the_review(one_of(kind, facturable), COMPANY)

    shopper.generates()
    shopper.gets_the_invoice()

    expect(shopper.page.get_by_role("button", name="Descargar PDF")).to_be_visible()
