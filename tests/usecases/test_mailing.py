"""Asking for the mail again, or at another address, whatever the invoice is doing."""

from __future__ import annotations

import pytest

from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.errors import Conflict, NotFound
from tests.factories import EMAIL, make_ticket
from tests.usecases.meanwhile import before

S = InvoiceStatus
EVA = "eva@correo.example"


@pytest.fixture
def delivered(world, asked):
    world.work()
    return world.now(asked)


def reached(world) -> list[str]:
    return [mail.to for mail in world.mailer.sent]


def test_another_address_gets_the_mail_too(world, delivered):
    world.clock.passes(minutes=5)

    world.mailing.ask(delivered.id, (EVA,))
    world.work()

    assert reached(world) == [EMAIL, EVA]
    assert world.now(delivered).due is None


def test_the_same_address_gets_it_again_when_asked_later(world, delivered):
    world.clock.passes(minutes=5)

    world.mailing.ask(delivered.id, (EMAIL,))
    world.work()

    assert reached(world) == [EMAIL, EMAIL]


def test_a_repeated_click_sends_one_mail_and_leaves_nothing_due(world, delivered):
    for _ in range(3):
        world.mailing.ask(delivered.id, (EMAIL,))
    world.work()
    world.lives(minutes=10)

    assert reached(world) == [EMAIL]
    assert world.invoices.due(world.clock.now) == []


def test_a_mail_asked_for_right_after_the_files_are_ready_goes_at_once(world):
    world.load(make_ticket())
    ready = world.ask(make_ticket(), emails=()).invoice
    world.work()

    world.mailing.ask(ready.id, (EVA,))
    world.work()

    assert reached(world) == [EVA]
    assert world.past(ready)[-1] == "delivered"


@pytest.mark.parametrize("status", [S.RECEIVED, S.SEALED, S.SENT, S.QUIET, S.REJECTED])
def test_before_the_stamp_the_address_is_noted_and_nobody_is_woken(world, asked, status):
    before_it = world.bring(asked, status)
    world.queues.waiting.clear()

    noted = world.mailing.ask(asked.id, (EVA,))

    assert noted == world.now(asked)
    assert [entry.to for entry in noted.mail] == [EMAIL, EVA]
    assert (noted.status, noted.due) == (before_it.status, before_it.due)
    assert world.queues.waiting == []


def test_an_address_noted_early_is_reached_once_the_factura_is_there(world, asked):
    world.mailing.ask(asked.id, (EVA,))

    world.work()

    assert reached(world) == [EMAIL, EVA]


def test_an_address_noted_before_a_correction_is_reached_too(world, asked):
    world.bring(asked, S.REJECTED)
    world.mailing.ask(asked.id, (EVA,))

    world.ask(make_ticket(), uso_cfdi="S01", emails=("nuevo@correo.example",))
    world.work()

    assert reached(world) == ["nuevo@correo.example", EVA]


def test_a_mail_whose_address_was_refused_can_be_mended(world, asked):
    world.mailer.refused.add(EMAIL)
    world.work()

    world.mailing.ask(asked.id, (EVA,))
    world.work()

    assert reached(world) == [EVA]
    assert world.past(asked)[-1] == "delivered"


def test_a_worker_who_writes_between_costs_nobody_his_mail(world, asked):
    before(
        world.invoices,
        "save",
        lambda: world.invoices.save(world.now(asked).leased(world.clock.now)),
    )

    noted = world.mailing.ask(asked.id, (EVA,))

    assert noted.version == 3
    assert noted.mail_pending


def test_who_never_gets_to_write_is_asked_to_come_back(world, asked):
    world.invoices.save = lambda _: False

    with pytest.raises(Conflict) as refused:
        world.mailing.ask(asked.id, (EVA,))

    assert refused.value.retry_after == 1


def test_a_closed_invoice_has_nothing_to_send(world, asked):
    world.bring(asked, S.CANCELLED)

    with pytest.raises(Conflict, match="invoice_closed"):
        world.mailing.ask(asked.id, (EVA,))


def test_an_unknown_invoice_is_not_found(world):
    with pytest.raises(NotFound, match="invoice_not_found"):
        world.mailing.ask("inv-unknown", (EVA,))
