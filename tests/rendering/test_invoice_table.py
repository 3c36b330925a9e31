"""The table that spreadsheets open, and what they must not do with it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.invoice_parts import Problem, TaxSum
from chalicelib.domain.invoice_status import InvoiceStatus, Phase
from chalicelib.rendering.invoice_table import COLUMNS, ESTADOS, heading, row
from tests.factories import (
    make_branch,
    make_data,
    make_invoice,
    make_receptor,
    make_ticket,
)

HEADINGS = [
    "Fecha de emisión",
    "Fecha de timbrado",
    "Serie",
    "Folio",
    "UUID",
    "RFC receptor",
    "Nombre receptor",
    "RFC emisor",
    "Sucursal",
    "Orden",
    "Ticket",
    "Fecha de compra",
    "Subtotal",
    "Descuento",
    "IVA",
    "IEPS",
    "Total",
    "Propina",
    "Forma de pago",
    "Uso CFDI",
    "Estado",
]
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def cells(invoice=None, branch=None) -> dict[str, str]:
    [line] = read(row(invoice or make_invoice(InvoiceStatus.DELIVERED), branch or make_branch()))
    return dict(zip(HEADINGS, line, strict=True))


def order(number: str) -> str:
    """Write an invoice of a ticket with this order number, and read its cell."""
    invoice = make_invoice(InvoiceStatus.READY)
    ticket = replace(invoice.tickets[0], order_number=number)
    return cells(replace(invoice, tickets=(ticket,)))["Orden"]


def test_the_heading_tells_the_encoding_and_names_every_column():
    assert heading().startswith("\ufeff")
    assert read(heading()[1:]) == [HEADINGS]
    assert list(COLUMNS) == HEADINGS


def test_a_row_tells_the_whole_invoice():
    assert cells(make_invoice(InvoiceStatus.DELIVERED, make_ticket(tip=Decimal("15.00")))) == {
        "Fecha de emisión": "2026-11-20 12:00:00",
        "Fecha de timbrado": "2026-11-20 12:00:00",
        "Serie": "C",
        "Folio": "1042",
        "UUID": "6f35d3b5-9a0c-4d0e-8b61-0a2f5c1d7e34",
        "RFC receptor": "MASO451221PM4",
        "Nombre receptor": "MARIA OLIVIA MARTINEZ SAGAZ",
        "RFC emisor": "H&Z2107197T8",
        "Sucursal": "Súper Zarapito Centro",
        "Orden": "48213",
        "Ticket": "011-02-004471",
        "Fecha de compra": "2026-11-20 10:30:00",
        "Subtotal": "86.21",
        "Descuento": "0.00",
        "IVA": "13.79",
        "IEPS": "0.00",
        "Total": "100.00",
        "Propina": "15.00",
        "Forma de pago": "01 Efectivo",
        "Uso CFDI": "G03 Gastos en general",
        "Estado": "Lista",
    }


def test_every_line_is_quoted_whole_and_ends_as_windows_wants_it():
    for text in (heading()[1:], row(make_invoice(), make_branch())):
        assert text.endswith('"\r\n')
        assert text.count('","') == len(HEADINGS) - 1
        assert "\n" not in text[:-2]


def test_each_tax_has_its_column():
    rates = [("002", "16.00"), ("003", "5.30"), ("002", "0.80"), ("001", "9.99")]
    taxes = tuple(
        TaxSum(code, "Tasa", Decimal("0.1"), Decimal("1.00"), Decimal(sum_)) for code, sum_ in rates
    )
    invoice = make_invoice(InvoiceStatus.READY)

    found = cells(replace(invoice, amounts=replace(invoice.amounts, taxes=taxes)))

    assert (found["IVA"], found["IEPS"]) == ("16.80", "5.30")


def test_of_several_tickets_every_one_is_named():
    second = make_ticket(order_number="48214", ticket_number="2", tip=Decimal("1.50"))
    found = cells(make_invoice(InvoiceStatus.READY, make_ticket(), second))

    assert found["Orden"] == "48213; 48214"
    assert found["Ticket"] == "011-02-004471; 2"
    assert found["Fecha de compra"] == "2026-11-20 10:30:00; 2026-11-20 10:30:00"
    assert found["Propina"] == "1.50"


def test_times_are_the_branchs_own_but_the_stamps_is_the_centres_as_in_the_timbre():
    found = cells(branch=make_branch(timezone="America/Tijuana"))

    assert found["Fecha de emisión"] == "2026-11-20 10:00:00"
    assert found["Fecha de compra"] == "2026-11-20 08:30:00"
    assert found["Fecha de timbrado"] == "2026-11-20 12:00:00"


def test_a_request_that_was_refused_has_no_folio_yet():
    found = cells(make_invoice(InvoiceStatus.REJECTED))

    assert [found[name] for name in HEADINGS[:5]] == [""] * 5
    assert found["Total"] == "100.00"
    assert found["Estado"] == "Necesita un dato"


def test_every_phase_has_its_word():
    assert set(ESTADOS) == set(Phase)


def test_of_a_ticket_that_somebody_else_proved_only_the_state_is_told():
    taken = make_invoice(InvoiceStatus.CANCELLED, problem=Problem("ticket_taken_over"))

    told = {name: text for name, text in cells(taken).items() if text}

    assert told == {"Estado": "Cerrada"}


@pytest.mark.parametrize(
    "typed",
    [
        '=HYPERLINK("http://evil.example";"clic")',
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-2+3",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "\t=1+1",
        "\r=1+1",
    ],
)
def test_what_a_spreadsheet_would_run_is_text(typed):
    assert order(typed) == f"'{typed}"


def test_a_name_is_no_formula_either():
    receptor = make_receptor(name="+52 COMUNICACIONES")
    invoice = make_invoice(InvoiceStatus.READY, data=make_data(receptor=receptor))

    assert cells(invoice)["Nombre receptor"] == "'+52 COMUNICACIONES"


@given(st.text())
def test_whatever_is_typed_stays_in_its_cell_and_is_no_formula(typed):
    cell = order(typed)

    assert cell in {typed, f"'{typed}"}
    assert not cell.startswith(DANGEROUS)
