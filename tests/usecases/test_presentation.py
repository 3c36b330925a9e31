"""The store's face on what the shopper gets: brand, tickets, what stayed out, his own page."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chalicelib.cfdi.reading import read_cfdi
from chalicelib.domain.access_token import opens
from chalicelib.domain.ticket import NotInvoiced
from chalicelib.rendering.email import FacturaFiles
from chalicelib.usecases.presentation import not_invoiced
from tests.factories import make_donation, make_invoice, make_line, make_ticket
from tests.rendering.reading import whole_text
from tests.twins.branches import BranchesInMemory
from tests.usecases.world import SITE, TOKEN_KEY

DONOR = make_ticket(
    make_line("100.00"), make_donation("0.50"), ticket_number="D", tip=Decimal("15.00")
)
OTHER_DONOR = make_ticket(make_line("50.00"), make_donation("0.25"), ticket_number="E")


@pytest.fixture
def delivered(world):
    world.load(DONOR, OTHER_DONOR)
    invoice = world.ask(DONOR, OTHER_DONOR).invoice
    world.work()
    return world.now(invoice)


@pytest.fixture
def stamped(world, delivered):
    return read_cfdi(world.documents.cfdi(delivered.xml_key))


def test_what_stays_out_of_several_tickets_is_added_up_by_kind():
    assert not_invoiced(make_invoice("received", DONOR, OTHER_DONOR)) == (
        NotInvoiced("donation", Decimal("0.75")),
        NotInvoiced("tip", Decimal("15.00")),
    )


def test_a_plain_invoice_leaves_nothing_out():
    assert not_invoiced(make_invoice()) == ()


def test_the_print_shows_the_store_its_tickets_and_what_was_paid(world, delivered, stamped):
    text = whole_text(world.presentation.pdf(delivered, stamped))

    for shown in ("Súper Zarapito", "48213", "D", "$115.50", "$50.25", "$0.75"):
        assert shown in text


def test_the_mail_leads_to_the_shoppers_own_page_and_nobody_elses(world, delivered, stamped):
    files = FacturaFiles(b"<xml/>", b"%PDF-")

    email = world.presentation.email(delivered, stamped, "olivia@correo.example", files)

    address = f"{SITE}/estado/#{delivered.id}."
    token = email.text.partition(address)[2].split()[0]
    assert opens([TOKEN_KEY], token, delivered.id)
    assert not opens([TOKEN_KEY], token, "inv-2")
    assert (email.to, email.sender_name) == ("olivia@correo.example", "Súper Zarapito")


def test_a_branch_that_is_gone_is_told_by_its_invoice(world, delivered, stamped):
    world.branches = BranchesInMemory()

    with pytest.raises(LookupError, match=delivered.id):
        world.presentation.pdf(delivered, stamped)
