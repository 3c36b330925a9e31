import pytest

from chalicelib.aws.mailer import Mailer
from chalicelib.rendering.email import Attachment, Email
from tests.emulator import MAIL_FROM, client_at, free_port
from tests.twins.clock import FixedClock

PDF = b"%PDF-1.7\n\x00\xff\xfe binary"
XML = '<a b="Ñandú"/>'.encode()


def email(text="Aquí está tu factura, Íñigo.") -> Email:
    return Email(
        to="inigo@example.com",
        subject="Tu factura A1 de Abarrotes Ñandú",
        text=text,
        html="<p>Aquí está tu factura, Íñigo.</p>",
        attachments=(
            Attachment("A1.xml", "application/xml", XML),
            Attachment("A1.pdf", "application/pdf", PDF),
        ),
        sender_name="Abarrotes Ñandú",
    )


@pytest.fixture
def mailer(emulator, account):
    return Mailer(MAIL_FROM, FixedClock(), emulator.client(account, "ses"))


def test_a_mail_arrives_whole_with_accents_and_attachments(mailer, mail_sink):
    mailer.send(email())

    to, mail = mail_sink.next()
    assert to == ["inigo@example.com"]
    assert mail["Subject"] == "Tu factura A1 de Abarrotes Ñandú"
    assert mail["From"] == f"Abarrotes Ñandú <{MAIL_FROM}>"
    assert "Íñigo" in mail.get_body(("plain",)).get_content()
    assert "Íñigo" in mail.get_body(("html",)).get_content()
    files = {part.get_filename(): part.get_payload(decode=True) for part in mail.iter_attachments()}
    assert files == {"A1.xml": XML, "A1.pdf": PDF}


def test_a_repeated_mail_is_the_same_bytes_and_another_mail_is_not(emulator, account, mail_sink):
    ses, sent = emulator.client(account, "ses"), []
    keep = lambda params, **_: sent.append(params["RawMessage"]["Data"])  # noqa: E731
    ses.meta.events.register("before-parameter-build.ses.SendRawEmail", keep)
    mailer = Mailer(MAIL_FROM, FixedClock(), ses)

    for text in ("Hola", "Hola", "Otra cosa"):
        mailer.send(email(text))
        mail_sink.next()

    assert sent[0] == sent[1]
    assert sent[1] != sent[2]


def test_an_ses_that_does_not_answer_is_an_os_error(account):
    dead = client_at(f"http://127.0.0.1:{free_port()}", account, "ses")

    with pytest.raises(OSError, match="mail") as failure:
        Mailer(MAIL_FROM, client=dead).send(email())

    assert failure.value.__cause__ is not None
