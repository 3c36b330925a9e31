"""What was written reads back equal, down to types, zones and decimals."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.branch import Branch, GuideEntry
from chalicelib.domain.invoice import Invoice
from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.domain.ticket import Payment
from chalicelib.domain.ticket_record import Claim, TicketRecord
from chalicelib.storage.codec import Codec
from chalicelib.storage.moments import as_key, from_key
from tests.factories import (
    make_branch,
    make_donation,
    make_invoice,
    make_line,
    make_record,
    make_ticket,
)


@pytest.mark.parametrize("status", list(InvoiceStatus))
def test_an_invoice_in_any_status_reads_back_equal(status):
    codec = Codec(Invoice)
    invoice = make_invoice(status)

    read = codec.read(codec.write(invoice))

    assert read == invoice
    assert type(read.status) is InvoiceStatus
    assert read.accepted_at.tzinfo is not None


def test_a_ticket_keeps_every_decimal_as_it_was_written():
    codec = Codec(TicketRecord)
    line = make_line("33.330000", quantity=Decimal("0.750"), discount=Decimal("1.16"))
    ticket = make_ticket(line, make_donation("0.50"), payments=(Payment("01", Decimal("24.50")),))
    record = make_record(ticket, claim=Claim("inv-1", 2), help_folio="7K3QF9")

    read = codec.read(codec.write(record))

    assert read == record
    assert str(read.ticket.lines[0].unit_price) == "33.330000"
    assert str(read.ticket.lines[0].quantity) == "0.750"


def test_a_branch_with_its_ticket_guide_reads_back_equal():
    codec = Codec(Branch)
    entry = GuideEntry("total", "Total", "Al final", "/media/t.png", (0.1, 0.2, 0.3, 0.4))
    branch = make_branch(ticket_guide=(entry,), latitude=19.43, longitude=-99.13, iva_8=True)

    assert codec.read(codec.write(branch)) == branch


@pytest.mark.parametrize("text", ["", "{}", "null", '{"id": "inv-1"}', "not json"])
def test_any_other_text_is_refused(text):
    with pytest.raises(ValueError, match="validation error"):
        Codec(Invoice).read(text)


MOMENTS = st.datetimes(
    datetime.fromisoformat("2000-01-01"),
    datetime.fromisoformat("2100-01-01"),
    timezones=st.just(UTC),
)


@given(MOMENTS)
def test_a_moment_reads_back_equal(moment):
    assert from_key(as_key(moment)) == moment


@given(MOMENTS, MOMENTS)
def test_keys_sort_as_time_does(one, other):
    assert (as_key(one) < as_key(other)) == (one < other)


def test_a_key_tells_the_moment_in_utc_whatever_its_zone():
    local = datetime(2026, 11, 20, 12, tzinfo=timezone(-timedelta(hours=6)))

    assert as_key(local) == "2026-11-20T18:00:00.000000Z"
