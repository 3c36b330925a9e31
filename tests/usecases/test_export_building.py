"""Making a file: whole, once, in spite of crashes, and never for an account that is gone."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace

import pytest

from chalicelib.domain.export import Export, ExportFormat, ExportStatus
from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.domain.listing import Filters
from chalicelib.errors import Unavailable
from tests.factories import OTHER_RFC, make_ticket
from tests.usecases.crashes import Crash, CrashAt, Moment
from tests.usecases.panels import OTHER, OWN, make_many

CSV, ZIP = ExportFormat.CSV, ExportFormat.ZIP
ALL = Filters()


@pytest.fixture
def world(account_world):
    for account in (OWN, OTHER):
        assert account_world.accounts.create(account)
    return account_world


def bought(world, number: str, **changes):
    """Let somebody get a factura."""
    ticket = make_ticket(ticket_number=number)
    world.load(ticket)
    invoice = world.ask(ticket, **changes).invoice
    world.work()
    return world.now(invoice)


def many(world, count: int, **changes):
    """Keep many facturas whose files are all the same."""
    kept = make_many(world.invoices, count, **changes)
    world.documents.put_cfdi(kept[0].xml_key or "", b"<cfdi/>")
    world.documents.put_pdf(kept[0].pdf_key or "", b"%PDF-")
    return kept


def made(world, kind: ExportFormat, filters: Filters = ALL, account=OWN) -> Export:
    order = world.exporting.ask(account, filters, kind)
    world.work()
    return world.exporting.find(account, order.id)


def file_of(world, export: Export) -> bytes:
    return world.export_files.kept[export.key]


def rows_of(table: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline="")))


def opened(content: bytes) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    return archive


def test_a_table_has_every_invoice_of_the_panel_newest_first(world):
    own = bought(world, "1", emails=(OWN.email,))
    world.clock.passes(minutes=1)
    other = bought(world, "2", **{**OTHER_RFC, "emails": (OWN.email,)})
    bought(world, "3", emails=("stranger@correo.example",))

    export = made(world, CSV)

    assert (export.status, export.done, export.total) == (ExportStatus.READY, 2, 2)
    assert file_of(world, export).startswith(b"\xef\xbb\xbf")
    rows = rows_of(file_of(world, export))
    assert [row["UUID"] for row in rows] == [other.uuid, own.uuid]
    assert [row["RFC receptor"] for row in rows] == ["XIQB891116QE4", "MASO451221PM4"]


def test_an_archive_has_both_files_of_each_and_the_table(world):
    own = bought(world, "1", emails=(OWN.email,))

    archive = opened(file_of(world, made(world, ZIP)))

    name = f"C1_{own.uuid}"
    assert archive.namelist() == [f"{name}.xml", f"{name}.pdf", "facturas.csv"]
    assert archive.read(f"{name}.xml") == world.documents.cfdi(own.xml_key)
    assert archive.read(f"{name}.pdf") == world.documents.pdf(own.pdf_key)
    assert [row["UUID"] for row in rows_of(archive.read("facturas.csv"))] == [own.uuid]
    assert archive.infolist()[0].date_time[:5] == (2026, 11, 20, 12, 0)


def test_the_archives_name_tells_no_rfc(world):
    bought(world, "1", emails=(OWN.email,))

    assert all(
        "MASO451221PM4" not in name for name in opened(file_of(world, made(world, ZIP))).namelist()
    )


def test_an_archive_leaves_out_what_has_no_files_yet(world):
    ready = bought(world, "1", emails=(OWN.email,))
    many(world, 3, status=InvoiceStatus.REJECTED)

    archived, table = made(world, ZIP), made(world, CSV)

    assert (archived.done, table.done) == (1, 4)
    assert f"C1_{ready.uuid}.xml" in opened(file_of(world, archived)).namelist()


@pytest.mark.parametrize(
    ("kind", "filters"),
    [(CSV, Filters(rfc="XIQB891116QE4")), (ZIP, ALL), (ZIP, Filters(phase="needs_you"))],
)
def test_where_nothing_fits_there_is_no_file(world, kind, filters):
    many(world, 1, status=InvoiceStatus.REJECTED)

    export = made(world, kind, filters)

    assert (export.status, export.problem) == (ExportStatus.FAILED, "export_empty")
    assert world.export_files.kept == {}


def test_an_archive_holds_two_hundred_and_no_more(world):
    many(world, 200)
    full = made(world, ZIP)
    bought(world, "1", emails=(OWN.email,))
    more = made(world, ZIP)

    assert (full.status, full.done) == (ExportStatus.READY, 200)
    assert len(opened(file_of(world, full)).namelist()) == 401
    assert (more.status, more.problem) == (ExportStatus.FAILED, "export_too_large")


def test_a_table_holds_ten_thousand_and_no_more(world, monkeypatch):
    assert (CSV.most, ZIP.most) == (10_000, 200)
    monkeypatch.setattr("chalicelib.domain.export.MOST_ROWS", 30)
    many(world, 30)
    full = made(world, CSV)
    bought(world, "1", emails=(OWN.email,))
    more = made(world, CSV)

    assert (full.status, full.done) == (ExportStatus.READY, 30)
    assert (more.status, more.problem) == (ExportStatus.FAILED, "export_too_large")


def test_whoever_waits_is_told_how_far_it_is(world, monkeypatch):
    many(world, 25)
    told = []
    save = world.exports.save
    monkeypatch.setattr(
        world.exports,
        "save",
        lambda seen: (told.append((seen.status.value, seen.done, seen.total)), save(seen))[1],
    )

    made(world, ZIP)

    assert told == [
        ("working", 0, 25),
        ("working", 10, 25),
        ("working", 20, 25),
        ("ready", 25, 25),
    ]


def test_a_message_that_comes_again_makes_nothing_again(world):
    many(world, 2)
    export = made(world, CSV)
    world.export_files.kept.clear()

    world.export_building.build(export.message)

    assert world.export_files.kept == {}


@pytest.mark.parametrize("message", ["own.none", "none.none", "none", ""])
def test_a_message_of_nothing_that_is_kept_does_nothing(world, message):
    world.export_building.build(message)

    assert world.export_files.kept == {}


@pytest.mark.parametrize("kind", [CSV, ZIP])
@pytest.mark.parametrize("moment", list(Moment))
def test_wherever_the_worker_ends_the_next_one_makes_the_same_file(world, kind, moment):
    many(world, 12)
    order = world.exporting.ask(OWN, ALL, kind)
    world.crash = counted = CrashAt(None)
    world.export_building.build(order.message)
    whole = file_of(world, order)

    for place in range(1, len(counted.calls) + 1):
        world.exports.put(order)
        world.export_files.kept.clear()
        world.crash = CrashAt(place, moment)
        with pytest.raises(Crash):
            world.export_building.build(order.message)
        world.crash = CrashAt(None)

        world.export_building.build(order.message)

        assert world.exporting.find(OWN, order.id) == order.ready(12)
        assert world.export_files.kept == {order.key: whole}


def test_a_store_of_files_that_is_down_is_tried_again(world):
    many(world, 2)
    order = world.exporting.ask(OWN, ALL, ZIP)
    world.documents.is_down = True
    with pytest.raises(Unavailable):
        world.export_building.build(order.message)
    told = world.exporting.find(OWN, order.id).status
    world.documents.is_down = False

    world.export_building.build(order.message)

    assert told is ExportStatus.WORKING
    assert world.exporting.find(OWN, order.id).status is ExportStatus.READY


@pytest.mark.parametrize("kind", [CSV, ZIP])
def test_for_an_account_that_is_closing_no_file_is_begun(world, kind):
    many(world, 2)
    order = world.exporting.ask(OWN, ALL, kind)
    closing = OWN.changed(closing_since=world.clock.now)
    assert world.accounts.save(closing, before=OWN)

    world.export_building.build(order.message)

    assert world.export_files.kept == {}


def test_an_account_that_closes_while_its_file_is_made_leaves_none_behind(world, monkeypatch):
    many(world, 2)
    order = world.exporting.ask(OWN, ALL, CSV)
    put = world.export_files.put_export

    def closes_first(key: str, content: object, content_type: str) -> None:
        assert world.accounts.save(OWN.changed(closing_since=world.clock.now), before=OWN)
        put(key, content, content_type)

    monkeypatch.setattr(world.export_files, "put_export", closes_first)
    world.export_building.build(order.message)

    assert world.export_files.kept == {}
    assert not world.exporting.find(OWN, order.id).is_over


def test_a_file_that_a_crash_kept_does_not_outlive_its_account(world):
    order = world.exporting.ask(OWN, ALL, CSV)
    world.accounts.delete(OWN)
    world.export_files.put_export(order.key, b"kept as its account went", "text/csv")

    world.export_building.build(order.message)

    assert world.export_files.kept == {}


def test_an_order_that_went_with_its_account_does_not_come_back(world, monkeypatch):
    many(world, 12)
    order = world.exporting.ask(OWN, ALL, ZIP)
    content = world.documents.cfdi

    def erased_meanwhile(key: str) -> bytes:
        world.exports.forget_all(OWN.id)
        return content(key)

    monkeypatch.setattr(world.documents, "cfdi", erased_meanwhile)
    world.export_building.build(order.message)

    assert world.exports.kept == {}
    assert world.export_files.kept == {}


def test_two_accounts_files_lie_apart(world):
    many(world, 1, viewers=("own", "other"))

    own, other = made(world, CSV), made(world, CSV, account=OTHER)

    assert own.key.startswith("exports/own/")
    assert other.key.startswith("exports/other/")
    assert replace(own, key="") != replace(other, key="")
