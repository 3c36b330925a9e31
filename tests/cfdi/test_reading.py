"""What comes from outside is hostile until it reads as a document that we could have written."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from lxml import etree

from chalicelib.cfdi.cadena_original import cadena_of
from chalicelib.cfdi.parsing import MAX_BYTES, UnreadableCFDI, parse
from chalicelib.cfdi.reading import read, read_cfdi
from chalicelib.cfdi.sello import seal
from tests.cfdi.documents import EXEMPT, IVA_0, make_ingreso, make_line, make_ticket
from tests.cfdi.sat_stamp import UUID
from tests.cfdi.tickets import tickets

FULL = make_ticket(
    make_line("116.00", description='Piña & coco 12" <fresca>'),
    make_line("50.00", IVA_0, quantity=Decimal(3), discount=Decimal(10)),
    make_line("30.00", EXEMPT),
    make_line("20.00", objeto_imp="01", taxes=()),
)


@pytest.fixture
def sealed(csd):
    return seal(make_ingreso(FULL), csd).xml


@pytest.fixture
def stamped(sealed, sat):
    return sat.stamp(sealed)


@settings(max_examples=100, deadline=None)
@given(tickets())
def test_what_we_write_reads_back_the_same(csd, ticket):
    document = make_ingreso(ticket)

    assert read(seal(document, csd).xml).comprobante == document


def test_names_with_two_spaces_read_back_the_same(csd):
    plain = make_ingreso()
    document = replace(plain, receptor=replace(plain.receptor, nombre="JUAN  PEREZ & ÑANDÚ"))

    assert read(seal(document, csd).xml).comprobante == document


def test_the_cadena_read_is_the_one_that_was_sealed(csd):
    sealed = seal(make_ingreso(FULL), csd)

    assert read(sealed.xml).cadena_original == sealed.cadena_original


def test_a_stamped_document_tells_its_timbre(stamped, judge, csd):
    found = read_cfdi(stamped)

    assert found.timbre.uuid == UUID
    assert found.timbre.fecha_timbrado.isoformat() == "2026-11-20T12:00:05"
    assert found.timbre.leyenda is None
    assert found.no_certificado == csd.no_certificado
    assert found.cadena_original_tfd == judge.cadena_original_tfd(stamped)


def test_a_timbre_with_a_leyenda_tells_it(sealed, sat, judge):
    stamped = sat.stamp(sealed, Leyenda="Documento de  prueba")

    found = read_cfdi(stamped)

    assert found.timbre.leyenda == "Documento de  prueba"
    assert found.cadena_original_tfd == judge.cadena_original_tfd(stamped)


def test_another_makers_way_of_writing_xml_is_read(stamped):
    """PACs write the document again: other quotes, prefixes, blanks, comments, a BOM."""
    root = etree.fromstring(stamped)
    etree.indent(root)
    again = etree.tostring(root, xml_declaration=True, encoding="utf-8")

    assert read_cfdi(b"\xef\xbb\xbf" + again) == read_cfdi(stamped)
    commented = stamped.replace(b"<cfdi:Emisor", b"<!-- x --><?y z?><cfdi:Emisor")
    assert read_cfdi(commented) == read_cfdi(stamped)


def test_a_document_that_was_never_stamped_is_no_stamped_one(sealed):
    with pytest.raises(UnreadableCFDI):
        read_cfdi(sealed)


ENTITY = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("prologue", [ENTITY, LAUGHS, b"<!DOCTYPE x>"])
def test_a_doctype_is_refused(stamped, prologue):
    attack = stamped.replace(b"<cfdi:Comprobante", prologue + b"<cfdi:Comprobante", 1)

    with pytest.raises(UnreadableCFDI, match="DOCTYPE"):
        read_cfdi(attack)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-7", "latin-1"])
def test_a_doctype_does_not_hide_behind_another_encoding(stamped, encoding):
    text = ENTITY.decode() + stamped.decode().partition("\n")[2]
    attack = f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding)

    with pytest.raises(UnreadableCFDI):
        read_cfdi(attack)


def test_an_entity_that_nobody_declared_is_refused(stamped):
    with pytest.raises(UnreadableCFDI):
        read_cfdi(stamped.replace(b"MARIA", b"&maria;"))


def test_too_many_bytes_are_not_even_parsed():
    with pytest.raises(UnreadableCFDI, match="more than any ticket"):
        parse(b"<a>" + b" " * MAX_BYTES + b"</a>")


def test_a_thousand_lines_of_the_longest_descriptions_are_read(csd):
    long = make_line("116.00", description="Ñ" * 1000)
    document = make_ingreso(make_ticket(*[long] * 1000))

    assert read(seal(document, csd).xml).comprobante == document


@pytest.mark.parametrize("xml", [b"", b"   ", b"<a", b"{}", b"<a/>", b"<html>error 502</html>"])
def test_what_is_no_cfdi_is_refused(xml):
    with pytest.raises(UnreadableCFDI):
        read(xml)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (' Total="', ' Total="1'),
        ('SubTotal="', 'SubTotal="1'),
        ('TotalImpuestosTrasladados="', 'TotalImpuestosTrasladados="1'),
        ('Version="4.0"', 'Version="3.3"'),
        ('Moneda="MXN"', 'Moneda="USD"'),
        ('Moneda="MXN"', 'Moneda="MXN" TipoCambio="1"'),
        ('MetodoPago="PUE"', ""),
        ('NoCertificado="3', 'NoCertificado="PUE|3'),
        ('Cantidad="3"', 'Cantidad="tres"'),
        ('Cantidad="3"', 'Cantidad="1e1"'),
        ('Fecha="2026-11-20T12:00:00"', 'Fecha="2026-11-20T12:00:00Z"'),
        ('Fecha="2026-11-20T12:00:00"', 'Fecha="20261120T120000"'),
        ('ObjetoImp="01"', 'ObjetoImp="01" Extra="1"'),
        ('ObjetoImp="01"/>', 'ObjetoImp="01">text</cfdi:Concepto>'),
        ("<cfdi:Conceptos>", "<cfdi:Conceptos>text"),
        ("<cfdi:Emisor", "text<cfdi:Emisor"),
        ("<cfdi:Conceptos>", '<cfdi:CfdiRelacionados TipoRelacion="04"/><cfdi:Conceptos>'),
        ('ObjetoImp="01"/>', 'ObjetoImp="01"><cfdi:Complemento/></cfdi:Concepto>'),
        ("</cfdi:Comprobante>", "<cfdi:Complemento/></cfdi:Comprobante>"),
        ("</cfdi:Comprobante>", "<cfdi:Addenda/></cfdi:Comprobante>"),
        ("<cfdi:Complemento>", '<cfdi:Complemento a="b">'),
        ("<cfdi:Complemento>", "<cfdi:Complemento><cfdi:Emisor/>"),
        ("<cfdi:Complemento>", "<cfdi:Complemento>text"),
        ("</cfdi:Complemento>", "</cfdi:Complemento>text"),
        ('Version="1.1"', 'Version="1.0"'),
        (UUID, UUID[:-1]),
        ('NoCertificadoSAT="3', 'NoCertificadoSAT="X'),
        ('RfcProvCertif="SPR', 'Extra="1" RfcProvCertif="SPR'),
        ('FechaTimbrado="2026-11-20T12:00:05"', 'FechaTimbrado="2026-11-20T12:00:05Z"'),
        ('FechaTimbrado="2026-11-20T12:00:05"', 'FechaTimbrado="2026-13-20T12:00:05"'),
        ('FechaTimbrado="2026-11-20T12:00:05"', 'FechaTimbrado="2026-11-20"'),
        ('SelloSAT="', 'SelloSAT="%'),
        ('xmlns:cfdi="http://www.sat.gob.mx/cfd/4"', 'xmlns:cfdi="http://www.sat.gob.mx/cfd/3"'),
    ],
)
def test_a_document_that_says_anything_else_is_refused(stamped, old, new):
    text = stamped.decode()
    assert old in text

    with pytest.raises(UnreadableCFDI):
        read_cfdi(text.replace(old, new, 1).encode())


def test_emisor_and_receptor_are_in_their_order(stamped):
    text = stamped.decode()
    head, _, rest = text.partition("<cfdi:Emisor")
    emisor, _, rest = rest.partition("<cfdi:Receptor")
    receptor, _, rest = rest.partition("<cfdi:Conceptos>")
    swapped = f"{head}<cfdi:Receptor{receptor}<cfdi:Emisor{emisor}<cfdi:Conceptos>{rest}"

    with pytest.raises(UnreadableCFDI):
        read_cfdi(swapped.encode())


def test_the_cadena_of_a_document_is_told_without_its_timbre(stamped, sealed):
    assert cadena_of(parse(stamped)) == cadena_of(parse(sealed))
