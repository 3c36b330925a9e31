"""The panel: everything of an account, nothing of another, in order and by pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.domain.listing import DateKind, Filters
from chalicelib.usecases.panel import Panel
from tests.factories import NOW, make_asked, make_ticket
from tests.twins.invoices import InvoicesInMemory
from tests.twins.tickets import TicketsInMemory
from tests.usecases.panels import (
    FACTS,
    FILTERS,
    OTHER,
    OWN,
    Fact,
    expected,
    keep,
    make_many,
)

ALL = Filters()


@pytest.fixture
def invoices() -> InvoicesInMemory:
    return InvoicesInMemory(TicketsInMemory())


@pytest.fixture
def panel(invoices) -> Panel:
    return Panel(invoices)


def walked(panel: Panel, filters: Filters, limit: int, account=OWN) -> list[str]:
    """Turn the pages to the last one."""
    names, place = [], None
    while True:
        page = panel.page(account, filters, limit, place)
        assert len(page.invoices) == limit or page.next_place is None
        names += [invoice.id for invoice in page.invoices]
        place = page.next_place
        if place is None:
            return names


@given(st.lists(FACTS, max_size=12).map(tuple), FILTERS, st.integers(1, 5))
def test_the_pages_show_exactly_what_fits_once_and_newest_first(facts, filters, limit):
    invoices = InvoicesInMemory(TicketsInMemory())
    keep(invoices, *facts)

    assert walked(Panel(invoices), filters, limit) == expected(OWN, facts, filters)


@given(st.lists(FACTS, max_size=12).map(tuple), FILTERS)
def test_read_from_end_to_end_it_is_the_same(facts, filters):
    invoices = InvoicesInMemory(TicketsInMemory())
    keep(invoices, *facts)

    names = [invoice.id for invoice in Panel(invoices).each(OWN, filters)]

    assert names == expected(OWN, facts, filters)


def test_more_than_one_reading_takes_is_walked_through(panel, invoices):
    kept = make_many(invoices, 450)

    names = [invoice.id for invoice in reversed(kept)]

    assert walked(panel, ALL, 200) == names
    assert [invoice.id for invoice in panel.each(OWN, ALL)] == names


def test_a_page_costs_one_reading_of_each_list(panel, invoices, monkeypatch):
    make_many(invoices, 30)
    asked = []
    listed = invoices.listed
    monkeypatch.setattr(
        invoices, "listed", lambda *given: (asked.append(given[0]), listed(*given))[1]
    )

    panel.page(OWN, ALL, 10)

    assert len(asked) == 2
    assert {viewer.partition(":")[0] for viewer in asked} == {"acc", "mail"}


def test_a_page_is_full_though_former_addresses_left_their_entries(panel, invoices):
    at = NOW - timedelta(hours=1)
    own = Fact(InvoiceStatus.READY, at, at, "MASO451221PM4", "centro", (OWN.email,), ())
    left = replace(own, accepted=NOW, emails=(), former_emails=(OWN.email,))
    keep(invoices, *[left] * 7, *[own] * 3)

    page = panel.page(OWN, ALL, 2)

    assert [invoice.id for invoice in page.invoices] == ["inv-9", "inv-8"]
    assert page.next_place is not None


def test_what_is_found_under_two_names_is_shown_once(panel, invoices):
    keep(
        invoices,
        Fact(InvoiceStatus.READY, NOW, NOW, "MASO451221PM4", "centro", (OWN.email,), ("own",)),
    )

    assert walked(panel, ALL, 10) == ["inv-0"]


def test_an_entry_that_is_older_than_its_invoice_does_not_decide(panel, invoices):
    """An index may lag: the invoice itself says whether it fits."""
    fact = Fact(InvoiceStatus.RECEIVED, NOW, NOW, "MASO451221PM4", "centro", (), ("own",))
    [invoice] = keep(invoices, fact)
    invoices._write(replace(invoice, status=InvoiceStatus.READY))

    assert walked(panel, Filters(phase="working"), 10) == []


def test_what_was_asked_for_before_the_account_was_opened_is_in_it(account_world):
    account_world.load(make_ticket())
    guests = account_world.ask(make_ticket(), emails=("OWN@correo.example",)).invoice
    account_world.work()

    page = account_world.panel.page(OWN, ALL, 10)

    assert [invoice.id for invoice in page.invoices] == [guests.id]
    assert page.invoices[0].status is InvoiceStatus.DELIVERED


def test_another_account_never_sees_it(account_world):
    account_world.load(make_ticket())
    account_world.ask(make_ticket(), emails=(OWN.email,))
    account_world.work()

    assert account_world.panel.page(OTHER, ALL, 10).invoices == []


def test_a_corrected_address_takes_it_out_of_the_former_ones_panel(account_world):
    account_world.load(make_ticket())
    invoice = account_world.ask(make_ticket(), emails=(OWN.email,)).invoice
    account_world.invoicing.correct(invoice, make_asked(emails=("new@correo.example",)))

    assert account_world.panel.page(OWN, ALL, 10).invoices == []


def test_the_count_stops_where_it_is_told_to(panel, invoices):
    make_many(invoices, 9)

    assert [panel.count(OWN, ALL, most) for most in (5, 9, 100)] == [5, 9, 9]


def test_it_may_be_read_by_the_day_of_the_purchase(panel, invoices):
    early, late = NOW - timedelta(days=4), NOW
    fact = Fact(InvoiceStatus.READY, early, late, "MASO451221PM4", "centro", (), ("own",))
    keep(invoices, fact, replace(fact, accepted=late, purchased=early))

    by_stamp = walked(panel, Filters(by=DateKind.STAMPED), 10)
    by_purchase = walked(panel, Filters(by=DateKind.PURCHASED), 10)

    assert by_stamp == ["inv-1", "inv-0"]
    assert by_purchase == ["inv-0", "inv-1"]
