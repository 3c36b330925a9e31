"""One truth for the exports' files at the emulator and in memory; then what S3 alone can do."""

from __future__ import annotations

import re
import secrets
import urllib.error
import urllib.request
from tempfile import SpooledTemporaryFile

import pytest

from chalicelib.aws.export_files import ExportFiles
from chalicelib.errors import Unavailable
from tests.emulator import client_at, files_bucket, free_port
from tests.twins.export_files import ExportFilesInMemory

CSV = "text/csv; charset=utf-8"


@pytest.fixture
def folder() -> str:
    """A folder of this test's own."""
    return f"exports/{secrets.token_hex(8)}/"


@pytest.fixture
def s3(emulator, account):
    return emulator.client(account, "s3")


@pytest.fixture
def files(s3, account) -> ExportFiles:
    return ExportFiles(files_bucket(account), client=s3)


@pytest.fixture(params=["real", "twin"])
def either(request):
    return request.getfixturevalue("files") if request.param == "real" else ExportFilesInMemory()


def versions(s3, account: str, prefix: str) -> list[str]:
    """Every version that S3 could still bring back, marks of deletion too."""
    listed = s3.list_object_versions(Bucket=files_bucket(account), Prefix=prefix)
    return [one["Key"] for kind in ("Versions", "DeleteMarkers") for one in listed.get(kind, ())]


def read(url: str) -> bytes:
    with urllib.request.urlopen(url) as answer:
        content: bytes = answer.read()
        return content


@pytest.mark.parametrize(
    "key", ["pdf/a/b.pdf", "cfdi/x.xml", "exports", "exports/a/", "x/exports/a"]
)
def test_only_exports_are_kept_and_given_here(either, key):
    with pytest.raises(ValueError, match="not among the exports"):
        either.put_export(key, b"x", CSV)
    with pytest.raises(ValueError, match="not among the exports"):
        either.download_url(key, "x.csv", CSV, 60)


@pytest.mark.parametrize(
    "prefix", ["", "/", "exports", "exports/", "exports//", "exports/a", "pdf/a/"]
)
def test_no_slip_of_a_name_erases_more_than_one_folder(either, prefix):
    with pytest.raises(ValueError, match="not a folder of the exports"):
        either.delete_all(prefix)


def test_what_is_not_there_can_be_erased(either, folder):
    either.delete_all(folder)
    either.delete_all(folder)


@pytest.mark.parametrize(("asked", "lives"), [(60, "60"), (120, "120"), (86_400, "120")])
def test_an_address_lives_two_minutes_at_most(either, folder, asked, lives):
    url = either.download_url(f"{folder}a.csv", "a.csv", CSV, asked)

    assert re.search(r"(?:Expires|for)=(\d+)", url)[1] == lives


# At the emulator


def test_an_export_is_downloaded_as_an_attachment_under_its_own_name(files, folder):
    files.put_export(f"{folder}a.csv", "Folio,Total\nñ,1".encode(), CSV)

    url = files.download_url(f"{folder}a.csv", "facturas-2026-11-20.csv", CSV, 60)

    with urllib.request.urlopen(url) as answer:
        assert answer.read() == "Folio,Total\nñ,1".encode()
        assert answer.headers["Content-Type"] == CSV
        assert answer.headers.get_content_disposition() == "attachment"
        assert answer.headers.get_filename() == "facturas-2026-11-20.csv"


@pytest.mark.parametrize("held", [1, 2**20])
def test_a_file_that_was_just_written_is_kept_whole(files, folder, held):
    content = secrets.token_bytes(100_000)
    with SpooledTemporaryFile(held) as file:
        file.write(content)
        file.seek(0)
        files.put_export(f"{folder}a.zip", file, "application/zip")

    assert read(files.download_url(f"{folder}a.zip", "a.zip", "application/zip", 60)) == content


def test_an_erased_folder_cannot_be_restored(s3, account, files, folder):
    for content in (b"first", b"second"):
        files.put_export(f"{folder}token/a.csv", content, CSV)
    files.put_export(f"{folder}b.csv", b"b", CSV)
    s3.delete_object(Bucket=files_bucket(account), Key=f"{folder}b.csv")
    assert len(versions(s3, account, folder)) == 4

    files.delete_all(folder)

    assert versions(s3, account, folder) == []
    with pytest.raises(urllib.error.HTTPError) as gone:
        read(files.download_url(f"{folder}token/a.csv", "a.csv", CSV, 60))
    assert gone.value.code == 404
    gone.value.close()


def test_a_folder_whose_name_begins_alike_stays(files, folder):
    neighbour = f"{folder[:-1]}0/"
    files.put_export(f"{folder}a.csv", b"mine", CSV)
    files.put_export(f"{neighbour}a.csv", b"theirs", CSV)

    files.delete_all(folder)

    assert read(files.download_url(f"{neighbour}a.csv", "a.csv", CSV, 60)) == b"theirs"


def test_more_files_than_s3_lists_at_once_are_erased(s3, account, files, folder):
    asked = []

    def by_two(params, **_: object) -> None:
        asked.append(params)
        params["MaxKeys"] = 2

    s3.meta.events.register("before-parameter-build.s3.ListObjectVersions", by_two)
    for number in range(5):
        files.put_export(f"{folder}{number}.csv", b"x", CSV)

    files.delete_all(folder)

    assert len(asked) == 3
    assert versions(s3, account, folder) == []


def test_an_s3_that_does_not_answer_is_unavailable(account, folder):
    dead = client_at(f"http://127.0.0.1:{free_port()}", account, "s3")
    files = ExportFiles("files", client=dead)

    for call in (
        lambda: files.put_export(f"{folder}a.csv", b"x", CSV),
        lambda: files.delete_all(folder),
    ):
        with pytest.raises(Unavailable) as failure:
            call()
        assert failure.value.__cause__ is not None
