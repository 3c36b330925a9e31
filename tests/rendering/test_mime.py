from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header

import pytest

from chalicelib.rendering.email import Attachment, UnsafeHeader
from chalicelib.rendering.mime import mime_bytes
from tests.rendering.samples import make_not_invoiced, make_store
from tests.rendering.test_email import FILES, make_email

SENDER = "facturas@facturable.mx"
MESSAGE_ID = "inv_01.ana@facturable.mx"
DATE = datetime(2026, 11, 21, 2, 6, tzinfo=UTC)


def sent(email=None):
    return mime_bytes(
        email or make_email(not_invoiced=make_not_invoiced()), SENDER, MESSAGE_ID, DATE
    )


def decoded(header):
    """Read RFC 2047 words with the older reader: 3.11's newer one puts blanks between them."""
    return str(make_header(decode_header(header)))


def received(raw):
    return message_from_bytes(raw, policy=policy.default)


def test_every_byte_has_seven_bits_and_every_line_fits():
    raw = sent()

    assert raw.isascii()
    assert b"\0" not in raw
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert raw.count(b"\n") == raw.count(b"\r\n")


def test_headers_read_back_as_they_were_meant():
    message = received(sent())

    assert str(message["From"]) == f"Abarrotes El Ñandú <{SENDER}>"
    assert str(message["To"]) == "ana@correo.mx"
    assert str(message["Subject"]) == "Tu factura NTE 1042 de Abarrotes El Ñandú"
    assert message["Message-ID"] == f"<{MESSAGE_ID}>"
    assert message["Date"].datetime == DATE
    assert message["Content-Language"] == "es-MX"
    assert message["Auto-Submitted"] == "auto-generated"
    assert not message.defects


def test_both_bodies_read_back_whole():
    email = make_email(not_invoiced=make_not_invoiced())

    message = received(sent(email))

    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().replace("\r\n", "\n") == email.text
    assert html.get_content().replace("\r\n", "\n") == email.html


def test_attachments_arrive_byte_for_byte():
    every_byte = bytes(range(256)) * 300
    email = make_email()
    email = replace(
        email,
        attachments=(replace(email.attachments[0], content=every_byte), email.attachments[1]),
    )

    xml, pdf = received(sent(email)).iter_attachments()

    assert xml.get_content() == every_byte
    assert pdf.get_content() == FILES.pdf
    assert (xml.get_content_type(), pdf.get_content_type()) == (
        "application/xml",
        "application/pdf",
    )
    assert (xml.get_filename(), pdf.get_filename()) == tuple(
        each.name for each in email.attachments
    )


def test_the_structure_is_alternatives_first_then_files():
    kinds = [part.get_content_type() for part in received(sent()).walk()]

    assert kinds == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "application/xml",
        "application/pdf",
    ]


def test_a_very_long_name_still_makes_headers_that_read_back():
    name = ("Ñandú & Compañía, «Abarrotes» " * 12).strip()
    email = make_email(store=make_store(brand_name=name))

    message = message_from_bytes(sent(email), policy=policy.compat32)

    assert decoded(message["Subject"]) == f"Tu factura NTE 1042 de {name}"
    assert decoded(message["From"]) == f"{name} <{SENDER}>"


def test_what_the_mail_service_adds_itself_may_be_left_out():
    message = received(mime_bytes(make_email(), SENDER))

    assert message["Message-ID"] is None
    assert message["Date"] is None


def test_the_same_mail_is_the_same_bytes():
    assert sent() == sent()


@pytest.mark.parametrize("sender", ["", "facturas", "a@x.mx\r\nBcc: b@x.mx", "a@x.mx, b@x.mx"])
def test_a_sender_that_is_not_one_address_is_refused(sender):
    with pytest.raises(UnsafeHeader):
        mime_bytes(make_email(), sender, MESSAGE_ID, DATE)


@pytest.mark.parametrize("message_id", ["", "a b@x", "<a@x>", "a@x\r\nBcc: b@x.mx", "ñ@x"])
def test_a_message_id_that_could_break_its_header_is_refused(message_id):
    with pytest.raises(UnsafeHeader):
        mime_bytes(make_email(), SENDER, message_id, DATE)


def test_a_file_name_with_accents_reads_back():
    email = replace(
        make_email(), attachments=(Attachment('Ñandú "1".xml', "application/xml", b"<x/>"),)
    )

    raw = sent(email)

    (attachment,) = received(raw).iter_attachments()
    assert raw.isascii()
    assert attachment.get_filename() == 'Ñandú "1".xml'
