"""The panel over the tables as over their twin: the same pages, by the same questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.domain.listing import DateKind, Filters, word_of
from chalicelib.usecases.panel import Panel
from tests.account_factories import make_account
from tests.factories import NOW, make_data

S = InvoiceStatus
STATES = (S.READY, S.REJECTED, S.DELIVERED, S.RECEIVED)
COUNT = 24


@pytest.fixture
def account(unique):
    return make_account(id=f"acc-{unique}", email=f"own-{unique}@correo.example")


@pytest.fixture
def everybodys(invoices, make, account):
    """Invoices of the account, by name or by mail or by both, and of others; newest last."""
    made = []
    for number in range(COUNT):
        at = NOW - timedelta(hours=COUNT - number)
        bought = {"order_number": f"O-{number}", "purchased_at": NOW - timedelta(hours=number)}
        status = STATES[number % len(STATES)]
        invoice = make(
            number,
            status,
            version=1,
            accepted_at=at,
            stamped_at=at if status in {S.READY, S.DELIVERED} else None,
            tickets=tuple(replace(one, **bought) for one in make().tickets),
            data=make_data(emails=(account.email,) if number % 3 else ()),
            viewers=(account.id,) if number % 2 else (),
        )
        assert invoices.claim(invoice, [])
        made.append(invoice)
    return made


def is_seen(number: int) -> bool:
    return bool(number % 3 or number % 2)


def walked(invoices, account, filters: Filters, limit: int) -> list[str]:
    names, place = [], None
    while True:
        page = Panel(invoices).page(account, filters, limit, place)
        names += [invoice.id for invoice in page.invoices]
        place = page.next_place
        if place is None:
            return names


@pytest.mark.parametrize("limit", [1, 5, 100])
def test_the_pages_hold_what_the_account_sees_once_and_newest_first(
    invoices, everybodys, account, limit
):
    expected = [one.id for number, one in enumerate(everybodys) if is_seen(number)][::-1]

    assert walked(invoices, account, Filters(), limit) == expected


@pytest.mark.parametrize("limit", [1, 5, 100])
def test_a_filter_leaves_full_pages_of_what_fits(invoices, everybodys, account, limit):
    expected = [
        one.id
        for number, one in enumerate(everybodys)
        if is_seen(number) and one.status in {S.READY, S.DELIVERED}
    ][::-1]

    assert walked(invoices, account, Filters(phase="ready"), limit) == expected


def test_a_word_finds_the_one_that_it_names(invoices, everybodys, account):
    found = walked(invoices, account, Filters(word=word_of("o 7")), 10)

    assert found == [everybodys[7].id]


@pytest.mark.parametrize("by", list(DateKind))
def test_a_period_ends_with_its_last_day(invoices, everybodys, account, by):
    day = NOW.date()
    filters = Filters(by=by, since=day, until=day)

    found = walked(invoices, account, filters, 3)

    first, end = filters.span
    moments = [one.stamped_at or one.accepted_at for one in everybodys]
    if by is DateKind.PURCHASED:
        moments = [one.tickets[0].purchased_at for one in everybodys]
    expected = [
        (moment, one.id)
        for number, (moment, one) in enumerate(zip(moments, everybodys, strict=True))
        if is_seen(number) and first <= moment < end
    ]
    assert found == [name for _, name in sorted(expected, reverse=True)]
    assert 0 < len(found) < COUNT


def test_another_account_sees_none_of_them(invoices, everybodys, unique):
    stranger = make_account(id=f"other-{unique}", email=f"other-{unique}@correo.example")

    assert walked(invoices, stranger, Filters(), 10) == []
