"""When a write of an invoice must write its entries of the panel too, and when it need not."""

from __future__ import annotations

from itertools import pairwise

import pytest

from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.domain.listing import listings, listings_changed
from tests.factories import NOW, WAYS, make_data, make_invoice

S = InvoiceStatus
OWN_MOVES = [status for status in WAYS if status is not S.WAITING_TICKET]


def life(status: InvoiceStatus) -> list:
    """Every version of an invoice on its way to a status."""
    versions = [make_invoice(viewers=("acc1",))]
    for step in WAYS[status]:
        versions.append(step(versions[-1], NOW))
    return versions


@pytest.mark.parametrize("status", OWN_MOVES)
def test_no_entry_is_left_to_tell_what_is_no_longer_so(status):
    for before, after in pairwise(life(status)):
        if [*listings(before)] != [*listings(after)]:
            assert listings_changed(after), after.status


def test_a_corrected_request_is_listed_anew():
    rejected = life(S.REJECTED)[-1]
    corrected = rejected.corrected(make_data(emails=("new@correo.example",)), rejected.amounts, NOW)

    assert [*listings(corrected)] != [*listings(rejected)]
    assert listings_changed(corrected)


def test_a_plain_factura_writes_its_entries_three_times():
    """As it is asked for, as it is stamped, and as its files are ready: all else is one put."""
    writes = [version.status for version in life(S.DELIVERED) if listings_changed(version)]

    assert writes == [S.RECEIVED, S.STAMPED, S.READY]
