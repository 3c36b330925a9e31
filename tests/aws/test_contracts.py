"""One truth for the real thing at the emulator and its twin in memory."""

from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest

from chalicelib.aws.documents import Documents
from chalicelib.aws.failures import MailRefused
from chalicelib.aws.mailer import Mailer
from chalicelib.aws.queues import Queues
from chalicelib.aws.secrets import Secrets
from chalicelib.rendering.email import Email
from tests.emulator import MAIL_FROM, documents_bucket, files_bucket
from tests.twins.clock import FixedClock
from tests.twins.documents import DocumentsInMemory
from tests.twins.mailer import MailerInMemory
from tests.twins.queues import QueuesInMemory
from tests.twins.secrets import SecretsInMemory

both = pytest.mark.parametrize("kind", ["real", "twin"])


def unique() -> str:
    return secrets.token_hex(8)


@pytest.fixture(params=["real", "twin"])
def documents(request, emulator, account):
    if request.param == "twin":
        return DocumentsInMemory()
    client = emulator.client(account, "s3")
    return Documents(documents_bucket(account), files_bucket(account), client=client)


def test_sealed_bytes_come_back_as_they_went(documents):
    xml = f"<a>ñ {unique()}</a>".encode()
    name = sha256(xml).hexdigest()

    documents.put_sealed(name, xml)
    documents.put_sealed(name, xml)

    assert documents.sealed(name) == xml


def test_a_cfdi_is_written_once_and_for_ever(documents):
    key = f"cfdi/issuer/2026/11/{unique()}.xml"

    documents.put_cfdi(key, b"<first/>")
    documents.put_cfdi(key, b"<first/>")
    with pytest.raises(FileExistsError):
        documents.put_cfdi(key, b"<second/>")

    assert documents.cfdi(key) == b"<first/>"


def test_of_many_who_write_one_cfdi_at_once_one_is_kept_and_every_other_knows(documents):
    key = f"cfdi/issuer/2026/11/{unique()}.xml"

    def put(number: int) -> int | None:
        try:
            documents.put_cfdi(key, f"<a>{number}</a>".encode())
        except FileExistsError:
            return None
        return number

    with ThreadPoolExecutor(8) as pool:
        kept = [number for number in pool.map(put, range(16)) if number is not None]

    assert len(kept) == 1
    assert documents.cfdi(key) == f"<a>{kept[0]}</a>".encode()


def test_a_pdf_may_be_made_again(documents):
    key = f"pdf/issuer/{unique()}.pdf"

    documents.put_pdf(key, b"%PDF first")
    documents.put_pdf(key, b"%PDF second")

    assert documents.pdf(key) == b"%PDF second"


def test_what_is_not_there_is_a_lookup_error(documents):
    for read in (documents.sealed, documents.cfdi, documents.pdf):
        with pytest.raises(LookupError):
            read(f"cfdi/{unique()}")


def test_only_facturas_are_for_download(documents):
    with pytest.raises(ValueError, match="not for download"):
        documents.download_url("sealed/x.xml", "x.xml", "application/xml", 60)

    assert "cfdi/x.xml" in documents.download_url("cfdi/x.xml", "x.xml", "application/xml", 60)


class RealQueue:
    def __init__(self, emulator, account) -> None:
        self._sqs = emulator.client(account, "sqs")
        self.queues = Queues(lambda queue: f"facturable-local-{queue}", client=self._sqs)

    def take(self, queue: str) -> list[str]:
        url = self._sqs.get_queue_url(QueueName=f"facturable-local-{queue}")["QueueUrl"]
        taken = []
        while messages := self._sqs.receive_message(QueueUrl=url).get("Messages"):
            for message in messages:
                taken.append(message["Body"])
                self._sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return taken


class TwinQueue:
    def __init__(self) -> None:
        self.queues = QueuesInMemory(FixedClock())

    def take(self, queue: str) -> list[str]:
        return [f'{{"id": "{invoice_id}"}}' for invoice_id in self.queues.take(queue)]


@pytest.fixture(params=["real", "twin"])
def line(request, emulator, account):
    return RealQueue(emulator, account) if request.param == "real" else TwinQueue()


def test_a_message_arrives_once_at_its_queue(line):
    invoice_id = unique()

    line.queues.send("stamping", invoice_id)

    assert line.take("delivery") == []
    assert line.take("stamping") == [f'{{"id": "{invoice_id}"}}']
    assert line.take("stamping") == []


def test_a_delayed_message_is_not_there_yet(line):
    line.queues.send("stamping", unique(), delay_s=60)
    line.queues.send("stamping", unique(), delay_s=1_000_000)

    assert line.take("stamping") == []


def test_a_delay_in_the_past_is_none(line):
    line.queues.send("delivery", unique(), delay_s=-5)

    assert len(line.take("delivery")) == 1


def test_a_queue_that_is_not_there_cannot_be_reached(line):
    with pytest.raises(OSError, match="nowhere"):
        line.queues.send("nowhere", unique())


def email() -> Email:
    return Email(
        to="ana@example.com",
        subject="Tu factura",
        text="Hola",
        html="<p>Hola</p>",
        attachments=(),
        sender_name="Abarrotes Ñandú",
    )


@both
def test_a_sender_that_nobody_verified_is_refused(kind, emulator, account):
    ses = emulator.client(account, "ses")
    stranger = "stranger@elsewhere.example"
    mailer = Mailer(stranger, client=ses) if kind == "real" else MailerInMemory(is_verified=False)

    with pytest.raises(MailRefused) as refused:
        mailer.send(email())

    assert refused.value.code == "message_rejected"


@both
def test_a_mail_to_a_plain_address_is_taken(kind, emulator, account, mail_sink):
    twin = MailerInMemory()
    real = Mailer(MAIL_FROM, client=emulator.client(account, "ses"))

    (real if kind == "real" else twin).send(email())

    to = mail_sink.next()[0] if kind == "real" else [sent.to for sent in twin.sent]
    assert to == ["ana@example.com"]


@pytest.fixture(params=["real", "twin"])
def vault(request, emulator, account):
    if request.param == "twin":
        return SecretsInMemory()
    return Secrets(FixedClock(), client=emulator.client(account, "secretsmanager"))


def test_a_secret_comes_back_as_it_went(vault):
    name = f"facturable/local/{unique()}"

    vault.put(name, {"token": "ñ", "keys": [1, 2]})

    assert vault.read(name) == {"token": "ñ", "keys": [1, 2]}


def test_a_secret_may_be_replaced(vault):
    name = f"facturable/local/{unique()}"

    vault.put(name, {"token": "old"})
    vault.put(name, {"token": "new"})

    assert vault.read(name) == {"token": "new"}


def test_nobody_shares_a_secrets_object(vault):
    name = f"facturable/local/{unique()}"
    vault.put(name, {"keys": ["a"]})

    vault.read(name)["keys"].append("b")

    assert vault.read(name) == {"keys": ["a"]}


def test_a_secret_that_is_not_there_is_a_lookup_error(vault):
    with pytest.raises(LookupError):
        vault.read(f"facturable/local/{unique()}")


def test_the_twins_messages_wait_out_their_delay():
    clock = FixedClock()
    queues = QueuesInMemory(clock)
    queues.send("stamping", "inv-1", delay_s=60)

    clock.passes(seconds=59)
    early = queues.take("stamping")
    clock.passes(seconds=1)

    assert early == []
    assert queues.take("stamping") == ["inv-1"]
