from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest

from chalicelib.domain.ticket_code import read_code
from chalicelib.domain.ticket_record import Claim
from chalicelib.errors import FieldProblem, Unavailable
from chalicelib.usecases.ticketing_import import Imported, ImportStatus, TicketImport
from tests.domain.sales import NOW, make_branch, make_line, make_ticket
from tests.twins.branches import BranchesInMemory
from tests.twins.tickets import TicketsInMemory


def key_of(branch_id):
    return f"key of {branch_id}".encode()


@pytest.fixture
def branches():
    return BranchesInMemory([make_branch(), make_branch(id="norte")])


@pytest.fixture
def tickets():
    return TicketsInMemory()


@pytest.fixture
def ticket_import(branches, tickets):
    return TicketImport(branches, tickets, branch_key=key_of, clock=lambda: NOW)


def claimed(tickets, ticket):
    """Let an invoice claim a ticket that is kept."""
    kept = tickets.get(ticket.key)
    claim = Claim("inv_1", 1)
    assert tickets.put(
        replace(kept, claim=claim, version=kept.version + 1), seen_version=kept.version
    )


def test_a_new_ticket_is_kept_with_its_code(ticket_import, tickets):
    ticket = make_ticket()

    imported = ticket_import.load(ticket)

    kept = tickets.get(ticket.key)
    assert imported == Imported(ImportStatus.CREATED, kept.code)
    assert read_code(imported.code) == kept.code
    assert (kept.ticket, kept.version, kept.claim, kept.loaded_at) == (ticket, 1, None, NOW)


def test_the_same_ticket_again_changes_nothing(ticket_import, tickets):
    ticket = make_ticket()
    first = ticket_import.load(ticket)

    again = ticket_import.load(ticket)

    assert again == Imported(ImportStatus.UNCHANGED, first.code)
    assert tickets.get(ticket.key).version == 1


def test_a_ticket_that_the_store_corrects_is_updated_and_keeps_its_code(ticket_import, tickets):
    first = ticket_import.load(make_ticket())
    corrected = make_ticket(make_line("120.00"))

    imported = ticket_import.load(corrected)

    assert imported == Imported(ImportStatus.UPDATED, first.code)
    assert tickets.get(corrected.key).ticket == corrected
    assert tickets.get(corrected.key).version == 2


def test_a_claimed_ticket_cannot_change(ticket_import, tickets):
    ticket = make_ticket()
    ticket_import.load(ticket)
    claimed(tickets, ticket)

    refused = ticket_import.load(make_ticket(make_line("120.00")))

    assert refused.status is ImportStatus.REFUSED
    assert refused.errors == (FieldProblem("", "ticket_already_claimed"),)
    assert tickets.get(ticket.key).ticket == ticket


def test_a_claimed_ticket_sent_again_is_no_error(ticket_import, tickets):
    ticket = make_ticket()
    first = ticket_import.load(ticket)
    claimed(tickets, ticket)

    assert ticket_import.load(ticket) == Imported(ImportStatus.UNCHANGED, first.code)


def test_an_update_keeps_the_help_folio(ticket_import, tickets):
    ticket = make_ticket()
    ticket_import.load(ticket)
    kept = tickets.get(ticket.key)
    tickets.put(replace(kept, help_folio="7K3QF9", version=2), seen_version=1)

    ticket_import.load(make_ticket(make_line("120.00")))

    assert tickets.get(ticket.key).help_folio == "7K3QF9"


def test_a_wrong_ticket_is_refused_with_every_reason_and_not_kept(ticket_import, tickets):
    ticket = make_ticket(total=Decimal("1.00"), branch_id="nowhere")

    refused = ticket_import.load(ticket)

    assert refused.status is ImportStatus.REFUSED
    assert refused.code is None
    assert [(error.field, error.code) for error in refused.errors] == [
        ("/branch_id", "not_in_catalog"),
        ("/total", "total_mismatch"),
    ]
    assert tickets.get(ticket.key) is None


def test_a_form_that_could_not_be_read_is_refused_as_it_is(ticket_import):
    problems = (FieldProblem("/total", "wrong_type"),)

    assert ticket_import.load(problems) == Imported(ImportStatus.REFUSED, errors=problems)


def test_the_branch_knows_how_far_its_sales_have_come_in(ticket_import, branches):
    newer = make_ticket()
    older = make_ticket(ticket_number="1", purchased_at=newer.purchased_at - timedelta(hours=3))

    ticket_import.load(newer)
    ticket_import.load(older)

    assert branches.get("centro").loaded_until == newer.purchased_at
    assert branches.get("norte").loaded_until is None


def test_a_refused_ticket_does_not_move_the_branchs_sales(ticket_import, branches):
    ticket_import.load(make_ticket(total=Decimal("1.00")))

    assert branches.get("centro").loaded_until is None


def test_a_try_torn_before_the_branch_was_told_is_mended_by_the_next(
    ticket_import, branches, tickets
):
    ticket = make_ticket()
    elsewhere = BranchesInMemory([make_branch()])
    TicketImport(elsewhere, tickets, key_of, lambda: NOW).load(ticket)

    ticket_import.load(ticket)

    assert branches.get("centro").loaded_until == ticket.purchased_at


def test_numbers_typed_otherwise_are_the_same_ticket(ticket_import):
    ticket_import.load(make_ticket(ticket_number="011-02-4471"))

    again = ticket_import.load(make_ticket(ticket_number="011024471"))

    assert again.status is ImportStatus.UPDATED


def test_the_same_numbers_in_another_branch_are_another_ticket(ticket_import):
    first = ticket_import.load(make_ticket())

    other = ticket_import.load(make_ticket(branch_id="norte"))

    assert other.status is ImportStatus.CREATED
    assert other.code != first.code


def test_a_code_that_another_ticket_bears_is_not_handed_out(ticket_import, tickets):
    ticket, other = make_ticket(), make_ticket(ticket_number="2")
    code = ticket_import.load(ticket).code
    ticket_import.load(other)
    kept = tickets.get(other.key)
    tickets.put(replace(kept, code=code, version=2), seen_version=1)

    assert ticket_import.load(ticket) == Imported(ImportStatus.UNCHANGED)


class Racing(TicketsInMemory):
    """Lets somebody else write just before each of the first `races` writes of ours."""

    def __init__(self, races, rival) -> None:
        super().__init__()
        self.races, self.rival = races, rival

    def put(self, record, *, seen_version):
        if self.races:
            self.races -= 1
            self.rival(super().put, record, seen_version)
        return super().put(record, seen_version=seen_version)


def test_a_lost_race_is_read_again(branches):
    def writes_the_same_ticket(put, record, seen_version):
        put(record, seen_version=seen_version)

    tickets = Racing(1, writes_the_same_ticket)
    ticket_import = TicketImport(branches, tickets, key_of, lambda: NOW)

    assert ticket_import.load(make_ticket()).status is ImportStatus.UNCHANGED


def test_a_claim_that_comes_between_read_and_write_wins(branches):
    def claims(put, record, seen_version):
        claim = Claim("inv_1", 1)
        put(
            replace(original, claim=claim, version=record.version),
            seen_version=seen_version,
        )

    tickets = Racing(0, claims)
    ticket_import = TicketImport(branches, tickets, key_of, lambda: NOW)
    ticket_import.load(make_ticket())
    original = tickets.get(make_ticket().key)
    tickets.races = 1

    refused = ticket_import.load(make_ticket(make_line("120.00")))

    assert refused.errors == (FieldProblem("", "ticket_already_claimed"),)
    assert tickets.get(make_ticket().key).ticket == make_ticket()


def test_a_ticket_that_others_never_stop_writing_is_not_fought_over(branches):
    def writes_another_total(put, record, seen_version):
        rivals = replace(record, ticket=make_ticket(make_line(f"{200 + record.version}.00")))
        put(rivals, seen_version=seen_version)

    tickets = Racing(100, writes_another_total)
    ticket_import = TicketImport(branches, tickets, key_of, lambda: NOW)

    with pytest.raises(Unavailable):
        ticket_import.load(make_ticket())


def test_the_same_ticket_from_many_tills_at_once_is_created_once(ticket_import):
    together = Barrier(16)
    statuses = []

    def send():
        together.wait()
        statuses.append(ticket_import.load(make_ticket()).status)

    tills = [Thread(target=send) for _ in range(16)]
    for till in tills:
        till.start()
    for till in tills:
        till.join()

    assert statuses.count(ImportStatus.CREATED) == 1
    assert statuses.count(ImportStatus.UNCHANGED) == 15
