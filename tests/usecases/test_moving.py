"""Writing the next step of a leased invoice, and waking whoever takes the one after."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.usecases.moving import REREADS
from tests.factories import make_invoice, make_ticket
from tests.usecases.meanwhile import before

S = InvoiceStatus
EVA = "eva@correo.example"


@pytest.fixture
def leased(world):
    world.load(make_ticket())
    invoice = world.ask(make_ticket()).invoice
    world.queues.waiting.clear()
    return world.moving.lease(invoice)


def seal(invoice):
    return invoice.sealed_as(make_invoice(S.SEALED).sealed, invoice.accepted_at)


def ask_for_a_mail(world, invoice):
    return lambda: world.mailing.ask(invoice.id, (EVA,))


def test_one_of_two_takes_the_lease(world):
    world.load(make_ticket())
    invoice = world.ask(make_ticket()).invoice

    first = world.moving.lease(invoice)
    world.clock.passes(milliseconds=1)
    second = world.moving.lease(invoice)

    assert first == world.now(invoice)
    assert second is None


def test_a_step_is_written_and_given_back(world, leased):
    moved = world.moving.move(leased, seal)

    assert moved == world.now(leased)
    assert moved.status is S.SEALED


def test_a_step_keeps_what_changed_beside_it(world, leased):
    before(world.invoices, "save", ask_for_a_mail(world, leased))

    moved = world.moving.move(leased, seal)

    assert moved.status is S.SEALED
    assert EVA in [entry.to for entry in moved.mail]


def test_who_lost_the_lease_moves_nothing(world, leased):
    world.clock.passes(minutes=3)
    taken = world.moving.lease(leased)

    assert world.moving.move(leased, seal) is None
    assert world.now(leased) == taken


def test_a_step_that_never_gets_through_is_left_to_the_due_time(world, leased):
    before(world.invoices, "save", ask_for_many(world, leased), times=REREADS)

    assert world.moving.move(leased, seal) is None
    assert world.now(leased).status is S.RECEIVED
    assert world.now(leased).due is not None


def ask_for_many(world, invoice):
    """Asks for a mail at another address each time, by a write of its own."""
    numbers = iter(range(100))

    def ask():
        kept = world.now(invoice)
        asked = kept.mail_asked((f"{next(numbers)}@correo.example",), world.clock.now)
        type(world.invoices).save(world.invoices, asked)

    return ask


def test_an_invoice_that_is_gone_moves_nowhere(world):
    assert world.moving.move(make_invoice(id="inv-unknown").leased(world.clock.now), seal) is None


@pytest.mark.parametrize(
    ("wait_s", "delay_s"),
    [(-60, 0), (0, 0), (0.2, 1), (1, 1), (1.001, 2), (60, 60), (900, 900), (100_000, 900)],
)
def test_a_message_comes_when_it_is_due_and_never_before(world, leased, wait_s, delay_s):
    """SQS delays by whole seconds, 900 at most; the due time sees to the rest."""
    due = world.clock.now + timedelta(seconds=wait_s)

    world.moving.wake("stamping", leased.waits(due, world.clock.now))

    [message] = world.queues.waiting
    assert (message.visible_at - world.clock.now).total_seconds() == delay_s


def test_what_is_not_due_is_woken_at_once(world, leased):
    world.moving.wake("delivery", make_invoice(S.DELIVERED))

    assert world.queues.take("delivery") == ["inv-1"]


def test_a_deaf_queue_is_no_failure(world, leased):
    world.queues.is_down = True

    world.moving.wake("stamping", leased)

    assert world.queues.waiting == []
