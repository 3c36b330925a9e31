"""The happy way of an invoice through the workers, in the order that makes it safe."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chalicelib.cfdi.reading import read_cfdi
from chalicelib.cfdi.verification import verify_stamped
from chalicelib.domain.invoice_parts import Send
from chalicelib.domain.invoice_status import InvoiceStatus
from tests.factories import make_ticket

S = InvoiceStatus
WRITES = {"claim", "save", "put_sealed", "stamp", "put_cfdi", "put_pdf", "send"}
A, B = make_ticket(ticket_number="A"), make_ticket(ticket_number="B")


def writes(world) -> list[str]:
    calls = [call.partition("InMemory.") for call in world.crash.calls]
    return [f"{room}.{name}" for room, _, name in calls if name in WRITES]


def test_a_request_becomes_a_delivered_factura(world, asked, sat):
    world.work()

    invoice = world.now(asked)
    [(sealed, xml)] = world.pac.ledger.items()
    assert world.past(asked) == ["received", "sealed", "sent", "stamped", "ready", "delivered"]
    assert world.documents.cfdi(invoice.xml_key) == xml
    assert verify_stamped(sealed, xml, sat.bundle).comprobante.total == Decimal("100.00")
    assert world.documents.pdf(invoice.pdf_key).startswith(b"%PDF-")
    assert [mail.to for mail in world.mailer.sent] == ["olivia@correo.example"]
    assert (invoice.due, invoice.lease_until, invoice.problem) == (None, None, None)


def test_each_thing_is_durable_before_anybody_may_rely_on_it(world, asked):
    """Bytes before sealed, the intent before the call, the file before stamped."""
    world.work()

    assert writes(world) == [
        "Invoices.claim",
        "Queues.send",
        "Invoices.save",  # lease
        "Documents.put_sealed",
        "Invoices.save",  # sealed
        "Invoices.save",  # sent: the intent
        "PAC.stamp",
        "Documents.put_cfdi",
        "Invoices.save",  # stamped
        "Queues.send",
        "Invoices.save",  # lease
        "Documents.put_pdf",
        "Invoices.save",  # ready
        "Mailer.send",
        "Invoices.save",  # delivered
    ]


def test_an_invoice_costs_at_most_eleven_writes_of_the_tables(world, asked):
    world.work()

    counted = [call for call in world.crash.calls if call.startswith(("Invoices", "Branches"))]
    tables = [call for call in counted if call.endswith(("claim", "save", "next_folio"))]
    assert len(tables) <= 11


def test_the_intent_is_written_without_an_outcome_before_the_pac_is_called(world, asked):
    seen = []
    stamp = world.pac.stamp
    world.pac.stamp = lambda *call: (seen.append(world.now(asked)), stamp(*call))[1]

    world.work()

    [during] = seen
    assert during.status is S.SENT
    assert during.sends == (Send(world.clock.now, None),)
    assert during.lease_until > world.clock.now


def test_what_the_stamp_told_is_noted(world, asked):
    world.work()

    invoice = world.now(asked)
    stamped = read_cfdi(world.documents.cfdi(invoice.xml_key))
    assert invoice.uuid == stamped.timbre.uuid.lower()
    assert invoice.xml_key == f"cfdi/i1/2026/11/{invoice.uuid}.xml"
    assert [send.outcome for send in invoice.sends] == ["stamped"]


def test_the_moment_of_the_stamp_is_told_in_central_time(world, asked):
    """Anexo 20: FechaTimbrado has no zone and means Mexico's centre."""
    world.work()

    assert world.now(asked).stamped_at.isoformat() == "2026-11-20T12:00:05-06:00"


def test_several_tickets_are_one_stamp(world):
    world.load(A, B)

    invoice = world.ask(A, B).invoice
    world.work()

    stamped = read_cfdi(world.documents.cfdi(world.now(invoice).xml_key))
    assert len(world.pac.ledger) == 1
    assert stamped.comprobante.total == Decimal("200.00")


def test_each_request_is_known_to_the_pac_by_its_own_name(world):
    world.load(A, B)
    first, second = world.ask(A).invoice, world.ask(B).invoice

    world.work()

    references = [reference for _, _, reference in world.pac.calls]
    assert sorted(references) == sorted([f"{first.id}:1", f"{second.id}:1"])


def test_a_message_for_nobody_does_nothing(world):
    world.stamping.advance("inv-unknown")

    assert world.pac.calls == []


@pytest.mark.parametrize("status", [S.REJECTED, S.CANCELLED, S.WAITING_TICKET])
def test_an_invoice_at_rest_is_left_alone(world, asked, status):
    before = world.bring(asked, status)

    world.stamping.advance(asked.id)

    assert world.now(asked) == before
    assert world.pac.calls == []


def test_a_stamped_invoice_is_handed_to_delivery(world, asked):
    before = world.bring(asked, S.STAMPED)
    world.queues.waiting.clear()

    world.stamping.advance(asked.id)

    assert world.queues.take("delivery") == [asked.id]
    assert world.now(asked) == before
    assert world.pac.calls == []
