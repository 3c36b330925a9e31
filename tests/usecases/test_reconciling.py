"""The minute's look: what is due is woken, once, whatever became of its message."""

from __future__ import annotations

import pytest

from chalicelib.domain.invoice import LOOK_AGAIN
from chalicelib.domain.invoice_status import InvoiceStatus
from tests.factories import make_ticket
from tests.twins.pac import CLOSED
from tests.usecases.meanwhile import before

S = InvoiceStatus


@pytest.fixture
def ask(world):
    """Asks for a ticket's invoice and loses the message about it."""

    def one(number="1"):
        ticket = make_ticket(ticket_number=number)
        world.load(ticket)
        invoice = world.ask(ticket).invoice
        world.queues.waiting.clear()
        return invoice

    return one


def woken(world) -> list[tuple[str, str]]:
    messages = [(message.queue, message.item_id) for message in world.queues.waiting]
    world.queues.waiting.clear()
    return messages


@pytest.mark.parametrize(
    ("status", "queue"), [(S.RECEIVED, "stamping"), (S.STAMPED, "delivery"), (S.READY, "delivery")]
)
def test_what_is_due_is_sent_to_its_worker(world, ask, status, queue):
    invoice = world.bring(ask(), status)
    world.clock.now = invoice.due

    count = world.reconciling.wake_what_is_due()

    assert count == 1
    assert woken(world) == [(queue, invoice.id)]


def test_what_is_not_due_sleeps(world, ask):
    invoice = world.bring(ask(), S.SENT)
    world.clock.passes(seconds=LOOK_AGAIN.seconds - 1)

    assert world.reconciling.wake_what_is_due() == 0
    assert invoice.due > world.clock.now


@pytest.mark.parametrize("status", [S.REJECTED, S.DELIVERED, S.CANCELLED])
def test_what_is_at_rest_is_never_due(world, ask, status):
    world.bring(ask(), status)
    world.clock.passes(days=400)

    assert world.reconciling.wake_what_is_due() == 0


def test_a_second_pass_does_not_wake_the_same_again(world, ask):
    invoice = ask()

    passes = [world.reconciling.wake_what_is_due() for _ in range(3)]

    assert passes == [1, 0, 0]
    assert woken(world) == [("stamping", invoice.id)]


def test_of_two_passes_at_once_one_wakes_it(world, ask):
    invoice = ask()
    before(world.invoices, "move_due", world.reconciling.wake_what_is_due)

    assert world.reconciling.wake_what_is_due() == 0
    assert woken(world) == [("stamping", invoice.id)]


def test_what_was_woken_in_vain_is_woken_again_two_minutes_later(world, ask):
    invoice = ask()
    world.reconciling.wake_what_is_due()
    woken(world)

    world.clock.now += LOOK_AGAIN

    assert world.reconciling.wake_what_is_due() == 1
    assert woken(world) == [("stamping", invoice.id)]


def test_looking_does_not_write_the_invoice(world, ask):
    invoice = ask()

    world.reconciling.wake_what_is_due()

    assert world.now(invoice) == invoice


def test_the_oldest_are_woken_first(world, ask):
    invoices = []
    for number in "123":
        invoices.append(ask(number))
        world.clock.passes(seconds=1)

    world.reconciling.wake_what_is_due()

    assert [name for _, name in woken(world)] == [invoice.id for invoice in invoices]


def test_a_queue_that_cannot_be_reached_is_reported_and_costs_a_pass(world, ask):
    invoice = ask()
    world.queues.is_down = True

    with pytest.raises(OSError, match="cannot be reached"):
        world.reconciling.wake_what_is_due()
    world.queues.is_down = False
    world.lives(minutes=4)

    assert world.past(invoice)[-1] == "delivered"


def test_with_every_message_lost_the_request_still_becomes_a_factura(world, ask):
    world.pac.orders.extend([CLOSED] * 3)
    invoice = ask()

    for _ in range(20):
        world.clock.passes(minutes=1)
        world.reconciling.wake_what_is_due()
        world.work()
        world.queues.waiting.clear()

    assert world.past(invoice)[-1] == "delivered"
    assert len(world.pac.ledger) == 1


def test_all_that_a_long_outage_left_behind_is_woken_in_one_pass(world, ask):
    names = {ask(str(number)).id for number in range(250)}

    count = world.reconciling.wake_what_is_due()

    assert count == 250
    assert {name for _, name in woken(world)} == names
