"""What the demo's tickets must show, so that every path of an invoice has one to walk it."""

from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from satcfdi.catalogs import select

from chalicelib.domain.ticket import LineKind, LineTax
from chalicelib.domain.ticket_import import problems_of
from sandbox.demo.dates import shifted
from sandbox.stores import TICKETS, demo_branches
from tests.demo.files import demo_tickets

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def branches():
    return {branch.id: branch for branch in demo_branches(NOW)}


@pytest.fixture(scope="module")
def tickets():
    return demo_tickets()


def some(tickets, condition):
    return any(condition(ticket) for ticket in tickets)


def rates(line):
    return {
        (tax.impuesto, None if tax.tasa_o_cuota is None else float(tax.tasa_o_cuota))
        for tax in line.taxes
    }


def sells_at(taxes):
    return lambda ticket: any(rates(line) == set(taxes) for line in ticket.sale_lines)


def bears(kind):
    return lambda ticket: any(line.kind is kind for line in ticket.lines)


def test_every_ticket_is_right_and_has_something_to_invoice(tickets, branches):
    for ticket in shifted(tickets, NOW):
        assert problems_of(ticket, branches[ticket.branch_id], NOW) == ()
        assert ticket.invoice_total > 0


def test_every_branch_has_tickets_and_no_two_are_the_same(tickets, branches):
    by_branch = Counter(ticket.branch_id for ticket in tickets)

    assert len(tickets) >= 60
    assert len({ticket.key for ticket in tickets}) == len(tickets)
    assert set(by_branch) == set(branches)
    assert min(by_branch.values()) >= 10


def test_both_forms_of_file_are_there():
    assert {file.suffix for file in TICKETS.iterdir()} == {".csv", ".jsonl"}


def test_every_key_is_one_of_sats(tickets):
    lines = [line for ticket in tickets for line in ticket.sale_lines]

    for clave in {line.clave_prod_serv for line in lines}:
        assert select("C756_c_ClaveProdServ", clave), clave
    for clave in {line.clave_unidad for line in lines}:
        assert select("C756_c_ClaveUnidad", clave), clave


@pytest.mark.parametrize(
    "taxes",
    [
        [("002", 0.16)],
        [("002", 0.08)],
        [("002", 0.0)],
        [("002", None)],
        [("002", 0.0), ("003", 0.08)],
        [("002", 0.16), ("003", 0.265)],
        [("002", 0.08), ("003", 0.265)],
        [("002", 0.16), ("003", 0.53)],
    ],
)
def test_every_mix_of_taxes_is_sold(tickets, taxes):
    assert some(tickets, sells_at(taxes))


def test_iva_8_is_sold_on_the_border_and_16_everywhere_else(tickets, branches):
    for ticket in tickets:
        border = branches[ticket.branch_id].iva_8
        taxes = {tax for line in ticket.sale_lines for tax in line.taxes}
        assert LineTax("002", "Tasa", Decimal("0.16" if border else "0.08")) not in taxes


@pytest.mark.parametrize("kind", [kind for kind in LineKind if kind is not LineKind.SALE])
def test_every_kind_of_other_peoples_money_is_on_some_ticket(tickets, kind):
    assert some(tickets, bears(kind))


@pytest.mark.parametrize(
    "condition",
    [
        lambda ticket: ticket.discount,
        lambda ticket: any(0 < line.discount < line.gross for line in ticket.lines),
        lambda ticket: any(line.discount == line.gross > 0 for line in ticket.lines),
        lambda ticket: any(line.unit_price == 0 for line in ticket.lines),
        lambda ticket: any(line.quantity.as_tuple().exponent == -3 for line in ticket.lines),
        lambda ticket: ticket.tip,
        lambda ticket: len(ticket.payments) > 1 and ticket.forma_pago,
        lambda ticket: len(ticket.payments) > 1 and not ticket.forma_pago,
        lambda ticket: not ticket.payments,
        lambda ticket: not ticket.prices_include_tax,
        lambda ticket: not ticket.prices_include_tax and ticket.discount,
        lambda ticket: len(ticket.lines) >= 60,
        lambda ticket: len(ticket.lines) == 1,
    ],
    ids=[
        "ticket discount",
        "line discount",
        "given away by discount",
        "free of price",
        "weight",
        "tip",
        "mixed payments",
        "equal payments",
        "unknown payments",
        "prices without tax",
        "discount before tax",
        "long",
        "short",
    ],
)
def test_every_kind_of_sale_is_there(tickets, condition):
    assert some(tickets, condition)


@pytest.mark.parametrize("character", [*'&<>"ñÑáéíóú«»'])
def test_every_difficult_character_is_printed(tickets, character):
    printed = "".join(line.description for ticket in tickets for line in ticket.sale_lines)

    assert character in printed
