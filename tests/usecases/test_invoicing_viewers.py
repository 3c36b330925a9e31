"""Whoever asks while he is signed in finds the invoice in his panel."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.domain.listing import MOST_VIEWERS, Filters, account_viewer, email_viewer
from chalicelib.errors import Conflict
from chalicelib.usecases.invoicing import Outcome, Wanted
from tests.factories import OTHER_RFC, make_asked, make_proof, make_ticket
from tests.usecases.meanwhile import before

S = InvoiceStatus
TICKET = make_ticket()


@pytest.fixture(autouse=True)
def _loaded(world):
    world.load(TICKET)


def ask(world, viewer: str | None, **changes):
    wanted = Wanted((make_proof(TICKET),), make_asked(**changes), viewer)
    return world.invoicing.request(wanted)


def panel(world, account_id: str) -> list[str]:
    entries = world.invoices.listed(account_viewer(account_id), Filters(), 50)
    return [entry.invoice_id for entry in entries]


def test_who_asks_first_sees_it(world):
    answer = ask(world, "acc-1")

    assert answer.outcome is Outcome.NEW
    assert answer.invoice.viewers == ("acc-1",)
    assert panel(world, "acc-1") == [answer.invoice.id]


def test_a_guests_request_is_in_no_accounts_panel(world):
    assert ask(world, None).invoice.viewers == ()


@pytest.mark.parametrize("status", [S.RECEIVED, S.SENT, S.REJECTED, S.DELIVERED])
def test_who_repeats_a_standing_request_signed_in_sees_it_too(world, status):
    invoice = world.bring(ask(world, "acc-1").invoice, status)

    answer = ask(world, "acc-2")

    assert answer.outcome is Outcome.STANDING
    assert answer.invoice == world.now(invoice)
    assert answer.invoice.viewers == ("acc-1", "acc-2")
    assert panel(world, "acc-1") == panel(world, "acc-2") == [invoice.id]


def test_a_repeat_by_a_viewer_or_a_guest_writes_nothing(world):
    ask(world, "acc-1")
    written = len(world.invoices.written)

    for viewer in ("acc-1", None):
        assert ask(world, viewer).invoice.viewers == ("acc-1",)

    assert len(world.invoices.written) == written


def test_a_repeat_that_changes_data_adds_its_viewer_in_the_same_write(world):
    invoice = ask(world, None).invoice

    answer = ask(world, "acc-1", uso_cfdi="S01")

    assert answer.outcome is Outcome.CORRECTED
    assert (answer.invoice.viewers, answer.invoice.version) == (("acc-1",), invoice.version + 1)
    assert panel(world, "acc-1") == [invoice.id]


def test_who_takes_a_ticket_over_does_not_bring_its_former_viewers(world):
    former = ask(world, "acc-1").invoice

    taken = ask(world, "acc-2", **OTHER_RFC).invoice

    assert taken.viewers == ("acc-2",)
    assert world.now(former).viewers == ("acc-1",)


def test_who_is_refused_becomes_no_viewer(world):
    invoice = world.bring(ask(world, "acc-1").invoice, S.DELIVERED)

    with pytest.raises(Conflict):
        ask(world, "acc-2", **OTHER_RFC)

    assert world.now(invoice).viewers == ("acc-1",)


def test_a_correction_keeps_its_account_in_sight_whatever_the_addresses(world):
    invoice = ask(world, None).invoice

    corrected = world.invoicing.correct(invoice, make_asked(emails=()), "acc-1").invoice

    assert corrected.viewers == ("acc-1",)
    assert panel(world, "acc-1") == [invoice.id]


def test_an_address_that_was_corrected_away_leaves_no_entry_behind(world):
    invoice = ask(world, None, emails=("old@correo.example",)).invoice

    world.invoicing.correct(invoice, make_asked(emails=("new@correo.example",)))

    assert world.invoices.listed(email_viewer("old@correo.example"), Filters(), 50) == []
    assert len(world.invoices.listed(email_viewer("new@correo.example"), Filters(), 50)) == 1


def test_a_repeat_that_meets_a_worker_is_answered_with_what_he_wrote(world):
    invoice = ask(world, None).invoice
    before(world.invoices, "relist", lambda: world.bring(invoice, S.SEALED))

    answer = ask(world, "acc-1")

    assert (answer.invoice.status, answer.invoice.viewers) == (S.SEALED, ("acc-1",))


def test_beyond_the_most_viewers_a_repeat_is_answered_and_seen_by_its_token_only(world):
    invoice = ask(world, None).invoice
    full = tuple(f"acc-{number}" for number in range(MOST_VIEWERS))
    world.invoices.save(replace(invoice, version=invoice.version + 1, viewers=full))

    assert ask(world, "one-more").invoice.viewers == full
