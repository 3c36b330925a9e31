"""A definite refusal: a question to the shopper, the store's affair, or bytes that are dead."""

from __future__ import annotations

from datetime import timedelta, timezone

import pytest

from chalicelib.cfdi.csd import CSDUnreadable
from chalicelib.cfdi.reading import read
from chalicelib.domain.invoice_parts import Problem
from chalicelib.domain.invoice_status import InvoiceStatus, Phase
from chalicelib.errors import Conflict
from chalicelib.pac.port import CFDIRejected
from tests.factories import OTHER_RFC, make_ticket
from tests.twins.pac import CLOSED, LATE, LOST, UNHEARD
from tests.usecases.meanwhile import before

S = InvoiceStatus
DELIVERED = ["received", "sealed", "sent", "stamped", "ready", "delivered"]
NAME = CFDIRejected("CFDI40145", "El campo Nombre del receptor…", "Nombre")
LCO = CFDIRejected("402", "El contribuyente no se encuentra en la LCO")
OURS = CFDIRejected("CFDI40119", "El campo Total no corresponde…", "Total")
TOO_OLD = CFDIRejected("401", "Fecha y hora de generación fuera de rango")
ISSUER_NOT_READY = Problem("issuer_not_ready", None, LCO.code, LCO.message)


@pytest.fixture
def asked(world):
    world.load(make_ticket())
    return world.ask(make_ticket()).invoice


def fechas(world) -> list[str]:
    """The Fecha of each document that was sealed, in order."""
    documents = [read(xml) for key, xml in world.documents.kept.items() if "sealed/" in key]
    return [document.comprobante.fecha.isoformat() for document in documents]


# The shopper's data


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


# A refusal while an earlier send may still be stamped


@pytest.fixture
def quiet(world, asked):
    """Unheard at noon, refused a minute later."""

    def with_first(order):
        world.pac.orders.extend([order, NAME])
        world.work()
        world.lives(minutes=1)
        return world.now(asked)

    return with_first


def test_a_refusal_after_silence_is_quiet_until_nothing_can_come_late(world, quiet):
    began = world.clock.now

    invoice = quiet(UNHEARD)

    assert (invoice.status, invoice.phase) == (S.QUIET, Phase.WORKING)
    assert invoice.due == began + timedelta(minutes=15)


def test_in_its_quiet_time_nothing_is_sent_whoever_knocks(world, quiet):
    invoice = quiet(UNHEARD)

    for _ in range(13):
        world.clock.passes(minutes=1)
        world.stamping.advance(invoice.id)
        world.reconciling.wake_what_is_due()
        world.work()

    assert len(world.pac.calls) == 2
    assert world.now(invoice) == invoice


def test_in_its_quiet_time_nobody_can_take_or_correct_it(world, quiet):
    invoice = quiet(UNHEARD)

    with pytest.raises(Conflict, match="ticket_in_progress"):
        world.ask(make_ticket(), **OTHER_RFC)

    assert world.ask(make_ticket(), name="OTRA").differs == ("name",)
    assert world.now(invoice) == invoice


def test_after_fifteen_minutes_one_question_finds_that_it_was_never_stamped(world, quiet):
    invoice = quiet(UNHEARD)
    world.pac.orders.append(NAME)

    world.lives(minutes=16)

    assert world.past(invoice) == ["received", "sealed", "sent", "quiet", "rejected"]
    assert world.now(invoice).problem.field == "name"
    assert len(world.pac.calls) == 3


def test_after_fifteen_minutes_one_question_finds_the_late_stamp(world, quiet):
    invoice = quiet(LATE)
    world.pac.arrive()

    world.lives(minutes=16)

    assert world.past(invoice) == [
        "received",
        "sealed",
        "sent",
        "quiet",
        "stamped",
        "ready",
        "delivered",
    ]
    assert len(world.pac.calls) == 3
    assert len(world.pac.ledger) == 1


def test_a_silent_question_is_asked_again_and_never_closes_the_request(world, quiet):
    invoice = quiet(UNHEARD)
    world.pac.orders.extend([UNHEARD, CLOSED, NAME])

    world.lives(minutes=20)
    after_silence = world.now(invoice).status
    world.pac.orders.append(NAME)
    world.lives(minutes=20)

    assert after_silence is S.QUIET
    assert world.now(invoice).status is S.REJECTED
    assert world.pac.ledger == {}


def test_a_silent_question_has_its_pause_too(world, quiet):
    invoice = quiet(UNHEARD)
    world.pac.orders.append(UNHEARD)
    world.clock.now = invoice.due
    world.work()
    asked_in_vain = world.now(invoice)

    for _ in range(5):
        world.stamping.advance(invoice.id)

    assert asked_in_vain.due > world.clock.now
    assert world.now(invoice) == asked_in_vain
    assert len(world.pac.calls) == 3


def test_a_lost_stamp_wins_over_any_refusal(world, asked):
    """The PAC stamped and nobody heard; a refusal of the same bytes cannot follow."""
    world.pac.orders.extend([LOST, NAME])

    world.work()
    world.lives(minutes=1)

    assert world.past(asked) == DELIVERED
    assert len(world.pac.ledger) == 1


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


# Bytes that 72 hours have killed


def keeps_to_72_hours(world):
    """Let the PAC refuse what it has not stamped within 72 hours of its Fecha, as each one does."""

    def check():
        [sealed] = [xml for key, xml in world.documents.kept.items() if "sealed/" in key][-1:]
        fecha = read(sealed).comprobante.fecha.replace(tzinfo=timezone(-timedelta(hours=6)))
        if world.clock.now - fecha > timedelta(hours=72) and sealed not in world.pac.ledger:
            world.pac.orders.append(TOO_OLD)

    before(world.pac, "stamp", check, times=1000)


def silence(world, hours: int, order=UNHEARD) -> None:
    """Let the first send stay unanswered for hours, without walking through each minute."""
    world.pac.orders.append(order)
    world.work()
    keeps_to_72_hours(world)
    world.clock.passes(hours=hours)


def test_dead_bytes_are_sealed_anew_once_the_pac_proves_that_they_were_never_stamped(world, asked):
    silence(world, hours=73)

    world.lives(minutes=2)

    assert world.past(asked) == ["received", "sealed", "sent", *DELIVERED]
    assert world.now(asked).attempt == 2
    assert fechas(world) == ["2026-11-20T12:00:00", "2026-11-23T13:01:00"]
    assert len(world.pac.ledger) == 1


def test_old_bytes_that_were_stamped_are_never_sealed_anew(world, asked):
    silence(world, hours=73, order=LOST)

    world.lives(minutes=2)

    assert world.past(asked) == DELIVERED
    assert world.now(asked).attempt == 1
    assert len(fechas(world)) == len(world.pac.ledger) == 1


def test_silence_however_long_is_no_proof(world, asked):
    silence(world, hours=100)
    world.pac.orders.extend([UNHEARD] * 5)

    world.lives(minutes=60)

    assert len({sealed for _, sealed, _ in world.pac.calls[:6]}) == 1


def test_a_send_of_the_last_minutes_could_still_be_stamped_late(world, asked):
    silence(world, hours=73)
    world.pac.orders.append(LATE)

    world.lives(minutes=14)
    while_it_may_come = world.now(asked)
    world.lives(minutes=30)

    assert (while_it_may_come.attempt, while_it_may_come.status) == (1, S.SENT)
    assert world.now(asked).attempt == 2
    assert world.past(asked)[-1] == "delivered"


def test_a_date_refused_too_early_is_no_death(world, asked):
    """A PAC's clock may be wrong; the bytes may still be stamped by it or after it."""
    silence(world, hours=71)
    world.pac.orders.append(TOO_OLD)

    world.lives(minutes=15)

    assert world.now(asked).attempt == 1
    assert len(fechas(world)) == 1
    assert world.past(asked) == DELIVERED


@pytest.mark.parametrize("refusal", [LCO, OURS], ids=["the store's", "ours"])
def test_what_held_the_store_up_for_72_hours_does_not_bind_it_to_dead_bytes(world, asked, refusal):
    """A new CSD, or our own mended bug, can only come in with a new document."""
    silence(world, hours=73, order=refusal)
    world.pac.orders.append(refusal)

    world.lives(minutes=2)

    assert world.now(asked).attempt == 2
    assert world.past(asked) == ["received", "sealed", "sent", *DELIVERED]
    assert len(world.pac.ledger) == 1


def test_wrong_data_in_dead_bytes_are_still_a_question(world, asked):
    silence(world, hours=73)
    world.pac.orders.append(NAME)

    world.lives(minutes=2)

    assert world.now(asked).status is S.REJECTED
