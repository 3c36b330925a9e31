"""Who may open an invoice, and how a guest's becomes an account's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain.access_token import access_token
from chalicelib.domain.account import Account
from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.domain.listing import MOST_VIEWERS, Filters, account_viewer
from chalicelib.errors import Conflict
from chalicelib.usecases.invoice_access import InvoiceNotFound
from tests.account_factories import make_account
from tests.factories import make_ticket
from tests.usecases.meanwhile import before
from tests.usecases.world import TOKEN_KEY


def account_of(name: str) -> Account:
    """An account that no invoice is mailed to."""
    return make_account(id=name, email=f"{name}@cuenta.example")


ACCOUNT, STRANGER = account_of("acc-1"), account_of("acc-2")


@pytest.fixture
def world(account_world):
    return account_world


@pytest.fixture
def invoice(world):
    world.load(make_ticket())
    return world.ask(make_ticket()).invoice


@pytest.fixture
def token(invoice):
    return access_token([TOKEN_KEY], invoice.id)


def panel(world, account) -> list[str]:
    """The invoices of an account's own panel, by their ids."""
    entries = world.invoices.listed(account_viewer(account.id), Filters(), 50)
    return [entry.invoice_id for entry in entries]


def test_a_token_opens_its_own_invoice_and_no_other(world, invoice, token):
    assert world.invoice_access.by_token(invoice.id, token) == invoice
    with pytest.raises(InvoiceNotFound):
        world.invoice_access.by_token("inv-9", token)
    with pytest.raises(InvoiceNotFound):
        world.invoice_access.by_token("inv-9", access_token([TOKEN_KEY], "inv-9"))


def test_an_account_opens_what_it_may_see_however_old(world, invoice, token):
    world.claiming.claim(ACCOUNT, invoice.id, token)
    world.work()
    world.clock.passes(days=400)

    assert world.invoice_access.by_account(invoice.id, ACCOUNT).id == invoice.id
    with pytest.raises(InvoiceNotFound):
        world.invoice_access.by_token(invoice.id, token)


@pytest.mark.parametrize("invoice_id", ["inv-1", "inv-9"], ids=["another's", "nobody's"])
def test_an_account_does_not_find_what_is_not_its_own(world, invoice, invoice_id):
    with pytest.raises(InvoiceNotFound):
        world.invoice_access.by_account(invoice_id, STRANGER)


def test_a_claimed_invoice_is_in_the_panel(world, invoice, token):
    claimed = world.claiming.claim(ACCOUNT, invoice.id, token)

    assert claimed == world.now(invoice)
    assert claimed.viewers == (ACCOUNT.id,)
    assert panel(world, ACCOUNT) == [invoice.id]


def test_to_claim_again_writes_nothing(world, invoice, token):
    first = world.claiming.claim(ACCOUNT, invoice.id, token)

    assert world.claiming.claim(ACCOUNT, invoice.id, token) is first


@pytest.mark.parametrize("wrong", ["", "inv_", "inv_x", "ses_a.b.c"])
def test_a_wrong_token_claims_nothing(world, invoice, wrong):
    with pytest.raises(InvoiceNotFound):
        world.claiming.claim(ACCOUNT, invoice.id, wrong)

    assert world.now(invoice).viewers == ()


def test_a_token_that_ended_claims_nothing(world, invoice, token):
    world.work()
    world.clock.passes(days=91)

    with pytest.raises(InvoiceNotFound):
        world.claiming.claim(ACCOUNT, invoice.id, token)


def test_a_claim_that_meets_a_worker_is_made_on_what_he_wrote(world, invoice, token):
    before(world.invoices, "relist", lambda: world.bring(invoice, InvoiceStatus.SEALED))

    claimed = world.claiming.claim(ACCOUNT, invoice.id, token)

    assert (claimed.status, claimed.viewers) == (InvoiceStatus.SEALED, (ACCOUNT.id,))


def test_a_claim_that_loses_every_race_is_asked_to_come_back(world, invoice, token):
    def touched():
        kept = world.now(invoice)
        world.invoices.save(replace(kept, version=kept.version + 1))

    before(world.invoices, "relist", touched, times=100)

    with pytest.raises(Conflict) as refused:
        world.claiming.claim(ACCOUNT, invoice.id, token)

    assert (refused.value.code, refused.value.retry_after) == ("conflict", 1)


def test_an_invoice_that_too_many_claimed_is_claimed_no_more(world, invoice, token):
    for number in range(MOST_VIEWERS):
        world.claiming.claim(account_of(f"acc-{number}"), invoice.id, token)

    with pytest.raises(Conflict) as refused:
        world.claiming.claim(account_of("one-more"), invoice.id, token)

    assert refused.value.code == "too_many_viewers"
    assert world.claiming.claim(account_of("acc-0"), invoice.id, token)
