"""Deleting an account takes nothing from anybody else."""

from __future__ import annotations

import pytest

from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.domain.listing import email_viewer
from tests.account_factories import make_account
from tests.factories import EMAIL, OTHER_RFC, make_ticket
from tests.usecases.leaving import PEER, ask, close, entries_of
from tests.usecases.refusals import NAME


@pytest.fixture
def world(account_world):
    return account_world


@pytest.fixture
def account(world):
    account = make_account()
    assert world.accounts.create(account)
    return account


def test_what_somebody_else_asked_for_only_loses_this_address(world, account):
    other = make_account(id="acc2", email=PEER)
    world.accounts.create(other)
    shared = ask(world, other, **{**OTHER_RFC, "emails": (PEER, EMAIL)})
    world.work()
    before = world.now(shared)

    close(world, account)

    left = world.now(shared)
    assert left.data.receptor == before.data.receptor
    assert left.data.emails == (PEER,)
    assert {entry.to for entry in left.mail} == {PEER}
    assert left.viewers == ("acc2",)
    assert len(entries_of(world)) == 2


def test_a_guests_request_with_a_second_address_stays_open(world, account):
    world.pac.orders.append(NAME)
    invoice = ask(world, None, **{**OTHER_RFC, "emails": (PEER, EMAIL)})
    world.work()

    close(world, account)

    left = world.now(invoice)
    assert left.status is InvoiceStatus.REJECTED
    assert left.data.emails == (PEER,)


def test_strangers_invoices_stay_as_they_are(world, account):
    invoice = ask(world, None, **OTHER_RFC)
    world.work()
    before = world.now(invoice)

    close(world, account)

    assert world.now(invoice) == before
    assert len(entries_of(world)) == 1


def test_an_entry_that_a_corrected_address_left_behind_goes_too(world, account):
    world.pac.orders.append(NAME)
    ask(world, None, emails=(EMAIL,))
    world.work()
    left_behind = dict(world.invoices._listed)
    world.ask(make_ticket(ticket_number="1"), emails=(PEER,))
    world.work()
    world.invoices._listed.update(left_behind)

    close(world, account)

    assert entries_of(world) == {email_viewer(PEER)}
    assert world.accounts.kept == {}


def test_a_former_address_goes_with_the_account(world, account):
    shared = ask(world, None, **{**OTHER_RFC, "emails": (PEER, "before@correo.example")})
    world.work()
    world.accounts.save(account.changed(former_emails=("before@correo.example",)), before=account)

    close(world, world.accounts.get(account.id))

    assert world.now(shared).data.emails == (PEER,)
    assert {entry.to for entry in world.now(shared).mail} == {PEER}
    assert entries_of(world) == {email_viewer(PEER)}


def test_a_former_address_that_is_somebody_elses_by_now_stays_his(world, account):
    world.accounts.create(make_account(id="acc2", email=PEER))
    his = ask(world, None, **{**OTHER_RFC, "emails": (PEER,)})
    world.work()
    world.accounts.save(account.changed(former_emails=(PEER,)), before=account)

    close(world, world.accounts.get(account.id))

    assert world.now(his).data.emails == (PEER,)
