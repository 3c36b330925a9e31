"""What could never be a CFDI is refused where it comes in."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from chalicelib.errors import Invalid
from chalicelib.usecases.amounts import TicketNotSupported, amounts_of
from tests.cfdi.documents import make_line, make_ticket


def test_amounts_are_the_sums_that_the_document_will_carry():
    amounts = amounts_of([make_ticket(make_line("116.00"))])

    assert (amounts.subtotal, amounts.discount, amounts.total) == (
        Decimal("100.00"),
        Decimal("0.00"),
        Decimal("116.00"),
    )
    [iva] = amounts.taxes
    assert (iva.base, iva.amount) == (Decimal("100.00"), Decimal("16.00"))


def test_a_ticket_that_breaks_a_rule_of_sat_is_a_refusal_and_not_a_crash():
    ticket = make_ticket(make_line("116.00"))
    [line] = ticket.lines
    unreadable = replace(ticket, lines=(replace(line, clave_prod_serv="x"),))

    with pytest.raises(TicketNotSupported) as refused:
        amounts_of([unreadable])

    assert isinstance(refused.value, Invalid)
    assert refused.value.extra["sat_code"]
