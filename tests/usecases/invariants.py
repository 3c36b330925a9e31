"""What must be true of a world once all faults have stopped (docs/reliability.md)."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from chalicelib.cfdi.verification import verify_stamped
from chalicelib.domain.invoice_status import InvoiceStatus

if TYPE_CHECKING:
    from chalicelib.domain.invoice import Invoice
    from chalicelib.domain.ticket import Ticket
    from tests.cfdi.sat_stamp import SatStamp
    from tests.usecases.world import World

MOST_MAILS = 3
"""A crash between sending and noting sends a mail again; nothing else does."""


def assert_all_is_well(
    world: World, ticket: Ticket, sat: SatStamp, promised: tuple[str, str] | None = None
) -> None:
    """One stamp, made out to whoever was promised it, kept, delivered and at rest."""
    claim = world.record(ticket).claim
    assert claim is not None
    invoice = world.invoices.get(claim.invoice_id)
    assert invoice is not None
    assert invoice.status is InvoiceStatus.DELIVERED
    assert_one_stamp(world, invoice, sat, promised)
    assert_at_rest(world)
    assert_mailed(world, invoice)
    assert_one_line_of_history(world)


def assert_one_stamp(
    world: World, invoice: Invoice, sat: SatStamp, promised: tuple[str, str] | None
) -> None:
    """One stamp, its bytes kept, its receptor the one who asked last (I1, I3-I5, I11)."""
    [(sealed, stamp)] = world.pac.ledger.items()
    stamped = verify_stamped(sealed, stamp, sat.bundle)
    receptor = stamped.comprobante.receptor
    data = invoice.data.receptor
    assert (receptor.rfc, receptor.nombre) == (str(data.rfc), data.name)
    assert promised in (None, (receptor.rfc, receptor.nombre))
    assert invoice.uuid == stamped.timbre.uuid.lower()
    assert world.documents.cfdi(invoice.xml_key or "") == stamp
    assert world.documents.pdf(invoice.pdf_key or "").startswith(b"%PDF-")


def assert_at_rest(world: World) -> None:
    """Nothing is due, and nobody wakes anybody (I2)."""
    assert world.invoices.due(world.clock.now) == []
    assert world.queues.waiting == []


def assert_mailed(world: World, invoice: Invoice) -> None:
    """Every address that asked was reached, and not too often (I6)."""
    sent = Counter(mail.to for mail in world.mailer.sent)
    assert set(sent) >= {entry.to for entry in invoice.mail}
    assert max(sent.values()) <= MOST_MAILS


def assert_one_line_of_history(world: World) -> None:
    """Versions without gap or fork, a history that only grows (I7, I8)."""
    for name in {invoice.id for invoice in world.invoices.written}:
        line = [kept for kept in world.invoices.written if kept.id == name]
        assert [kept.version for kept in line] == [*range(1, len(line) + 1)]
        for one, after in pairwise(line):
            assert after.history[: len(one.history)] == one.history
            assert after.attempt >= one.attempt
