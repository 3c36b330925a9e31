"""One document per attempt, made of the tickets as they were claimed, its bytes kept first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256

import pytest

from chalicelib.cfdi.csd import CSD, CSDExpired
from chalicelib.cfdi.reading import read
from chalicelib.cfdi.verification import sello_is_valid
from tests.cfdi.csd_factory import make_certificate, make_files
from tests.factories import OTHER_RFC, make_branch, make_donation, make_line, make_ticket
from tests.twins.branches import BranchesInMemory
from tests.twins.tickets import TicketsInMemory

TICKET = make_ticket(make_line("100.00"), make_donation("0.50"))


@pytest.fixture
def asked(world):
    """A ticket with a donation, asked for at noon of 20 November in Mexico City."""
    world.load(TICKET)
    return world.ask(TICKET).invoice


def document(world, sealed):
    return read(world.documents.sealed(sealed.sha256)).comprobante


def test_the_document_is_the_sale_made_out_to_the_shopper(world, asked):
    sealed = world.sealing.seal(asked, "sw")

    written = document(world, sealed)
    assert written.total == asked.amounts.total == Decimal("100.00")
    assert (written.receptor.rfc, written.receptor.nombre) == (
        "MASO451221PM4",
        "MARIA OLIVIA MARTINEZ SAGAZ",
    )
    assert (written.receptor.uso_cfdi, written.forma_pago, written.metodo_pago) == (
        "G03",
        "01",
        "PUE",
    )
    assert (written.emisor.rfc, written.lugar_expedicion) == ("H&Z2107197T8", "03300")


def test_its_bytes_are_kept_under_their_hash_with_a_true_seal(world, asked):
    sealed = world.sealing.seal(asked, "sw")

    xml = world.documents.sealed(sealed.sha256)
    assert sha256(xml).hexdigest() == sealed.sha256
    assert sello_is_valid(xml)


def test_what_names_the_bytes_says_when_under_which_number_and_for_whom(world, asked, csd):
    sealed = world.sealing.seal(asked, "sw")

    assert (sealed.serie, sealed.folio, sealed.pac) == ("C", "1", "sw")
    assert sealed.no_certificado == csd.no_certificado
    assert sealed.fecha.isoformat() == "2026-11-20T12:00:00-06:00"
    assert document(world, sealed).folio == "1"


def test_each_attempt_takes_a_folio_of_its_own(world, asked):
    folios = [world.sealing.seal(asked, "sw").folio for _ in range(3)]

    assert folios == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("timezone", "wall_clock"),
    [
        ("America/Tijuana", "2026-11-20T10:00:00"),
        ("America/Hermosillo", "2026-11-20T11:00:00"),
        ("America/Cancun", "2026-11-20T13:00:00"),
    ],
)
def test_fecha_is_told_by_the_branchs_own_clock(world, asked, timezone, wall_clock):
    world.branches = BranchesInMemory([make_branch(timezone=timezone)])

    fecha = document(world, world.sealing.seal(asked, "sw")).fecha

    assert fecha.isoformat() == wall_clock


def test_who_asks_on_the_last_day_of_the_year_gets_that_day(world):
    ticket = make_ticket()
    world.load(ticket)
    world.clock.now = datetime(2027, 1, 1, 5, 59, 30, tzinfo=UTC)
    asked = world.ask(ticket).invoice
    world.clock.passes(hours=23)

    fecha = document(world, world.sealing.seal(asked, "sw")).fecha

    assert fecha.isoformat() == "2026-12-31T23:59:30"


@pytest.mark.parametrize(
    ("waited", "keeps"),
    [
        (timedelta(hours=24) - timedelta(seconds=1), True),
        (timedelta(hours=24), False),
    ],
)
def test_the_moment_of_acceptance_counts_for_a_day(world, asked, waited, keeps):
    """RCFF 39: a CFDI must reach the PAC within 24 hours of its Fecha."""
    world.clock.now += waited

    sealed = world.sealing.seal(asked, "sw")

    assert sealed.fecha == (asked.accepted_at if keeps else world.clock.now)


def test_the_corrected_data_are_sealed_not_the_first(world, asked):
    invoice = world.ask(TICKET, **OTHER_RFC).invoice

    assert document(world, world.sealing.seal(invoice, "sw")).receptor.rfc == "XIQB891116QE4"


def test_no_csd_seals_out_of_its_time(world, asked):
    files = make_files(
        make_certificate(
            not_before=datetime(2020, 1, 1, tzinfo=UTC), not_after=datetime(2024, 1, 1, tzinfo=UTC)
        )
    )
    world.csds["i1"] = CSD.load_trusted(files.cer, files.key, files.password)

    with pytest.raises(CSDExpired):
        world.sealing.seal(asked, "sw")

    assert world.documents.kept == {}


def test_a_ticket_or_a_branch_that_is_gone_is_told_by_its_invoice(world, asked):
    branches, world.branches = world.branches, BranchesInMemory()
    with pytest.raises(LookupError, match=asked.id):
        world.sealing.seal(asked, "sw")

    world.branches, world.tickets = branches, TicketsInMemory()
    with pytest.raises(LookupError, match=asked.id):
        world.sealing.seal(asked, "sw")
