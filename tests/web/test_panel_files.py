"""The files of the panel: each factura's two, by mail, and all of them as one."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Download, Locator, Page, expect

from tests.web.account import Holder
from tests.web.mailbox import mail_to
from tests.web.panel import open_panel, row_of

pytestmark = [pytest.mark.browser, pytest.mark.system]


def test_both_files_are_downloaded_from_the_row(holder: Holder, invoiced: list[dict[str, Any]]):
    open_panel(holder.page)
    row = row_of(holder.page, invoiced[1])

    assert content_of(row, "PDF").startswith(b"%PDF")
    assert invoiced[1]["uuid"].encode() in content_of(row, "XML")


def test_a_factura_is_mailed_from_the_row(
    holder: Holder, invoiced: list[dict[str, Any]], facturable: Mapping[str, Any]
):
    open_panel(holder.page)
    row = row_of(holder.page, invoiced[1])
    row.get_by_role("button", name="Enviar por correo").click()
    window = holder.page.get_by_role("dialog", name="Enviar por correo")
    expect(window.get_by_label("Correo", exact=True)).to_have_value(holder.email)

    other = f"contador-{invoiced[1]['id'][:8].lower()}@correo.mx"
    window.get_by_label("Correo", exact=True).fill(other)
    window.get_by_role("button", name="Enviar por correo").click()

    expect(row).to_contain_text(f"La enviaremos a {other}")
    assert mail_to(facturable["mailbox_url"], other)


def test_everything_comes_as_one_zip_and_as_one_table(
    holder: Holder, invoiced: list[dict[str, Any]]
):
    uuids = {invoice["uuid"] for invoice in invoiced}
    open_panel(holder.page)

    zipped = zipfile.ZipFile(io.BytesIO(exported(holder.page, "Descargar todo en ZIP")))
    table = exported(holder.page, "Exportar CSV").decode("utf-8-sig")

    assert all(any(uuid in name for name in zipped.namelist()) for uuid in uuids)
    found = {cell for row in csv.reader(io.StringIO(table)) for cell in row}
    assert uuids <= found


def test_a_file_of_nothing_is_refused_with_what_to_do(holder: Holder):
    open_panel(holder.page)

    holder.page.get_by_role("button", name="Exportar CSV").click()

    expect(holder.page.get_by_text("Ninguna factura de tu panel cumple")).to_be_visible()


def exported(page: Page, button: str) -> bytes:
    page.get_by_role("button", name=button).click()
    ready = page.get_by_text(re.compile(r"está listo, con 2 facturas"))
    expect(ready).to_be_visible(timeout=30_000)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Descargar el archivo").click()
    return bytes_of(waiting.value)


def content_of(row: Locator, button: str) -> bytes:
    with row.page.expect_download() as waiting:
        row.get_by_role("button", name=button).click()
    return bytes_of(waiting.value)


def bytes_of(download: Download) -> bytes:
    return Path(download.path()).read_bytes()
