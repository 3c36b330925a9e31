"""A definite refusal: a question to the shopper, or the store's affair, or ours."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.cfdi.csd import CSDUnreadable
from chalicelib.cfdi.reading import read
from chalicelib.domain.invoice_parts import Problem
from chalicelib.domain.invoice_status import InvoiceStatus, Phase
from tests.factories import OTHER_RFC, make_ticket
from tests.twins.pac import CLOSED, UNHEARD
from tests.usecases.refusals import LCO, NAME, OURS
from tests.usecases.world import DELIVERED

S = InvoiceStatus


def test_wrong_data_become_a_question_to_the_shopper(world, asked):
    world.pac.orders.append(NAME)

    world.work()

    rejected = world.now(asked)
    assert (rejected.status, rejected.phase, rejected.due) == (S.REJECTED, Phase.NEEDS_YOU, None)
    assert rejected.problem == Problem("data_refused", "name", NAME.code, NAME.message)
    assert len(world.pac.calls) == 1


def test_an_answered_question_is_a_new_document_under_a_new_name(world, asked):
    world.pac.orders.append(NAME)
    world.work()

    world.ask(make_ticket(), name="OLIVIA MARTINEZ SAGAZ")
    world.work()

    first, second = world.pac.calls
    assert world.past(asked) == ["received", "sealed", "sent", "rejected", *DELIVERED]
    assert (first[2], second[2]) == (f"{asked.id}:1", f"{asked.id}:2")
    assert first[1] != second[1]
    assert len(world.pac.ledger) == 1


def test_after_a_refusal_another_rfc_gets_its_factura(world, asked):
    world.pac.orders.append(NAME)
    world.work()

    theirs = world.ask(make_ticket(), **OTHER_RFC).invoice
    world.work()

    assert world.past(theirs) == DELIVERED
    assert world.past(asked)[-1] == "cancelled"
    assert [mail.to for mail in world.mailer.sent] == ["berenice@correo.example"]
    assert len(world.pac.ledger) == 1


def test_a_shut_door_before_a_refusal_leaves_nothing_unknown(world, asked):
    world.pac.orders.extend([CLOSED, NAME])

    world.work()
    world.lives(minutes=1)

    assert world.now(asked).status is S.REJECTED


# The store's own affairs, and ours


@pytest.mark.parametrize("refusal", [LCO, OURS], ids=["the store's", "ours"])
def test_what_the_shopper_cannot_mend_keeps_him_in_line(world, asked, refusal):
    world.pac.orders.extend([refusal] * 3)

    world.work()
    held_up = world.now(asked)
    world.lives(minutes=5)

    assert (held_up.status, held_up.phase) == (S.SENT, Phase.WORKING)
    assert held_up.problem == Problem("issuer_not_ready", None, refusal.code, refusal.message)
    assert held_up.due > world.clock.now - timedelta(minutes=5)
    assert world.past(asked) == DELIVERED
    assert world.now(asked).problem is None
    assert len({sealed for _, sealed, _ in world.pac.calls}) == 1


def test_a_refusal_of_the_store_is_an_answer_and_no_silence(world, asked):
    world.pac.orders.extend([UNHEARD, LCO, NAME])

    world.work()
    world.lives(minutes=2)

    assert [send.outcome for send in world.now(asked).sends] == [None, "not_stamped", "refused"]
    assert world.now(asked).status is S.QUIET


class NoCSD:
    """An issuer whose CSD has not come in."""

    def __getitem__(self, issuer_id: str) -> None:
        raise CSDUnreadable("csd_missing")


def test_without_the_stores_csd_a_request_waits_in_line(world, asked):
    csds, world.csds = world.csds, NoCSD()

    world.work()
    waiting = world.now(asked)
    world.csds = csds
    world.lives(minutes=3)

    assert (waiting.status, waiting.sealed) == (S.RECEIVED, None)
    assert waiting.problem == Problem("issuer_not_ready", sat_message="csd_missing")
    assert world.past(asked) == DELIVERED


def test_the_pauses_of_a_request_that_waits_for_the_store_grow_too(world, asked):
    world.csds = NoCSD()
    pauses = []

    for _ in range(10):
        world.work()
        pauses.append((world.now(asked).due - world.clock.now).seconds)
        world.clock.now = world.now(asked).due

    assert pauses == [1, 1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_who_waits_for_the_store_may_still_correct_his_data(world, asked):
    csds, world.csds = world.csds, NoCSD()
    world.work()

    world.ask(make_ticket(), name="OLIVIA MARTINEZ SAGAZ")
    world.csds = csds
    world.work()

    [sealed] = world.pac.ledger
    assert read(sealed).comprobante.receptor.nombre == "OLIVIA MARTINEZ SAGAZ"
