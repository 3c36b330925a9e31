import re
import urllib.error
import urllib.request
from datetime import timedelta
from urllib.parse import unquote

import pytest

from chalicelib.aws.documents import RETENTION, Documents, ObjectLock
from chalicelib.errors import Unavailable
from tests.emulator import client_at, documents_bucket, files_bucket, free_port
from tests.twins.clock import NOON, FixedClock


@pytest.fixture
def s3(emulator, account):
    return emulator.client(account, "s3")


@pytest.fixture
def documents(s3, account):
    return Documents(documents_bucket(account), files_bucket(account), client=s3)


def test_a_download_is_an_attachment_under_its_own_name_and_type(documents):
    documents.put_cfdi("cfdi/i/2026/11/down.xml", b"<a/>")

    url = documents.download_url("cfdi/i/2026/11/down.xml", "A1_uuid.xml", "application/xml", 60)

    with urllib.request.urlopen(url) as answer:
        assert answer.read() == b"<a/>"
        assert answer.headers["Content-Type"] == "application/xml"
        assert answer.headers.get_content_disposition() == "attachment"
        assert answer.headers.get_filename() == "A1_uuid.xml"


def test_a_download_comes_from_the_bucket_of_its_folder(documents):
    documents.put_pdf("pdf/i/down.pdf", b"%PDF")

    url = documents.download_url("pdf/i/down.pdf", "A1_uuid.pdf", "application/pdf", 60)

    with urllib.request.urlopen(url) as answer:
        assert answer.read() == b"%PDF"


def test_a_download_address_cannot_be_bent_to_another_file(documents):
    documents.put_cfdi("cfdi/i/2026/11/mine.xml", b"<mine/>")
    documents.put_cfdi("cfdi/i/2026/11/other.xml", b"<other/>")
    url = documents.download_url("cfdi/i/2026/11/mine.xml", "x.xml", "application/xml", 60)

    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(url.replace("mine.xml", "other.xml"))

    assert refused.value.code == 403
    refused.value.close()


@pytest.mark.parametrize("name", ['a"; filename="b.exe', "a\r\nX-Evil: 1", "Ñandú & Cía.xml"])
def test_no_file_name_breaks_out_of_its_header(documents, name):
    documents.put_pdf("pdf/i/name.pdf", b"%PDF")

    url = documents.download_url("pdf/i/name.pdf", name, "application/pdf", 60)

    with urllib.request.urlopen(url) as answer:
        assert "X-Evil" not in answer.headers
        assert answer.headers.get_content_disposition() == "attachment"
        plain, encoded = answer.headers["Content-Disposition"].split("; ")[1:]
    assert re.fullmatch(r'filename="[\w.-]+"', plain, re.ASCII)
    assert unquote(encoded.removeprefix("filename*=UTF-8''")) == name


def test_the_address_names_the_region_of_the_bucket(monkeypatch):
    """A presigned address of the world's endpoint redirects, and its signature does not survive."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", "mx-central-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "123456789012")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)

    url = Documents("docs", "files").download_url("cfdi/x.xml", "x.xml", "application/xml", 60)

    assert url.startswith("https://docs.s3.mx-central-1.amazonaws.com/cfdi/x.xml?")
    assert "X-Amz-Algorithm=AWS4-HMAC-SHA256" in url


def test_a_cfdi_is_locked_where_the_bucket_can_lock(s3, account):
    bucket = f"locked-{account}"
    s3.create_bucket(Bucket=bucket, ObjectLockEnabledForBucket=True)
    documents = Documents(bucket, bucket, ObjectLock(FixedClock()), client=s3)

    documents.put_cfdi("cfdi/x.xml", b"<x/>")
    documents.put_sealed("abc", b"<x/>")

    kept = s3.get_object_retention(Bucket=bucket, Key="cfdi/x.xml")["Retention"]
    assert kept["Mode"] == "GOVERNANCE"
    assert abs(kept["RetainUntilDate"] - (NOON + RETENTION)) < timedelta(seconds=1)
    assert "ObjectLockMode" not in s3.head_object(Bucket=bucket, Key="sealed/abc.xml")


def test_an_s3_that_does_not_answer_is_unavailable(account):
    dead = client_at(f"http://127.0.0.1:{free_port()}", account, "s3")
    documents = Documents("docs", "files", client=dead)

    for call in (
        lambda: documents.put_sealed("abc", b"x"),
        lambda: documents.put_cfdi("cfdi/x.xml", b"x"),
        lambda: documents.put_pdf("pdf/x.pdf", b"x"),
        lambda: documents.sealed("abc"),
        lambda: documents.cfdi("cfdi/x.xml"),
        lambda: documents.pdf("pdf/x.pdf"),
    ):
        with pytest.raises(Unavailable) as failure:
            call()
        assert failure.value.__cause__ is not None


def test_a_bucket_that_is_not_ours_is_unavailable_not_empty(s3):
    documents = Documents("nobodys-bucket", "nobodys-bucket", client=s3)

    with pytest.raises(Unavailable):
        documents.cfdi("cfdi/x.xml")
    with pytest.raises(Unavailable):
        documents.put_cfdi("cfdi/x.xml", b"x")
    with pytest.raises(Unavailable):
        documents.put_pdf("pdf/x.pdf", b"x")
