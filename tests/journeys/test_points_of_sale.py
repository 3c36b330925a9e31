"""What tills send through the whole system: large batches, and names that no store has."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.journeys.sales import line
from tests.journeys.shopper import proof_of

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("system")]


@pytest.fixture
def send(facturable, shopper):
    """Send sales with the key of the demo's tills, or another."""

    def sent(*tickets: dict[str, Any], key: str = facturable["pos_api_key"]):
        return shopper.call("POST", "/v1/pos/tickets", {"tickets": tickets}, X_Api_Key=key)

    return sent


@pytest.fixture
def sale(facturable):
    return {
        "branch_id": facturable["branches"][0]["id"],
        "order_number": f"T{secrets.token_hex(4).upper()}",
        "ticket_number": "1",
        "purchased_at": (datetime.now(UTC) - timedelta(minutes=5)).isoformat(),
        "total": "116.00",
        "payments": [{"forma_pago": "01", "amount": "116.00"}],
        "lines": [line()],
    }


@pytest.mark.parametrize("branch_id", ["", "x" * 2000, "a\x00b", "#"])
def test_a_branch_that_there_is_not_refuses_its_ticket_only(send, sale, branch_id):
    answer = send({**sale, "branch_id": branch_id}, sale)

    assert answer.status == 200
    assert [one["status"] for one in answer.body["tickets"]] == ["refused", "created"]


@pytest.mark.parametrize("key", ["x" * 3000 + ".x", "x.x", "."])
def test_a_key_that_there_is_not_opens_nothing(send, sale, key):
    answer = send(sale, key=key)

    assert (answer.status, answer.body["code"]) == (401, "not_signed_in")


def test_a_batch_of_a_hundred_long_tickets_passes_the_front(send, sale):
    lines = [line(description="Cuaderno " * 50)] * 40
    batch = [
        {**sale, "ticket_number": str(at), "total": "4640.00", "lines": lines} for at in range(100)
    ]

    answer = send(*batch)

    assert answer.status == 200, answer.content
    assert [one["status"] for one in answer.body["tickets"]] == ["created"] * 100


def test_a_code_that_the_till_printed_finds_its_ticket_however_it_is_typed(send, sale, shopper):
    [imported] = send(sale).body["tickets"]
    code = imported["code"]

    typed = {"code": f" {code[:5].lower()}–{code[5:]} "}

    by_code = shopper.call("POST", "/v1/ticket-checks", typed)
    by_numbers = shopper.call("POST", "/v1/ticket-checks", proof_of(sale))
    assert by_code.status == 200
    assert by_code.body == by_numbers.body
