"""What each move of an invoice leaves behind: leases, sends, problems and mails."""

from datetime import timedelta

import pytest

from chalicelib.domain.invoice import (
    LEASE,
    LOOK_AGAIN,
    MAX_SENDS,
    QUIET_TIME,
)
from chalicelib.domain.invoice_parts import MailTo, Problem, Send
from chalicelib.domain.invoice_status import (
    InvoiceStatus,
    Phase,
)
from chalicelib.domain.mail_list import LONGEST
from tests.factories import EMAIL, NOW, make_data, make_invoice, make_receptor

S = InvoiceStatus
LATER = NOW + timedelta(minutes=3)
REFUSAL = Problem("data_refused", "name", "CFDI40145", "El campo Nombre…")
STORES = Problem("issuer_not_ready", sat_message="csd_missing")


def refused(invoice, now=LATER):
    return invoice.refused(REFUSAL, now)


def test_a_lease_outlives_a_worker_and_ends_before_the_next_look():
    leased = make_invoice().leased(NOW)

    assert leased.lease_until == NOW + LEASE
    assert leased.due == NOW + LOOK_AGAIN
    assert timedelta(seconds=60) < LEASE < LOOK_AGAIN


def test_what_a_worker_leaves_behind_is_free_for_the_next():
    for left in (
        make_invoice(S.SENT).waits(LATER, NOW),
        make_invoice(S.SENT).not_sent(LATER, NOW),
        make_invoice(S.QUIET),
        make_invoice(S.REJECTED),
        make_invoice(S.STAMPED),
        make_invoice(S.DELIVERED),
    ):
        assert left.lease_until is None


def test_an_invoice_that_nobody_wants_by_mail_is_free_once_it_is_ready():
    unmailed = make_invoice(S.STAMPED, mail=()).leased(NOW).ready_as("pdf/x.pdf", NOW)

    assert (unmailed.lease_until, unmailed.due) == (None, None)


def test_an_invoice_whose_mail_goes_next_stays_leased_when_it_is_ready():
    ready = make_invoice(S.READY)

    assert (ready.lease_until, ready.due) == (NOW + LEASE, NOW + LOOK_AGAIN)


def test_the_intent_to_send_is_written_without_an_outcome():
    sent = make_invoice(S.SENT)

    assert sent.sends == (Send(NOW, None),)


def test_only_the_last_sends_are_kept():
    invoice = make_invoice(S.SENT)

    for _ in range(MAX_SENDS + 5):
        invoice = invoice.sending(LATER)

    assert invoice.sends == (Send(LATER),) * MAX_SENDS


def test_a_refusal_with_every_send_answered_is_final():
    rejected = refused(make_invoice(S.SENT))

    assert (rejected.status, rejected.due, rejected.problem) == (S.REJECTED, None, REFUSAL)
    assert rejected.sends[-1].outcome == "refused"


def test_a_refusal_with_an_earlier_send_unanswered_is_quiet_until_that_one_cannot_come_late():
    silent = make_invoice(S.SENT).waits(NOW, NOW)

    quiet = refused(silent.sending(LATER))

    assert (quiet.status, quiet.due) == (S.QUIET, NOW + QUIET_TIME)
    assert quiet.problem == REFUSAL


def test_a_send_that_reached_nobody_makes_no_quiet():
    unheard = make_invoice(S.SENT).not_sent(NOW, NOW)

    assert refused(unheard.sending(LATER)).status is S.REJECTED


@pytest.mark.parametrize(
    ("age", "status"),
    [
        (QUIET_TIME - timedelta(seconds=1), S.QUIET),
        (QUIET_TIME, S.REJECTED),
        (QUIET_TIME + timedelta(seconds=1), S.REJECTED),
    ],
)
def test_an_unanswered_send_counts_for_fifteen_minutes(age, status):
    silent = make_invoice(S.SENT).waits(NOW, NOW)
    then = NOW + age

    assert refused(silent.sending(then), then).status is status


def test_a_correction_is_the_next_attempt_and_keeps_its_place_in_line():
    rejected = make_invoice(S.REJECTED)
    data = make_data(receptor=make_receptor(name="OLIVIA MARTINEZ"), emails=("eva@correo.example",))

    corrected = rejected.corrected(data, rejected.amounts, LATER)

    assert (corrected.status, corrected.attempt, corrected.due) == (S.RECEIVED, 2, LATER)
    assert corrected.accepted_at == NOW
    assert (corrected.sealed, corrected.sends, corrected.problem) == (None, (), None)
    assert corrected.mail == (MailTo("eva@correo.example", "pending", LATER),)
    assert corrected.reference != rejected.reference


def test_a_correction_keeps_the_mails_that_were_asked_for_apart():
    asked = make_invoice(S.REJECTED).mail_asked(("eva@correo.example",), NOW)

    corrected = asked.corrected(make_data(emails=("ana@correo.example",)), asked.amounts, LATER)

    assert [entry.to for entry in corrected.mail] == ["ana@correo.example", "eva@correo.example"]


def test_a_correction_before_the_seal_is_told_in_the_history():
    corrected = make_invoice().corrected(make_data(), make_invoice().amounts, LATER)

    assert [moment.at for moment in corrected.history] == [NOW, LATER]


def test_dead_bytes_are_forgotten_and_the_next_attempt_begins():
    fresh = make_invoice(S.QUIET).bytes_dead(LATER)

    assert (fresh.status, fresh.attempt, fresh.due) == (S.RECEIVED, 2, LATER)
    assert (fresh.sealed, fresh.sends, fresh.problem) == (None, (), None)


def test_who_loses_the_ticket_is_told_so_and_gets_no_mail():
    lost = make_invoice(S.REJECTED).taken_over(LATER)

    assert (lost.status, lost.phase, lost.due, lost.mail) == (S.CANCELLED, Phase.CLOSED, None, ())
    assert lost.problem == Problem("ticket_taken_over")


def test_a_seal_ends_what_held_the_store_up():
    held_up = make_invoice().leased(NOW).waits(NOW, NOW, STORES)

    assert held_up.problem == STORES
    assert held_up.leased(LATER).sealed_as(make_invoice(S.SEALED).sealed, LATER).problem is None


def test_a_stamp_ends_every_problem():
    held_up = make_invoice(S.SENT).not_sent(NOW, NOW, STORES)

    stamped = held_up.sending(LATER).stamped_as("u", LATER, "k", LATER)

    assert stamped.problem is None
    assert [send.outcome for send in stamped.sends] == ["not_stamped", "stamped"]


def test_it_is_delivered_once_every_mail_is_done_and_one_was_sent():
    ready = make_invoice(S.READY)
    sent, lost = MailTo("a@b.mx", "sent", NOW), MailTo("c@d.mx", "refused", NOW)

    assert ready.mailed((sent, lost), None, NOW).status is S.DELIVERED
    assert ready.mailed((lost,), None, NOW).status is S.READY
    assert ready.mailed((sent, MailTo("e@f.mx", "pending", NOW)), LATER, NOW).status is S.READY


def test_a_mail_may_be_asked_again_later():
    delivered = make_invoice(S.DELIVERED)

    asked = delivered.mail_asked((EMAIL,), LATER)

    assert asked.mail == (MailTo(EMAIL, "pending", LATER),)
    assert (asked.status, asked.due, asked.version) == (S.DELIVERED, LATER, delivered.version + 1)


@pytest.mark.parametrize("status", [S.READY, S.DELIVERED])
def test_a_click_that_is_repeated_at_once_asks_for_nothing_new(status):
    before = make_invoice(status)

    again = before.mail_asked((EMAIL,), NOW + timedelta(seconds=59))

    assert (again.mail, again.due) == (before.mail, before.due)


@pytest.mark.parametrize("status", ["refused", "failed"])
def test_an_address_whose_mail_failed_may_be_tried_again_at_once(status):
    failed = make_invoice(S.READY, mail=(MailTo(EMAIL, status, NOW, "x"),), due=None)

    assert failed.mail_asked((EMAIL,), NOW).mail == (MailTo(EMAIL, "pending", NOW),)


def test_a_mail_that_is_asked_before_the_files_are_there_waits_for_them():
    asked = make_invoice(S.STAMPED, due=LATER).mail_asked(("eva@correo.example",), NOW)

    assert asked.mail_pending
    assert asked.due == LATER


def test_only_the_last_addresses_are_kept():
    invoice = make_invoice(S.DELIVERED)

    for number in range(LONGEST + 5):
        invoice = invoice.mail_asked((f"{number}@correo.example",), LATER)

    assert len(invoice.mail) == LONGEST
    assert invoice.mail[-1].to == f"{LONGEST + 4}@correo.example"


def test_it_is_ready_since_its_files_could_first_be_downloaded():
    assert make_invoice(S.STAMPED).ready_at is None
    assert make_invoice(S.DELIVERED).ready_at == NOW


@pytest.mark.parametrize(
    ("changes", "differs"),
    [
        ({}, ()),
        ({"emails": ()}, ()),
        ({"emails": ("eva@correo.example",)}, ("emails",)),
        ({"uso_cfdi": "S01", "forma_pago": "04"}, ("uso_cfdi", "forma_pago")),
        ({"receptor": make_receptor(name="OTRA")}, ("name",)),
        ({"receptor": make_receptor(postal_code="06000")}, ("postal_code",)),
        ({"receptor": make_receptor(regimen_fiscal="605")}, ("regimen_fiscal",)),
    ],
)
def test_a_repeated_request_differs_in_the_data_that_it_states_otherwise(changes, differs):
    assert make_data().differences(make_data(**changes)) == differs
