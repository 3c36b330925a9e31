"""Fifty at once over the real tables: one is first, and every other one knows it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest

from chalicelib.domain.invoice_parts import Due
from chalicelib.domain.listing import MOST_VIEWERS, Filters, account_viewer, shown_to
from tests.factories import make_invoice, make_record, make_ticket
from tests.storage.conftest import make_tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from chalicelib.domain.invoice import Invoice

MANY = 50


@pytest.fixture
def tables(stored):
    return make_tables()


def at_once(act: Callable[[int], Any]) -> list[Any]:
    """Let fifty act at the same moment."""
    together = Barrier(MANY)

    def one(number: int) -> Any:
        together.wait()
        return act(number)

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(one, range(MANY)))


def test_of_fifty_claims_on_one_ticket_one_wins_and_the_ticket_is_its(tables, branch, unique):
    record = make_record(make_ticket(branch_id=branch.id))
    tables.tickets.put(record, seen_version=None)
    invoices = [make_invoice(id=f"inv-{unique}-{number}") for number in range(MANY)]

    won = at_once(lambda number: tables.invoices.claim(invoices[number], [record]))

    [winner] = [invoice for invoice, has_won in zip(invoices, won, strict=True) if has_won]
    kept = [invoice.id for invoice in invoices if tables.invoices.get(invoice.id)]
    after = tables.tickets.get(record.ticket.key)
    assert kept == [winner.id]
    assert (after.claim.invoice_id, after.version) == (winner.id, 2)


def test_claims_that_overlap_leave_each_ticket_to_one_invoice(tables, branch, unique):
    records = [
        make_record(make_ticket(branch_id=branch.id, ticket_number=str(number)))
        for number in range(10)
    ]
    for record in records:
        tables.tickets.put(record, seen_version=None)

    def claim(number: int) -> bool:
        wanted = [records[(number + step) % 10] for step in range(3)]
        return tables.invoices.claim(make_invoice(id=f"inv-{unique}-{number}"), wanted)

    won = {f"inv-{unique}-{number}" for number, has_won in enumerate(at_once(claim)) if has_won}

    claims = [tables.tickets.get(record.ticket.key).claim for record in records]
    held = [claim.invoice_id for claim in claims if claim]
    assert set(held) == won
    assert {name: held.count(name) for name in won} == dict.fromkeys(won, 3)


def test_fifty_folios_at_once_are_fifty_folios(tables, branch, unique):
    branches = tables.branches([branch])

    folios = at_once(lambda _: branches.next_folio(unique, "A"))

    assert sorted(folios) == [*range(1, MANY + 1)]


def test_fifty_writers_make_one_line_of_versions(tables, unique):
    tables.invoices.claim(make_invoice(id=f"inv-{unique}"), [])

    def write(number: int) -> Invoice:
        while True:
            seen = tables.invoices.get(f"inv-{unique}")
            mine = seen.mail_asked((f"{number}@correo.example",), seen.accepted_at)
            if tables.invoices.save(mine):
                return mine

    written = at_once(write)

    assert sorted(invoice.version for invoice in written) == [*range(2, MANY + 2)]
    last = max(written, key=lambda invoice: invoice.version)
    assert tables.invoices.get(f"inv-{unique}") == last


def test_of_fifty_leases_one_is_taken(tables, unique):
    invoice = make_invoice(id=f"inv-{unique}")
    tables.invoices.claim(invoice, [])

    def lease(number: int) -> bool:
        mine = invoice.leased(invoice.accepted_at + timedelta(milliseconds=number))
        return tables.invoices.save(mine)

    assert at_once(lease).count(True) == 1
    assert tables.invoices.get(invoice.id).version == 2


def test_of_fifty_reconcilers_one_takes_what_is_due(tables, unique):
    invoice = make_invoice(id=f"inv-{unique}")
    tables.invoices.claim(invoice, [])
    seen = Due(invoice.id, invoice.due)

    def take(number: int) -> bool:
        return tables.invoices.move_due(seen, invoice.due + timedelta(seconds=120 + number))

    assert at_once(take).count(True) == 1


def test_of_fifty_who_claim_an_invoice_for_their_panel_as_many_as_may_find_it(tables, unique):
    tables.invoices.claim(make_invoice(id=f"inv-{unique}"), [])

    def claim(number: int) -> bool:
        while True:
            seen = tables.invoices.get(f"inv-{unique}")
            shown = shown_to(seen, f"{unique}-{number}")
            if shown is seen:
                return False
            if tables.invoices.relist(shown):
                return True

    claimed = at_once(claim)

    found = [
        bool(tables.invoices.listed(account_viewer(f"{unique}-{number}"), Filters(), 1))
        for number in range(MANY)
    ]
    assert found == claimed
    assert claimed.count(True) == MOST_VIEWERS == len(tables.invoices.get(f"inv-{unique}").viewers)


def test_a_ticket_loaded_by_fifty_tills_is_created_once(tables, branch):
    record = make_record(make_ticket(branch_id=branch.id))

    created = at_once(
        lambda number: tables.tickets.put(
            replace(record, loaded_at=record.loaded_at + timedelta(seconds=number)),
            seen_version=None,
        )
    )

    assert created.count(True) == 1


def test_of_fifty_sales_the_newest_is_how_far_a_branch_is_loaded(tables, branch):
    branches = tables.branches([branch])
    moments = [make_invoice().accepted_at + timedelta(minutes=number) for number in range(MANY)]

    at_once(lambda number: branches.note_loaded(branch.id, moments[number]))

    assert branches.get(branch.id).loaded_until == moments[-1]
