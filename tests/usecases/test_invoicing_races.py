"""Several who ask at once: one of them is first, and nobody is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.errors import Conflict
from chalicelib.usecases.invoicing import Outcome
from tests.factories import (
    OTHER_RFC,
    make_ticket,
)
from tests.usecases.meanwhile import before

S = InvoiceStatus


def racing(world, rival, times=1):
    """Let `rival` act just before our next writes of an invoice."""
    left = [times]

    def once():
        if left[0]:
            left[0] -= 1
            rival()

    before(world.invoices, "claim", once, times)
    before(world.invoices, "save", once, times)


def test_who_comes_second_by_a_hair_gets_the_first_ones_invoice(world):
    ticket = make_ticket()
    world.load(ticket)
    rivals = []
    racing(world, lambda: rivals.append(world.ask(ticket)))

    answer = world.ask(ticket)

    assert (answer.outcome, rivals[0].outcome) == (Outcome.STANDING, Outcome.NEW)
    assert answer.invoice == rivals[0].invoice


def test_a_correction_that_loses_to_the_seal_is_told_as_not_used(world):
    ticket = make_ticket()
    world.load(ticket)
    invoice = world.ask(ticket).invoice
    racing(world, lambda: world.bring(invoice, S.SEALED))

    answer = world.ask(ticket, uso_cfdi="S01")

    assert (answer.outcome, answer.differs) == (Outcome.STANDING, ("uso_cfdi",))


def test_a_take_over_that_loses_to_the_seal_is_asked_to_come_back(world):
    ticket = make_ticket()
    world.load(ticket)
    invoice = world.ask(ticket).invoice
    racing(world, lambda: world.bring(invoice, S.SEALED))

    with pytest.raises(Conflict, match="ticket_in_progress"):
        world.ask(ticket, **OTHER_RFC)

    assert world.now(invoice).status is S.SEALED


def test_who_loses_every_race_is_asked_to_come_back_soon(world):
    ticket = make_ticket()
    world.load(ticket)

    def touch():
        kept = world.record(ticket)
        world.tickets.put(replace(kept, version=kept.version + 1), seen_version=kept.version)

    racing(world, touch, times=100)

    with pytest.raises(Conflict) as refused:
        world.ask(ticket)

    assert (refused.value.code, refused.value.retry_after) == ("ticket_in_progress", 1)
