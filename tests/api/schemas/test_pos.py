import json

import pytest
from pydantic import ValidationError

from chalicelib.api.schemas.pos import ImportedView, TicketsBody
from chalicelib.domain.ticket import Ticket
from chalicelib.errors import FieldProblem
from chalicelib.usecases.ticketing_import import Imported, ImportStatus

RIGHT = {
    "branch_id": "centro",
    "order_number": "48213",
    "ticket_number": "011",
    "purchased_at": "2026-11-19T18:42:10-06:00",
    "total": "25.65",
    "lines": [{"description": "Jitomate", "quantity": "0.735", "unit_price": "34.90"}],
}


def read(tickets):
    return TicketsBody.model_validate_json(json.dumps({"tickets": tickets}))


def test_one_wrong_ticket_refuses_itself_and_not_the_others():
    body = read([RIGHT, {**RIGHT, "total": 25.65}, "no ticket", RIGHT])

    first, second, third, fourth = body.tickets
    assert isinstance(first, Ticket)
    assert second == (FieldProblem("/total", "wrong_type"),)
    assert third == (FieldProblem("", "wrong_type"),)
    assert fourth == first


@pytest.mark.parametrize("count", [0, 101])
def test_a_batch_holds_one_to_a_hundred_tickets(count):
    with pytest.raises(ValidationError):
        read([RIGHT] * count)


def test_the_schema_shows_the_ticket_that_each_element_should_be():
    schema = TicketsBody.model_json_schema()

    shown = schema["properties"]["tickets"]["items"]
    assert shown == {"$ref": "#/$defs/TicketForm"}
    ticket = schema["$defs"]["TicketForm"]
    assert ticket["required"] == [*RIGHT]
    assert ticket["additionalProperties"] is False
    assert set(schema["$defs"]) == {"LineForm", "PaymentForm", "TaxForm", "TicketForm"}
    assert set(schema["$defs"]["LineForm"]["properties"]["kind"]["enum"]) >= {"sale", "donation"}


def test_an_answer_tells_code_and_complaints():
    problem = FieldProblem("/total", "total_mismatch", {"expected": "25.65"})

    created = ImportedView.of(Imported(ImportStatus.CREATED, "91G21Z78JP"))
    refused = ImportedView.of(Imported(ImportStatus.REFUSED, errors=(problem,)))

    assert created.model_dump(mode="json") == {
        "status": "created",
        "code": "91G21Z78JP",
        "errors": [],
    }
    assert refused.model_dump(mode="json") == {
        "status": "refused",
        "code": None,
        "errors": [{"field": "/total", "code": "total_mismatch", "params": {"expected": "25.65"}}],
    }
