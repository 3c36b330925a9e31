"""XML and cadena original, held against SAT's XSD and XSLT and against lxml."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from chalicelib.cfdi.text import sat_text
from chalicelib.cfdi.xml import draft
from tests.cfdi.csd_factory import SERIAL
from tests.cfdi.documents import EXEMPT, IVA_0, make_ingreso, make_line, make_ticket
from tests.cfdi.sat_judge import CFDI, matrix_findings
from tests.cfdi.tickets import tickets

CERTIFICADO = "TUlJ"
SELLO = "c2VsbG8="
SAT_TEXTS = st.text(min_size=1, max_size=60).map(lambda text: sat_text(text, 60)).filter(bool)


def write(document):
    written = draft(document, SERIAL, CERTIFICADO)
    return written.sealed(SELLO), written.cadena_original


@settings(max_examples=200, deadline=None)
@given(st.lists(tickets(), min_size=1, max_size=2))
def test_every_ticket_becomes_a_document_that_sat_accepts(judge, sold):
    document = make_ingreso(*sold)

    xml, cadena = write(document)

    assert judge.schema_errors(xml) == []
    assert judge.cadena_original(xml) == cadena
    assert matrix_findings(xml) == []
    total = etree.fromstring(xml).attrib["Total"]
    assert total == str(sum(ticket.invoice_total for ticket in sold))


@settings(max_examples=200, deadline=None)
@given(SAT_TEXTS, SAT_TEXTS)
@example("a\u00a0 b", "\u2028\u0085x")
@example("&amp; &#9; ]]>", "<!-- 100% %s -->")
@example("JUAN  PEREZ", "'\"")
def test_any_text_is_read_back_by_lxml_and_sealed_as_sat_does(judge, name, description):
    plain = make_ingreso()
    document = replace(
        plain,
        receptor=replace(plain.receptor, nombre=name),
        conceptos=(replace(plain.conceptos[0], descripcion=description),),
    )

    xml, cadena = write(document)

    root = etree.fromstring(xml)
    assert root.find(f"{CFDI}Receptor").attrib["Nombre"] == name
    assert root.find(f"{CFDI}Conceptos/{CFDI}Concepto").attrib["Descripcion"] == description
    assert judge.cadena_original(xml) == cadena


@given(st.characters())
def test_every_character_is_either_refused_or_written_as_itself(char):
    clean = sat_text(f"a{char}b", 10)
    assume(char in clean)
    plain = make_ingreso()
    document = replace(plain, conceptos=(replace(plain.conceptos[0], descripcion=clean),))

    xml, _ = write(document)

    concepto = etree.fromstring(xml).find(f"{CFDI}Conceptos/{CFDI}Concepto")
    assert concepto.attrib["Descripcion"] == clean


def test_an_rfc_with_ampersand_is_escaped_in_the_xml_only(judge):
    plain = make_ingreso()
    document = replace(plain, receptor=replace(plain.receptor, rfc="H&E951128469"))

    xml, cadena = write(document)

    assert b'Rfc="H&amp;E951128469"' in xml
    assert "|H&E951128469|" in cadena
    assert judge.cadena_original(xml) == cadena


def test_optional_data_are_left_out_whole(judge):
    document = make_ingreso(serie=None, folio=None)

    xml, cadena = write(document)

    assert b"Serie=" not in xml
    assert b"Folio=" not in xml
    assert b"Descuento=" not in xml
    assert judge.cadena_original(xml) == cadena


def test_a_unit_is_written_where_anexo_20_has_it(judge):
    plain = make_ingreso()
    document = replace(plain, conceptos=(replace(plain.conceptos[0], unidad="Pieza"),))

    xml, cadena = write(document)

    assert judge.schema_errors(xml) == []
    assert judge.cadena_original(xml) == cadena


def test_an_exempt_document_tells_its_base_and_no_total_of_taxes(judge):
    document = make_ingreso(make_ticket(make_line("50.00", EXEMPT)))

    xml, cadena = write(document)

    assert b"TotalImpuestosTrasladados" not in xml
    assert judge.schema_errors(xml) == []
    assert judge.cadena_original(xml) == cadena


def test_a_document_without_taxes_has_no_impuestos(judge):
    document = make_ingreso(make_ticket(make_line("50.00", objeto_imp="01", taxes=())))

    xml, cadena = write(document)

    assert b"cfdi:Impuestos" not in xml
    assert judge.schema_errors(xml) == []
    assert judge.cadena_original(xml) == cadena


def test_zero_rate_tells_its_zeros(judge):
    document = make_ingreso(make_ticket(make_line("50.00", IVA_0)))

    xml, _ = write(document)

    assert b'TasaOCuota="0.000000" Importe="0.00"' in xml
    assert b'TotalImpuestosTrasladados="0.00"' in xml
    assert judge.schema_errors(xml) == []


def test_fecha_is_written_to_the_second():
    xml, _ = write(make_ingreso())

    assert b'Fecha="2026-11-20T12:00:00"' in xml
