"""When the PAC says nothing that we understand: the same bytes, to the same PAC, until it does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.invoice_status import InvoiceStatus, Phase
from chalicelib.usecases.stamping import JITTER
from tests.factories import make_ticket
from tests.twins.pac import BY_BYTES, CLOSED, LATE, LOST, UNHEARD, PACInMemory
from tests.usecases.world import DELIVERED

S = InvoiceStatus


def outcomes(world, invoice) -> list[str | None]:
    return [send.outcome for send in world.now(invoice).sends]


def test_a_lost_answer_does_not_stamp_the_invoice_twice(world, asked):
    world.pac.orders.append(LOST)

    world.work()
    kept = world.now(asked)
    world.lives(minutes=1)

    assert (kept.status, kept.phase) == (S.SENT, Phase.WORKING)
    assert world.past(asked) == DELIVERED
    assert len(world.pac.ledger) == 1
    assert outcomes(world, asked) == [None, "stamped"]


@pytest.mark.parametrize("order", [LOST, UNHEARD, LATE, CLOSED])
def test_every_retry_sends_the_same_bytes_under_the_same_name(world, asked, order):
    world.pac.orders.extend([order] * 5)

    world.work()
    world.lives(minutes=5)

    assert len(world.pac.calls) == 6
    assert len(set(world.pac.calls)) == 1
    assert world.past(asked) == DELIVERED


def test_silence_is_written_down_as_unknown_and_a_shut_door_as_not_stamped(world, asked):
    world.pac.orders.extend([UNHEARD, CLOSED])

    world.work()
    world.lives(minutes=2)

    assert outcomes(world, asked) == [None, "not_stamped", "stamped"]


def test_after_silence_the_same_bytes_wait_in_line_with_a_message_on_the_way(world, asked):
    world.pac.orders.append(UNHEARD)

    world.work()

    invoice = world.now(asked)
    [message] = world.queues.waiting
    assert (invoice.status, invoice.lease_until) == (S.SENT, None)
    assert invoice.due == world.clock.now + timedelta(seconds=1)
    assert (message.queue, message.visible_at) == ("stamping", invoice.due)


def test_pauses_double_up_to_a_minute_while_a_shopper_may_be_looking(world, asked):
    world.pac.orders.extend([CLOSED] * 9)
    pauses = []

    for _ in range(9):
        world.work()
        pauses.append((world.now(asked).due - world.clock.now).seconds)
        world.clock.now = world.now(asked).due

    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_pauses_are_scattered_so_that_not_all_ask_at_once(world, asked):
    world.pac.orders.append(CLOSED)
    scattered = replace(world.stamping, jitter=lambda: 1.0)

    scattered.advance(asked.id)

    pause = world.now(asked).due - world.clock.now
    assert pause == timedelta(seconds=1) * (1 - JITTER)


def test_a_pac_that_is_down_for_hours_delays_and_loses_nothing(world, asked):
    world.pac.orders.extend([CLOSED] * 40)

    world.work()
    world.lives(minutes=300)

    assert world.past(asked) == DELIVERED
    assert len(world.pac.ledger) == 1


def test_the_banner_knows_since_when_the_pac_is_silent_and_when_it_is_back(world, asked):
    world.pac.orders.extend([CLOSED, UNHEARD])
    began = world.clock.now

    world.work()
    while_silent = world.health.failing_since("stamping")
    world.lives(minutes=2)

    assert while_silent == began
    assert world.health.failing_since("stamping") is None


def test_a_send_that_arrives_late_is_found_as_stamped(world, asked):
    world.pac.orders.extend([LATE, CLOSED])

    world.work()
    world.pac.arrive()
    world.lives(minutes=2)

    assert world.past(asked) == DELIVERED
    assert len(world.pac.ledger) == 1


def test_a_pac_with_a_look_up_is_asked_before_it_is_sent_anything_again(world):
    world.pac = PACInMemory(world._certify, replace(BY_BYTES, lookup_by_document=True))
    world.load(make_ticket())
    invoice = world.ask(make_ticket()).invoice
    world.pac.orders.append(LOST)

    world.work()
    world.lives(minutes=1)

    assert [call[0] for call in world.pac.calls] == ["stamp", "recover"]
    assert world.past(invoice) == DELIVERED


def test_what_its_look_up_proves_never_stamped_is_sent_again(world):
    world.pac = PACInMemory(world._certify, replace(BY_BYTES, lookup_by_document=True))
    world.load(make_ticket())
    invoice = world.ask(make_ticket()).invoice
    world.pac.orders.append(UNHEARD)

    world.work()
    world.lives(minutes=1)

    assert [call[0] for call in world.pac.calls] == ["stamp", "recover", "stamp"]
    assert world.past(invoice) == DELIVERED


def test_within_the_pacs_lag_the_same_bytes_are_the_question(world):
    """A look-up would say that nothing was stamped, whatever was."""
    slow = replace(BY_BYTES, lookup_by_document=True, lookup_lag_s=5)
    world.pac = PACInMemory(world._certify, slow)
    world.load(make_ticket())
    invoice = world.ask(make_ticket()).invoice
    world.pac.orders.extend([UNHEARD] * 4)

    for _ in range(5):  # 1, 2, 4 and 8 s after the one before
        world.work()
        world.clock.now = world.now(invoice).due or world.clock.now

    assert [call[0] for call in world.pac.calls] == [*["stamp"] * 4, "recover", "stamp"]
    assert world.past(invoice) == DELIVERED


# What comes back is believed only when it is ours, unchanged, under SAT's seal.


def answers_once(world, falsify):
    """Let the PAC stamp, and hand something else out the first time."""
    honest = world.pac.stamp
    calls = []

    def stamp(sealed, reference):
        calls.append(reference)
        answer = honest(sealed, reference)
        return falsify(sealed, answer) if len(calls) == 1 else answer

    world.pac.stamp = stamp


def false_answers(sat, sealed, answer) -> dict[str, bytes]:
    return {
        "no XML": b"<html>502 Bad Gateway",
        "torn": answer[:-200],
        "no timbre": sealed,
        "another total": answer.replace(b'"100.00"', b'"900.00"'),
        "another receptor": answer.replace(b"OLIVIA", b"OTILIA"),
        "a stranger's seal": sat.stamp(sealed, key="stranger"),
        "an unknown certificate": sat.stamp(sealed, key="stranger", NoCertificadoSAT="3" * 20),
        "another document's timbre": sat.stamp(sealed, SelloCFD="b3Rybw=="),
    }


@pytest.mark.parametrize(
    "falsehood",
    [
        "no XML",
        "torn",
        "no timbre",
        "another total",
        "another receptor",
        "a stranger's seal",
        "an unknown certificate",
        "another document's timbre",
    ],
)
def test_a_wrong_document_is_never_kept_and_the_right_one_is_asked_for(
    world, asked, sat, falsehood
):
    answers_once(world, lambda *answer: false_answers(sat, *answer)[falsehood])

    world.work()
    status, kept = world.now(asked).status, set(world.documents.kept)
    world.lives(minutes=1)

    assert status is S.SENT
    assert {key.partition("/")[0] for key in kept} == {"sealed"}
    assert world.past(asked) == DELIVERED
    assert world.documents.cfdi(world.now(asked).xml_key) in world.pac.ledger.values()


def test_the_same_stamp_in_other_bytes_is_no_other_stamp(world, asked):
    """A PAC may write the stamp otherwise when it is asked again; what is kept stays."""
    honest = world.pac.stamp
    plain, spaced = b"<cfdi:Complemento>", b"<cfdi:Complemento >"
    world.pac.stamp = lambda *call: honest(*call).replace(plain, spaced)
    world.invoices.save, save = _refusing_the(S.STAMPED, world.invoices.save), world.invoices.save

    with pytest.raises(OSError, match="torn"):
        world.work()
    world.invoices.save, world.pac.stamp = save, honest
    world.lives(minutes=4)

    invoice = world.now(asked)
    assert world.past(asked) == DELIVERED
    assert spaced in world.documents.cfdi(invoice.xml_key)
    assert len(world.pac.ledger) == 1


def _refusing_the(status, save):
    def refuse(invoice):
        if invoice.status is status:
            raise OSError("torn")
        return save(invoice)

    return refuse
