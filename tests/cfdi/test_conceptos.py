from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.cfdi.conceptos import conceptos_of, totals_of
from chalicelib.cfdi.sold_lines import NothingToInvoice, TaxesNotSupported, TicketDoesNotAdd
from chalicelib.domain.ticket import LineKind, LineTax
from tests.cfdi.documents import (
    EXEMPT,
    IEPS_8,
    IEPS_26,
    IVA_0,
    IVA_8,
    IVA_16,
    make_line,
    make_ticket,
)
from tests.cfdi.tickets import tickets

CENT = Decimal("0.01")


def only(*args: object, **changes):
    (concepto,) = conceptos_of([make_ticket(make_line(*args, **changes))])
    return concepto


@settings(max_examples=300, deadline=None)
@given(st.lists(tickets(), min_size=1, max_size=3))
def test_the_total_is_the_tickets_sale_to_the_cent(sold):
    totals = totals_of(sold)

    assert totals.total == sum(ticket.invoice_total for ticket in sold)


@settings(max_examples=100, deadline=None)
@given(tickets(), st.data())
def test_every_priced_line_of_sale_is_one_concept_in_its_place(ticket, data):
    conceptos = conceptos_of([ticket])

    quantities = [line.quantity for line in ticket.sale_lines if line.gross]
    assert [concepto.cantidad for concepto in conceptos] == quantities


@pytest.mark.parametrize("count", [100, 1000])
def test_a_long_ticket_totals_to_the_cent(count):
    mixes = [(IVA_16,), (IVA_8,), (IVA_0,), (EXEMPT,), (IVA_0, IEPS_8), (IVA_16, IEPS_26)]
    sold = [make_line(f"{(n * 37) % 900}.{n % 100:02}", *mixes[n % 6]) for n in range(1, count + 1)]
    ticket = make_ticket(*sold)

    totals = totals_of([replace(ticket, total=ticket.total - 17, discount=Decimal(17))])

    assert totals.total == ticket.total - 17


@pytest.mark.parametrize("count", [2, 100, 9000])
@pytest.mark.parametrize("tax", [IVA_16, IVA_8])
def test_a_ticket_of_single_cents_keeps_a_base_for_each(count, tax):
    ticket = make_ticket(*[make_line("0.01", tax)] * count)

    conceptos = conceptos_of([ticket])

    assert all(concepto.traslados[0].base > 0 for concepto in conceptos)


def test_a_price_with_iva_parts_into_base_and_tax():
    concepto = only("116.00")

    assert (concepto.valor_unitario, concepto.importe) == (Decimal(100), Decimal(100))
    assert concepto.traslados[0].importe == Decimal(16)


def test_a_price_without_tax_stays_as_the_ticket_has_it():
    ticket = make_ticket(make_line("100.00"), prices_include_tax=False, total=Decimal("116.00"))

    (concepto,) = conceptos_of([ticket])

    assert concepto.valor_unitario == Decimal(100)
    assert concepto.traslados[0].importe == Decimal(16)


def test_ieps_becomes_part_of_the_price():
    """Nobody but a taxpayer of IEPS may ask for it apart (LIEPS 19-II)."""
    line = make_line("100.00", IVA_16, IEPS_26)
    ticket = make_ticket(line, prices_include_tax=False, total=Decimal("146.74"))

    (concepto,) = conceptos_of([ticket])

    assert concepto.valor_unitario == Decimal("126.50")
    assert [row.impuesto for row in concepto.traslados] == ["002"]


def test_ieps_by_quota_becomes_part_of_the_price():
    quota = LineTax("003", "Cuota", Decimal("1.50"))
    line = make_line("10.00", IVA_16, quota, quantity=Decimal(4))
    ticket = make_ticket(line, prices_include_tax=False, total=Decimal("53.36"))

    (concepto,) = conceptos_of([ticket])

    assert concepto.importe == Decimal(46)


def test_zero_rate_shows_its_zero_and_exempt_shows_nothing():
    zero, exempt = only("50.00", IVA_0), only("50.00", EXEMPT)

    assert zero.traslados[0].importe == 0
    assert (exempt.traslados[0].tasa_o_cuota, exempt.traslados[0].importe) == (None, None)


def test_a_line_that_is_no_object_of_tax_shows_none():
    concepto = only("50.00", objeto_imp="01", taxes=())

    assert (concepto.objeto_imp, concepto.traslados) == ("01", ())


def test_a_line_whose_only_tax_is_folded_is_not_broken_out():
    concepto = only("50.00", IEPS_8)

    assert (concepto.objeto_imp, concepto.traslados) == ("03", ())


def test_other_peoples_money_stays_out():
    ticket = make_ticket(
        make_line("116.00"),
        make_line("100.00", kind=LineKind.THIRD_PARTY, objeto_imp="01", taxes=()),
    )

    assert totals_of([ticket]).total == Decimal("116.00")
    assert len(conceptos_of([ticket])) == 1


def test_no_identificacion_is_the_number_of_each_ticket():
    sold = [make_ticket(), make_ticket(ticket_number="000123")]

    conceptos = conceptos_of(sold)

    assert [concepto.no_identificacion for concepto in conceptos] == ["T-48213", "000123"]


def test_a_weight_keeps_its_decimals_and_the_total():
    line = make_line("89.90", IVA_0, quantity=Decimal("0.345"))

    (concepto,) = conceptos_of([make_ticket(line)])

    assert (concepto.cantidad, concepto.importe) == (Decimal("0.345"), Decimal("31.02"))


def test_a_lines_discount_is_told_without_its_tax():
    concepto = only("116.00", discount=Decimal("11.60"))

    assert (concepto.importe, concepto.descuento) == (Decimal(100), Decimal(10))
    assert concepto.traslados[0].base == Decimal(90)


def test_the_whole_tickets_discount_is_spread_over_its_lines():
    ticket = make_ticket(make_line("116.00"), make_line("58.00"))
    ticket = replace(ticket, discount=Decimal("17.40"), total=ticket.total - Decimal("17.40"))

    totals = totals_of([ticket])

    assert (totals.sub_total, totals.descuento) == (Decimal(150), Decimal(15))
    assert [c.descuento for c in conceptos_of([ticket])] == [Decimal(10), Decimal(5)]


def test_a_ticket_discount_without_tax_is_told_to_the_cent():
    lines = [make_line(price, IVA_0) for price in ("10.00", "10.00", "10.00")]
    ticket = make_ticket(*lines, prices_include_tax=False, discount=Decimal("10.00"))

    totals = totals_of([replace(ticket, total=Decimal("20.00"))])

    assert totals.descuento == Decimal("10.00")


def test_what_was_given_away_shows_its_price_and_no_tax():
    """SAT takes no ValorUnitario of zero (CFDI40166) and no Base of zero (CFDI40174)."""
    free = make_line("11.60", discount=Decimal("11.60"))

    _, concepto = conceptos_of([make_ticket(make_line(), free)])

    assert concepto.importe == concepto.descuento == Decimal(10)
    assert (concepto.objeto_imp, concepto.traslados) == ("01", ())


def test_a_line_without_a_price_is_left_out():
    ticket = make_ticket(make_line(), make_line("0.00"))

    assert len(conceptos_of([ticket])) == 1


def test_equal_lines_have_equal_prices_but_for_the_one_that_settles_the_cents():
    ticket = make_ticket(*[make_line("17.00")] * 7)

    prices = [concepto.valor_unitario for concepto in conceptos_of([ticket])]

    assert len(set(prices[1:])) == 1
    assert abs(prices[0] - prices[1]) < CENT


def test_a_description_loses_only_what_sat_cannot_take():
    concepto = only(description='  Piña\t|\x0b corte 12" <fresca> &  ñ\u00a0x ')

    assert concepto.descripcion == 'Piña / corte 12" <fresca> & ñ\u00a0x'


def test_a_ticket_that_comes_to_nothing_is_refused():
    ticket = make_ticket(make_line("10.00", discount=Decimal("10.00")))

    with pytest.raises(NothingToInvoice) as refusal:
        totals_of([ticket])

    assert refusal.value.code == "nothing_to_invoice"


def test_a_ticket_of_other_peoples_money_only_is_refused():
    ticket = make_ticket(make_line("100.00", kind=LineKind.THIRD_PARTY))

    with pytest.raises(NothingToInvoice):
        totals_of([ticket])


@pytest.mark.parametrize(
    "changes",
    [
        {"total": Decimal("117.00")},
        {"total": Decimal("1160.00")},
        {"discount": Decimal("20.00")},
        {"discount": Decimal("-1.00")},
        {"discount": Decimal("200.00"), "total": Decimal("1.00")},
    ],
)
def test_a_ticket_whose_lines_tell_another_sale_is_refused(changes):
    ticket = make_ticket(**changes)

    with pytest.raises(TicketDoesNotAdd):
        totals_of([ticket])


@pytest.mark.parametrize(
    "taxes", [(IVA_16, IVA_8), (LineTax("001", "Tasa", Decimal("0.10")),)], ids=["twice", "isr"]
)
def test_taxes_that_retail_does_not_transfer_are_refused(taxes):
    with pytest.raises(TaxesNotSupported):
        only("116.00", *taxes)
