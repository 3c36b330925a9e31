"""Many workers, doubled and late messages: one stamp, one line of history."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from chalicelib.domain.invoice import LEASE, LOOK_AGAIN
from chalicelib.errors import Unavailable
from tests.factories import OTHER_RFC, make_ticket
from tests.twins.pac import UNHEARD
from tests.usecases.meanwhile import after, before
from tests.usecases.world import DELIVERED

WORKERS = 8


def versions(world, invoice) -> list[int]:
    return [kept.version for kept in world.invoices.written if kept.id == invoice.id]


def test_a_message_that_comes_twice_finds_the_work_done(world, asked):
    world.work()
    done = world.now(asked)

    for _ in range(3):
        world.stamping.advance(asked.id)
        world.delivery.deliver(asked.id)
        world.work()

    assert world.now(asked) == done
    assert len(world.pac.calls) == len(world.mailer.sent) == 1


def test_a_second_worker_leaves_alone_what_is_at_the_pac(world, asked):
    before(world.pac, "stamp", lambda: world.stamping.advance(asked.id))

    world.work()

    assert len(world.pac.calls) == 1
    assert world.past(asked) == DELIVERED


def test_a_worker_that_outlives_its_lease_stamps_nothing_twice(world, asked):
    def another_takes_over():
        world.clock.now += max(LEASE, LOOK_AGAIN)
        world.stamping.advance(asked.id)

    before(world.pac, "stamp", another_takes_over)

    world.work()

    assert len(world.pac.calls) == 2
    assert len(world.pac.ledger) == 1
    assert world.past(asked) == DELIVERED
    assert versions(world, asked) == [*range(1, world.now(asked).version + 1)]


def test_who_lost_the_lease_before_the_call_does_not_call(world, asked):
    def another_takes_over():
        world.clock.now += LOOK_AGAIN
        world.stamping.advance(asked.id)

    after(world.documents, "put_sealed", another_takes_over)

    world.work()

    assert len(world.pac.calls) == len(world.pac.ledger) == 1
    assert world.past(asked) == DELIVERED
    assert versions(world, asked) == [*range(1, world.now(asked).version + 1)]


def test_who_loses_the_lease_builds_nothing(world, asked):
    before(world.invoices, "save", lambda: world.stamping.advance(asked.id))

    world.work()

    assert world.branches.next_folio("i1", "C") == 2
    assert len(world.pac.calls) == 1
    assert world.past(asked) == DELIVERED


def test_many_workers_at_once_make_one_stamp(world, asked):
    together = Barrier(WORKERS)

    def work(_):
        together.wait()
        world.stamping.advance(asked.id)

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(work, range(WORKERS)))
    world.work()

    assert len(world.pac.calls) == len(world.pac.ledger) == 1
    assert world.past(asked) == DELIVERED
    assert versions(world, asked) == [*range(1, world.now(asked).version + 1)]


def test_a_mail_asked_for_while_the_pac_works_does_not_cost_the_stamp(world, asked):
    before(world.pac, "stamp", lambda: world.mailing.ask(asked.id, ("eva@correo.example",)))

    world.work()

    assert world.past(asked) == DELIVERED
    assert sorted(mail.to for mail in world.mailer.sent) == [
        "eva@correo.example",
        "olivia@correo.example",
    ]
    assert len(world.pac.calls) == 1


def test_a_ticket_taken_over_while_its_document_is_built_is_never_sent(world, asked):
    after(world.documents, "put_sealed", lambda: world.ask(make_ticket(), **OTHER_RFC))

    world.work()

    [sealed] = world.pac.ledger
    assert b"XIQB891116QE4" in sealed
    assert world.past(asked) == ["received", "cancelled"]
    assert [mail.to for mail in world.mailer.sent] == ["berenice@correo.example"]


def test_a_correction_while_the_document_is_built_is_what_gets_sent(world, asked):
    after(world.documents, "put_sealed", lambda: world.ask(make_ticket(), name="OLIVIA"))

    world.work()

    [sealed] = world.pac.ledger
    assert b'Nombre="OLIVIA"' in sealed
    assert world.past(asked) == ["received", *DELIVERED]


@pytest.mark.parametrize(("early_s", "calls"), [(0.9, 2), (1.1, 1)])
def test_a_worker_early_by_less_than_a_second_is_in_time(world, asked, early_s, calls):
    """Clocks of two machines differ; a message may come a hair before its due time."""
    world.pac.orders.extend([UNHEARD] * 2)
    world.work()
    world.clock.now = world.now(asked).due - timedelta(seconds=early_s)

    world.stamping.advance(asked.id)

    assert len(world.pac.calls) == calls


def test_when_the_documents_cannot_be_read_the_request_waits(world, asked):
    world.documents.is_down = True

    with pytest.raises(Unavailable):
        world.work()
    world.documents.is_down = False
    world.lives(minutes=3)

    assert world.past(asked) == DELIVERED
