"""Fifty shoppers at once through the local front: each gets his own answers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.journeys.sales import line
from tests.journeys.shopper import proof_of

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("system")]


def test_fifty_shoppers_at_once_get_their_own_answers(shopper, sell):
    tickets = [
        sell(total=f"{total}.00", lines=[line(unit_price=f"{total}.00")])
        for total in range(101, 151)
    ]

    with ThreadPoolExecutor(50) as many:
        asked = [answer.body for answer in many.map(shopper.ask, tickets)]
        done = list(many.map(lambda opened: shopper.follow(opened, "ready"), asked))
        checked = list(many.map(lambda t: check(shopper, t), tickets))

    assert [invoice["total"] for invoice in done] == [ticket["total"] for ticket in tickets]
    assert [
        (invoice["tickets"][0]["order_number"], invoice["tickets"][0]["ticket_number"])
        for invoice in done
    ] == [(ticket["order_number"], ticket["ticket_number"]) for ticket in tickets]
    assert len({invoice["uuid"] for invoice in done}) == len(tickets)
    assert [told["total"] for told in checked] == [ticket["total"] for ticket in tickets]


def check(shopper, ticket):
    return shopper.call("POST", "/v1/ticket-checks", proof_of(ticket)).body["ticket"]
