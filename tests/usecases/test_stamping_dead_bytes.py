"""72 hours after their Fecha sealed bytes are dead: sealed anew, once that is proved."""

from __future__ import annotations

from datetime import timedelta, timezone

import pytest

from chalicelib.cfdi.reading import read
from chalicelib.domain.invoice_status import InvoiceStatus
from tests.twins.pac import LATE, LOST, UNHEARD
from tests.usecases.meanwhile import before
from tests.usecases.refusals import LCO, NAME, OURS, TOO_OLD
from tests.usecases.world import DELIVERED

S = InvoiceStatus


def fechas(world) -> list[str]:
    """The Fecha of each document that was sealed, in order."""
    documents = [read(xml) for key, xml in world.documents.kept.items() if "sealed/" in key]
    return [document.comprobante.fecha.isoformat() for document in documents]


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
