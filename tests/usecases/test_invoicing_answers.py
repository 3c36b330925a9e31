"""The contract's table "POST /v1/invoices answers": every cell, by who asks and what stands."""

from __future__ import annotations

import pytest

from chalicelib.domain.invoice_parts import Problem
from chalicelib.domain.invoice_status import InvoiceStatus, Phase
from chalicelib.errors import Conflict
from chalicelib.usecases.invoicing import Outcome
from tests.factories import OTHER_RFC, make_ticket

S = InvoiceStatus
OPEN = [S.WAITING_TICKET, S.RECEIVED, S.REJECTED]
SEALED = [S.SEALED, S.SENT, S.QUIET]
STAMPED = [S.STAMPED, S.READY, S.DELIVERED]
NOTHING_STANDS = [None, S.CANCELLED]

SAME: dict[str, str] = {}
CHANGED = {"uso_cfdi": "S01", "emails": ("eva@correo.example",)}

TICKET = make_ticket()


@pytest.fixture
def standing(world):
    """Brings the ticket's invoice to a status; None means that nobody asked yet."""
    world.load(TICKET)

    def bring(status):
        if status is None:
            return None
        invoice = world.bring(world.ask(TICKET).invoice, status)
        world.queues.waiting.clear()
        return invoice

    return bring


def woken(world) -> list[tuple[str, str]]:
    return [(message.queue, message.item_id) for message in world.queues.waiting]


@pytest.mark.parametrize("asked", [SAME, CHANGED, OTHER_RFC], ids=["same", "changed", "other_rfc"])
@pytest.mark.parametrize("status", NOTHING_STANDS)
def test_where_nothing_stands_the_request_is_new(world, standing, status, asked):
    former = standing(status)

    answer = world.ask(TICKET, **asked)

    assert answer.outcome is Outcome.NEW
    assert answer.invoice == world.now(answer.invoice)
    assert answer.invoice.status is S.RECEIVED
    assert former is None or answer.invoice.id != former.id
    assert world.record(TICKET).claim.invoice_id == answer.invoice.id
    assert woken(world) == [("stamping", answer.invoice.id)]


@pytest.mark.parametrize("status", OPEN + SEALED + STAMPED)
def test_the_same_request_again_gets_the_invoice_as_it_stands(world, standing, status):
    invoice = standing(status)

    answer = world.ask(TICKET)

    assert answer.outcome is Outcome.STANDING
    assert (answer.invoice, answer.differs) == (invoice, ())
    assert woken(world) == []


@pytest.mark.parametrize("status", OPEN)
def test_changed_data_of_the_same_rfc_correct_what_is_not_sealed_or_was_refused(
    world, standing, status
):
    invoice = standing(status)

    answer = world.ask(TICKET, **CHANGED)

    assert (answer.outcome, answer.differs) == (Outcome.CORRECTED, ())
    assert answer.invoice == world.now(invoice)
    assert (answer.invoice.status, answer.invoice.attempt) == (S.RECEIVED, 2)
    assert answer.invoice.data.uso_cfdi == "S01"
    assert answer.invoice.data.emails == ("eva@correo.example",)
    assert woken(world) == [("stamping", invoice.id)]


@pytest.mark.parametrize("status", SEALED + STAMPED)
def test_changed_data_of_the_same_rfc_are_told_as_not_used_once_it_is_sealed(
    world, standing, status
):
    invoice = standing(status)

    answer = world.ask(TICKET, **CHANGED)

    assert answer.outcome is Outcome.STANDING
    assert answer.differs == ("uso_cfdi", "emails")
    assert answer.invoice == invoice == world.now(invoice)
    assert woken(world) == []


@pytest.mark.parametrize("status", OPEN)
def test_another_rfc_takes_the_ticket_over_until_the_seal_and_after_a_refusal(
    world, standing, status
):
    first = standing(status)

    answer = world.ask(TICKET, **OTHER_RFC)

    lost = world.now(first)
    assert answer.outcome is Outcome.NEW
    assert answer.invoice.id != first.id
    assert str(answer.invoice.data.receptor.rfc) == "XIQB891116QE4"
    assert (lost.phase, lost.problem) == (Phase.CLOSED, Problem("ticket_taken_over"))
    assert lost.due is None
    assert world.record(TICKET).claim.invoice_id == answer.invoice.id
    assert woken(world) == [("stamping", answer.invoice.id)]


@pytest.mark.parametrize("status", SEALED)
def test_another_rfc_is_asked_to_come_back_while_the_ticket_is_on_its_way(world, standing, status):
    invoice = standing(status)

    with pytest.raises(Conflict) as refused:
        world.ask(TICKET, **OTHER_RFC)

    assert (refused.value.code, refused.value.retry_after) == ("ticket_in_progress", 60)
    assert refused.value.extra == {}
    assert world.now(invoice) == invoice


@pytest.mark.parametrize("status", STAMPED)
def test_another_rfc_gets_a_help_folio_and_no_datum_once_it_is_stamped(world, standing, status):
    invoice = standing(status)

    with pytest.raises(Conflict) as refused:
        world.ask(TICKET, **OTHER_RFC)

    folio = world.record(TICKET).help_folio
    assert refused.value.code == "ticket_already_invoiced"
    assert refused.value.extra == {"help_folio": folio}
    assert len(folio) == 6
    assert world.now(invoice) == invoice


def test_the_help_folio_stays_the_same_at_every_repeat(world, standing):
    standing(S.DELIVERED)
    folios = set()

    for _ in range(3):
        with pytest.raises(Conflict) as refused:
            world.ask(TICKET, **OTHER_RFC)
        folios.add(refused.value.extra["help_folio"])

    assert folios == {world.record(TICKET).help_folio}


def test_who_lost_the_ticket_to_another_rfc_may_take_it_back_until_the_seal(world, standing):
    first = standing(S.RECEIVED)
    second = world.ask(TICKET, **OTHER_RFC).invoice

    third = world.ask(TICKET).invoice

    assert len({first.id, second.id, third.id}) == 3
    assert world.now(second).phase is Phase.CLOSED
    assert world.record(TICKET).claim.invoice_id == third.id


def test_a_repeated_correction_is_the_same_correction(world, standing):
    standing(S.REJECTED)
    corrected = world.ask(TICKET, **CHANGED).invoice

    again = world.ask(TICKET, **CHANGED)

    assert (again.outcome, again.invoice) == (Outcome.STANDING, corrected)


def test_a_corrected_request_forgets_what_it_was_refused_for(world, standing):
    rejected = standing(S.REJECTED)

    corrected = world.ask(TICKET, **CHANGED).invoice

    assert rejected.problem.code == "data_refused"
    assert (corrected.problem, corrected.sealed, corrected.sends) == (None, None, ())
    assert corrected.accepted_at == rejected.accepted_at


FOREIGNER = {"rfc": "XEXX010101000", "name": "JOHN SMITH"}


def test_foreigners_share_an_rfc_and_not_their_invoices(world):
    world.load(TICKET)
    opened = world.ask(TICKET, **FOREIGNER).invoice
    world.bring(opened, S.READY)

    with pytest.raises(Conflict) as refused:
        world.ask(TICKET, **{**FOREIGNER, "name": "JANE DOE"})

    assert refused.value.code == "ticket_already_invoiced"
    assert world.ask(TICKET, **FOREIGNER).invoice.id == opened.id
