"""What is not a fresh CFDI 4.0 in UTF-8 is refused before anything else is looked at."""

from __future__ import annotations

import pytest
from lxml import etree

from tests.sandbox.client import stamp
from tests.sandbox.documents import make_sealed


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"<cfdi:Comprobante",
        lambda _: b"no es xml",
        lambda xml: xml[: len(xml) // 2],
        lambda xml: xml.replace("Café".encode(), "Café".encode("latin-1")),
        lambda xml: xml.decode().replace("UTF-8", "ISO-8859-1").encode("latin-1"),
        lambda xml: xml.replace(b"?>", b"?><!DOCTYPE x [<!ENTITY a 'b'>]>", 1),
        lambda xml: xml.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
        lambda xml: (
            xml.replace("Café".encode(), b"Cafe")
            .replace("Ñ".encode(), b"N")
            .replace(b"UTF-8", b"ISO-8859-1")
        ),
        lambda xml: xml.replace(b"/cfd/4", b"/cfd/3"),
        lambda xml: xml.replace(b"cfdi:Comprobante", b"cfdi:Factura"),
        lambda _: b"<otro/>",
        lambda xml: xml.replace(b"<cfdi:Emisor", b"texto suelto<cfdi:Emisor"),
    ],
    ids=[
        "torn tag",
        "no xml",
        "half a document",
        "latin-1 in utf-8",
        "declared latin-1",
        "utf-16",
        "plain letters declared latin-1",
        "doctype",
        "cfdi 3.3",
        "another name of the root",
        "another root",
        "loose text",
    ],
)
def test_it_is_refused_with_301(sandbox, csd, spoil):
    answer = stamp(sandbox, spoil(make_sealed(csd)))

    assert answer.status == 400
    assert answer.body["message"] == "301 - La estructura del comprobante es incorrecta."
    assert answer.body["messageDetail"]


def test_a_document_that_carries_a_timbre_is_not_stamped_again(sandbox, csd):
    sent = make_sealed(csd)
    stamped = stamp(sandbox, sent).body["data"]["cfdi"].encode()

    answer = stamp(sandbox, stamped)

    assert answer.body["message"].startswith("301 - ")
    assert "TimbreFiscalDigital" in answer.body["messageDetail"]


def test_an_external_entity_is_never_read(sandbox, csd, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("no debe salir")
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]><x>&e;</x>'

    answer = stamp(sandbox, bomb.encode())

    assert answer.body["message"].startswith("301 - ")
    assert b"no debe salir" not in answer.raw


def test_comments_and_indentation_are_no_reason_to_refuse(sandbox, csd):
    document = etree.fromstring(make_sealed(csd))
    document.insert(0, etree.Comment(" hecho en caja 3 "))

    answer = stamp(sandbox, etree.tostring(document, encoding="UTF-8", pretty_print=True))

    assert answer.status == 200
