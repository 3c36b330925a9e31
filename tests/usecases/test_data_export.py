"""Everything that is kept of a person, for that person."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.account_factories import make_account, make_export, make_profile, make_session
from tests.factories import OTHER_RFC, make_ticket


@pytest.fixture
def world(account_world):
    return account_world


@pytest.fixture
def account(world):
    account = make_account(profiles=(make_profile(),))
    assert world.accounts.create(account)
    return account


def ask(world, *numbers: str, **changes):
    tickets = [make_ticket(ticket_number=number) for number in numbers]
    world.load(*tickets)
    return [world.ask(ticket, **changes).invoice.id for ticket in tickets]


def test_it_is_the_account_with_all_that_lies_beside_it(world, account):
    session, export = make_session(), make_export()
    world.sessions.put(session)
    world.exports.put(export)

    data = world.data_export.gather(account)

    assert (data.account, data.sessions, data.exports) == (account, [session], [export])
    assert (data.invoices, data.is_whole) == ([], True)


def test_nothing_of_other_accounts_is_in_it(world, account):
    world.sessions.put(make_session(account_id="acc2"))
    world.exports.put(make_export(account_id="acc2"))
    ask(world, "1", **OTHER_RFC)

    data = world.data_export.gather(account)

    assert (data.sessions, data.exports, data.invoices) == ([], [], [])


def test_a_session_that_opens_nothing_any_more_is_not_shown(world, account):
    world.sessions.put(make_session(seen_at=world.clock.now - timedelta(days=1)))

    assert world.data_export.gather(account).sessions == []


def test_every_invoice_is_in_it_however_old(world, account):
    asked = ask(world, "1", "2", "3")
    world.work()
    world.clock.passes(days=900)

    found = world.data_export.gather(account)

    assert {invoice.id for invoice in found.invoices} == set(asked)
    assert found.is_whole


def test_where_there_are_more_than_fit_the_newest_are_given_and_it_says_so(world, account):
    asked = ask(world, "1", "2", "3")
    at_most_two = replace(world.data_export, most=2)

    found = at_most_two.gather(account)

    assert len(found.invoices) == 2
    assert {invoice.id for invoice in found.invoices} < set(asked)
    assert not found.is_whole
