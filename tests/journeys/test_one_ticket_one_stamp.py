"""Whatever is repeated, at once or later: one ticket, one invoice, one stamp."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.journeys.shopper import EMPRESA, OTRA_EMPRESA, new_empresa

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("system")]

WRONG_POSTAL_CODE = {
    "rfc": "CAC200113QW2",
    "name": "COMERCIALIZADORA ALBA DEL CARMEN",
    "postal_code": "01000",
    "regimen_fiscal": "601",
}


def test_the_same_request_twice_gives_the_same_invoice(shopper, sell):
    ticket = sell()

    first, second = shopper.ask(ticket), shopper.ask(ticket)

    assert (first.status, second.status) == (202, 200)
    assert first.body["invoice"]["id"] == second.body["invoice"]["id"]
    assert first.body["access_token"] == second.body["access_token"]


def test_fifty_requests_at_once_give_one_invoice_and_one_stamp(shopper, sell, pac):
    ticket, empresa = sell(), new_empresa()

    with ThreadPoolExecutor(50) as many:
        answers = list(many.map(lambda _: shopper.ask(ticket, empresa), range(50)))

    assert {answer.status for answer in answers} <= {200, 202}
    assert [answer.status for answer in answers].count(202) == 1
    assert len({answer.body["invoice"]["id"] for answer in answers}) == 1
    shopper.follow(answers[0].body, "ready")
    assert len(pac.stamps_of(empresa)) == 1


def test_another_rfc_for_a_stamped_ticket_learns_nothing_of_the_first(shopper, sell):
    ticket = sell()
    first = shopper.follow(shopper.ask(ticket).body, "ready")

    answer = shopper.ask(ticket, OTRA_EMPRESA)

    assert answer.status == 409
    assert answer.body["code"] == "ticket_already_invoiced"
    assert len(answer.body["help_folio"]) == 6
    text = answer.content.decode()
    assert first["uuid"] not in text
    assert first["id"] not in text
    assert EMPRESA["rfc"][:4] not in text
    assert shopper.ask(ticket, OTRA_EMPRESA).body["help_folio"] == answer.body["help_folio"]


def test_another_rfc_gets_its_factura_after_a_rejection(shopper, sell):
    ticket = sell()
    refused = shopper.ask(ticket, WRONG_POSTAL_CODE).body
    question = shopper.follow(refused, "rejected")

    accepted = shopper.ask(ticket, OTRA_EMPRESA)

    assert question["phase"] == "needs_you"
    assert question["problem"]["field"] == "postal_code"
    assert question["problem"]["sat_code"] == "CFDI40148"
    assert accepted.status == 202
    shopper.follow(accepted.body, "ready")
    former = shopper.invoice(refused)
    assert (former["status"], former["problem"]["code"]) == ("cancelled", "ticket_taken_over")
    assert former["uuid"] is None
    assert former["tickets"] == []


def test_a_corrected_datum_brings_the_factura_of_the_same_invoice(shopper, sell):
    ticket = sell()
    refused = shopper.ask(ticket, WRONG_POSTAL_CODE).body
    shopper.follow(refused, "rejected")

    answer = shopper.call(
        "POST",
        f"/v1/invoices/{refused['invoice']['id']}/corrections",
        {"receptor": {"postal_code": "06700"}},
        Authorization=f"Bearer {refused['access_token']}",
    )

    assert answer.status == 202
    assert shopper.follow(refused, "ready")["id"] == refused["invoice"]["id"]


def test_repeating_a_stamped_ticket_with_other_data_tells_what_was_not_used(shopper, sell):
    ticket = sell()
    shopper.follow(shopper.ask(ticket).body, "ready")

    answer = shopper.ask(ticket, {**EMPRESA, "postal_code": "06700"}, uso_cfdi="S01")

    assert answer.status == 200
    assert set(answer.body["differs"]) == {"postal_code", "uso_cfdi"}


def test_a_lookup_finds_the_invoice_by_ticket_and_rfc_only(shopper, sell):
    ticket = sell()
    shopper.follow(shopper.ask(ticket).body, "ready")
    proof = {"code": ticket["code"]}

    found = shopper.call("POST", "/v1/invoice-lookups", {**proof, "rfc": EMPRESA["rfc"]})
    other = shopper.call("POST", "/v1/invoice-lookups", {**proof, "rfc": OTRA_EMPRESA["rfc"]})
    unknown = shopper.call(
        "POST",
        "/v1/invoice-lookups",
        {
            "branch_id": ticket["branch_id"],
            "order_number": "NO",
            "ticket_number": "NO",
            "total": "1.00",
            "rfc": EMPRESA["rfc"],
        },
    )

    assert found.status == 200
    assert shopper.invoice(found.body)["phase"] == "ready"
    assert (other.status, unknown.status) == (404, 404)
    assert other.body == unknown.body
