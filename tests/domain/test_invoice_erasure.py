"""What stays of an invoice when somebody's data are erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.invoice_erasure import NOBODY, Reader, erased, is_on_its_way
from chalicelib.domain.invoice_parts import MailTo, Problem
from chalicelib.domain.invoice_status import InvoiceStatus as S
from tests.factories import EMAIL, NOW, make_data, make_invoice, make_receptor

OTHER, FORMER = "contador@correo.example", "before@correo.example"
LATER = NOW + timedelta(days=3)
OWNER = Reader("acc-1", (EMAIL, FORMER))
NEVER_STAMPED = (S.WAITING_TICKET, S.REJECTED)
STAMPED = (S.READY, S.DELIVERED)


def own(status, **changes):
    """An invoice that the owner asked for, with a copy to his accountant."""
    asked = {"viewers": ("acc-1",), "asked_by": "acc-1", "data": make_data(emails=(EMAIL, OTHER))}
    return make_invoice(status, **{**asked, **changes})


@pytest.mark.parametrize("status", STAMPED)
def test_a_factura_keeps_what_the_cfdi_states_and_forgets_whom_it_was_brought_to(status):
    invoice = own(status)

    left = erased(invoice, OWNER, LATER)

    assert (left.viewers, left.data.emails, left.mail) == ((), (), ())
    assert left.data == replace(invoice.data, emails=())
    assert left.version == invoice.version + 1
    gone = {"viewers": (), "asked_by": None, "data": left.data, "mail": ()}
    assert left == replace(invoice, **gone, version=left.version)


@pytest.mark.parametrize("status", NEVER_STAMPED)
def test_a_request_that_never_became_a_cfdi_is_closed_and_is_nobodys(status):
    refusal = Problem("data_refused", "name", "CFDI40145", "El Nombre OLIVIA no corresponde")
    invoice = own(status, problem=refusal)

    left = erased(invoice, OWNER, LATER)

    assert left.status is S.CANCELLED
    assert left.history == (*invoice.history, left.history[-1])
    assert left.history[-1].at == LATER
    assert left.data.receptor == NOBODY
    assert (left.viewers, left.data.emails, left.mail) == ((), (), ())
    assert (left.due, left.lease_until, left.problem) == (None, None, None)
    assert "OLIVIA" not in repr(left)


def test_the_tickets_of_a_closed_request_are_free_again():
    left = erased(own(S.REJECTED), OWNER, LATER)

    assert left.phase == "closed"
    assert left.tickets == own(S.REJECTED).tickets


def test_a_request_that_somebody_took_over_only_says_so():
    taken = own(S.REJECTED).taken_over(NOW)

    left = erased(taken, OWNER, LATER)

    assert left.problem == Problem("ticket_taken_over")
    assert left.history == taken.history
    assert left.data.receptor == NOBODY


def test_a_cancelled_factura_keeps_what_the_cfdi_states():
    left = erased(own(S.CANCELLED), OWNER, LATER)

    assert left.data.receptor == make_receptor()
    assert left.data.emails == ()


@pytest.mark.parametrize("status", [*STAMPED, *NEVER_STAMPED])
def test_what_another_account_shows_too_only_loses_this_reader(status):
    invoice = own(status, viewers=("acc-2", "acc-1"))
    invoice = replace(invoice, mail=(*invoice.mail, MailTo(OTHER, "sent", NOW)))

    left = erased(invoice, OWNER, LATER)

    assert left.viewers == ("acc-2",)
    assert left.data == replace(invoice.data, emails=(OTHER,))
    assert {entry.to for entry in left.mail} == {OTHER}
    assert left.status is status


def test_what_a_guest_asked_for_with_others_addresses_may_be_theirs_whoever_claimed_it():
    for viewers in ((), ("acc-1",)):
        guests = own(S.REJECTED, viewers=viewers, asked_by=None)

        left = erased(guests, OWNER, LATER)

        assert left.data == replace(guests.data, emails=(OTHER,))
        assert (left.status, left.viewers) == (S.REJECTED, ())


def test_what_a_guest_asked_for_with_this_address_alone_is_his():
    guest = make_invoice(S.REJECTED, data=make_data(emails=(EMAIL.upper(),)))

    assert erased(guest, OWNER, LATER).data.receptor == NOBODY


@pytest.mark.parametrize("status", [*STAMPED, *NEVER_STAMPED])
def test_what_bears_no_trace_of_the_account_stays_as_it_is(status):
    strangers = make_invoice(status, data=make_data(emails=(OTHER,)))
    nobodys = make_invoice(status, data=make_data(emails=()))

    for invoice in (strangers, nobodys):
        invoice = replace(invoice, mail=())  # noqa: PLW2901  the factory mails its own address
        assert erased(invoice, OWNER, LATER) is invoice


@pytest.mark.parametrize("status", [*STAMPED, *NEVER_STAMPED, S.CANCELLED])
def test_to_erase_twice_changes_nothing(status):
    once = erased(own(status), OWNER, LATER)

    assert erased(once, OWNER, LATER + timedelta(days=1)) is once


@pytest.mark.parametrize(
    ("status", "waits"),
    [
        (S.WAITING_TICKET, False),
        (S.RECEIVED, True),
        (S.SEALED, True),
        (S.SENT, True),
        (S.QUIET, True),
        (S.REJECTED, False),
        (S.STAMPED, True),
        (S.READY, True),
        (S.DELIVERED, False),
        (S.CANCELLED, False),
    ],
)
def test_an_invoice_is_on_its_way_until_it_is_mailed_or_refused(status, waits):
    assert is_on_its_way(make_invoice(status)) is waits


def test_without_an_address_an_invoice_has_arrived_when_it_is_ready():
    assert not is_on_its_way(make_invoice(S.READY, mail=()))


def test_an_address_that_was_his_before_is_his_too():
    guest = make_invoice(S.REJECTED, data=make_data(emails=(FORMER, EMAIL)))

    assert erased(guest, OWNER, LATER).data.receptor == NOBODY


def test_what_a_guest_asked_for_without_an_address_is_his_who_claimed_it():
    claimed = make_invoice(S.REJECTED, viewers=("acc-1",), data=make_data(emails=()))

    assert erased(claimed, OWNER, LATER).data.receptor == NOBODY


def test_that_it_was_asked_with_the_account_is_forgotten_too():
    left = erased(own(S.DELIVERED, viewers=("acc-1", "acc-2")), OWNER, LATER)

    assert (left.viewers, left.asked_by) == (("acc-2",), None)
