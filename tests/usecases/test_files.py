from datetime import timedelta

import pytest

from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.usecases.files import GUEST_LIFE, FileKind, FileNotReady
from tests.factories import make_invoice, make_ticket

S = InvoiceStatus


@pytest.fixture
def delivered(world):
    world.load(make_ticket())
    invoice = world.ask(make_ticket()).invoice
    world.work()
    return world.now(invoice)


def test_the_files_are_those_that_are_kept(world, delivered):
    [xml] = world.pac.ledger.values()

    assert world.files.content(delivered, FileKind.XML) == xml
    assert world.files.content(delivered, FileKind.PDF).startswith(b"%PDF-")


def test_a_file_is_named_by_series_folio_and_uuid_and_tells_no_rfc(world, delivered):
    name = f"C1_{delivered.uuid}"

    assert world.files.name(delivered, FileKind.XML) == f"{name}.xml"
    assert world.files.name(delivered, FileKind.PDF) == f"{name}.pdf"


def test_an_address_lives_for_a_minute_and_answers_as_an_attachment(world, delivered):
    url, expires_at = world.files.url(delivered, FileKind.XML)

    assert expires_at == world.clock.now + timedelta(seconds=60)
    assert url == (
        f"https://files.example/{delivered.xml_key}"
        f"?as=C1_{delivered.uuid}.xml&type=application/xml&for=60"
    )
    assert "MASO451221PM4" not in url


@pytest.mark.parametrize("kind", list(FileKind))
@pytest.mark.parametrize("status", [S.RECEIVED, S.SEALED, S.SENT, S.QUIET, S.REJECTED, S.STAMPED])
def test_before_the_factura_is_ready_there_are_no_files(world, status, kind):
    invoice = make_invoice(status)

    for give in (world.files.url, world.files.content):
        with pytest.raises(FileNotReady):
            give(invoice, kind)


def test_what_was_never_stamped_has_no_name(world):
    with pytest.raises(FileNotReady):
        world.files.name(make_invoice(S.SENT), FileKind.XML)


def test_a_guest_may_come_back_for_ninety_days(world, delivered):
    world.clock.now = delivered.ready_at + GUEST_LIFE
    on_the_last_day = world.files.is_closed_to_guests(delivered)
    world.clock.passes(seconds=1)

    assert timedelta(days=90) == GUEST_LIFE
    assert not on_the_last_day
    assert world.files.is_closed_to_guests(delivered)


def test_a_request_without_a_factura_is_never_closed_to_its_guest(world):
    waiting = make_invoice(S.REJECTED)
    world.clock.passes(days=400)

    assert not world.files.is_closed_to_guests(waiting)
