"""The life of an invoice: which moves there are, and what each one leaves behind."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.invoice import (
    IllegalTransition,
)
from chalicelib.domain.invoice_parts import MailTo, Problem, Send
from chalicelib.domain.invoice_status import (
    CORRECTABLE,
    NEXT,
    ON_THE_WAY,
    PHASES,
    STAMPED_FOR_EVER,
    InvoiceStatus,
    Phase,
)
from tests.factories import EMAIL, NOW, WAYS, make_data, make_invoice

S = InvoiceStatus
LATER = NOW + timedelta(minutes=3)
REFUSAL = Problem("data_refused", "name", "CFDI40145", "El campo Nombre…")
STORES = Problem("issuer_not_ready", sat_message="csd_missing")
BEFORE_THE_STAMP = [S.RECEIVED, S.SEALED, S.SENT, S.QUIET, S.REJECTED]


def refused(invoice, now=LATER):
    return invoice.refused(REFUSAL, now)


MOVES = {
    "corrected": lambda it: it.corrected(make_data(), it.amounts, LATER),
    "taken_over": lambda it: it.taken_over(LATER),
    "sealed_as": lambda it: it.sealed_as(make_invoice(S.SEALED).sealed, LATER),
    "sending": lambda it: it.sending(LATER),
    "refused": lambda it: refused(replace(it, sends=(Send(LATER),))),
    "stamped_as": lambda it: replace(it, sends=(Send(LATER),)).stamped_as("u", LATER, "k", LATER),
    "bytes_dead": lambda it: it.bytes_dead(LATER),
    "ready_as": lambda it: it.ready_as("pdf/x.pdf", LATER),
    "mailed": lambda it: it.mailed((MailTo(EMAIL, "sent", LATER),), None, LATER),
}
LEADS = {
    ("waiting_ticket", "corrected"): "received",
    ("waiting_ticket", "taken_over"): "cancelled",
    ("received", "corrected"): "received",
    ("received", "taken_over"): "cancelled",
    ("received", "sealed_as"): "sealed",
    ("sealed", "sending"): "sent",
    ("sent", "sending"): "sent",
    ("sent", "refused"): "rejected",
    ("sent", "stamped_as"): "stamped",
    ("sent", "bytes_dead"): "received",
    ("quiet", "sending"): "quiet",
    ("quiet", "refused"): "rejected",
    ("quiet", "stamped_as"): "stamped",
    ("quiet", "bytes_dead"): "received",
    ("stamped", "ready_as"): "ready",
    ("ready", "ready_as"): "ready",
    ("ready", "mailed"): "delivered",
    ("delivered", "mailed"): "delivered",
    ("rejected", "corrected"): "received",
    ("rejected", "taken_over"): "cancelled",
}


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("status", list(S))
def test_each_move_leads_from_where_it_may_to_where_it_should(status, move):
    invoice = make_invoice(status)
    leads_to = LEADS.get((status.value, move))

    if leads_to is None:
        with pytest.raises(IllegalTransition):
            MOVES[move](invoice)
    else:
        assert MOVES[move](invoice).status == leads_to


def test_the_table_of_moves_knows_every_status():
    assert set(NEXT) == set(PHASES) == set(WAYS) == set(S)


def test_from_every_status_an_end_can_be_reached():
    ends = {S.READY, S.DELIVERED, S.CANCELLED}

    for status in S:
        reached = {status}
        while grown := {after for one in reached for after in NEXT[one]} - reached:
            reached |= grown
        assert reached & ends


def test_a_stamp_is_never_taken_back():
    for status in STAMPED_FOR_EVER:
        assert NEXT[status] <= STAMPED_FOR_EVER | {S.CANCELLED}


def test_what_may_be_corrected_is_neither_on_its_way_nor_stamped():
    assert not CORRECTABLE & (ON_THE_WAY | STAMPED_FOR_EVER)


def test_a_client_decides_on_the_phase():
    phases = {status.value: make_invoice(status).phase.value for status in S}

    assert phases == {
        "waiting_ticket": "waiting",
        "received": "working",
        "sealed": "working",
        "sent": "working",
        "quiet": "working",
        "stamped": "working",
        "ready": "ready",
        "delivered": "ready",
        "rejected": "needs_you",
        "cancelled": "closed",
    }
    assert set(phases.values()) == {phase.value for phase in Phase}


def test_a_request_is_due_from_its_first_moment():
    invoice = make_invoice()

    assert (invoice.version, invoice.attempt, invoice.due) == (1, 1, NOW)
    assert invoice.mail == (MailTo(EMAIL, "pending", NOW),)


@pytest.mark.parametrize("status", list(WAYS))
def test_every_write_is_the_next_version(status):
    moves = len(WAYS[status])

    assert make_invoice(status).version == 1 + moves


@pytest.mark.parametrize("status", BEFORE_THE_STAMP)
def test_history_tells_each_status_once_and_when_it_was_reached(status):
    told = [moment.status for moment in make_invoice(status).history]

    assert told == sorted(set(told), key=told.index)
    assert told[-1] is status


@given(st.lists(st.sampled_from(sorted(MOVES)), max_size=12))
def test_whatever_happens_versions_grow_by_one_and_history_is_one_line(moves):
    invoice = make_invoice()

    for move in moves:
        try:
            moved = MOVES[move](invoice)
        except IllegalTransition:
            continue
        assert moved.version == invoice.version + 1
        assert moved.history[: len(invoice.history)] == invoice.history
        assert moved.history[-1].status is moved.status
        assert moved.attempt >= invoice.attempt
        invoice = moved
