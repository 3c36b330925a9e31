"""What comes back is the document that was sent, with a timbre that SAT's own files accept."""

from __future__ import annotations

import base64
import io
from datetime import UTC, datetime, timedelta
from urllib.parse import quote
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import zxingcpp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from lxml import etree
from PIL import Image

from sandbox.authority.certificates import serial_digits
from sandbox.pac.anexo20 import cadena_original as ours
from tests.sandbox.client import stamp
from tests.sandbox.documents import CENTRO, NS, make_sealed, sat_cadena, sat_schema
from tests.sandbox.variations import RARE_NODES, TIJUANA, VARIATIONS, WITHHELD


@pytest.fixture
def sent(csd):
    return make_sealed(csd, WITHHELD)


@pytest.fixture
def data(sandbox, sent):
    return stamp(sandbox, sent).body["data"]


@pytest.fixture
def timbre(data):
    return etree.fromstring(data["cfdi"].encode()).find(
        "cfdi:Complemento/tfd:TimbreFiscalDigital", NS
    )


def test_the_stamped_document_is_valid_to_the_schema_of_sat(data):
    document = etree.fromstring(data["cfdi"].encode())

    sat_schema().assertValid(document)


def test_the_timbre_is_valid_to_its_own_schema(timbre):
    alone = etree.fromstring(etree.tostring(timbre))

    sat_schema().assertValid(alone)


def test_nothing_but_the_complemento_is_added_to_the_bytes(sent, data):
    stamped = data["cfdi"].encode()

    before, _, rest = stamped.partition(b"<cfdi:Complemento>")
    after = rest.partition(b"</cfdi:Complemento>")[2]

    assert before + after == sent


def test_the_timbre_seals_the_issuers_seal(sent, timbre):
    assert timbre.get("SelloCFD") == etree.fromstring(sent).get("Sello")
    assert timbre.get("Version") == "1.1"


def test_the_seal_of_the_certifier_verifies_over_the_style_sheet_of_sat(authority, timbre):
    certificate = x509.load_pem_x509_certificate(authority.sat_certificates.read_bytes())
    signature = base64.b64decode(timbre.get("SelloSAT"))

    certificate.public_key().verify(
        signature, sat_cadena(timbre).encode(), padding.PKCS1v15(), hashes.SHA256()
    )

    assert timbre.get("NoCertificadoSAT") == serial_digits(certificate)


def test_the_answer_says_what_the_timbre_says(data, sent, timbre):
    root = etree.fromstring(sent)

    assert data["uuid"] == timbre.get("UUID")
    assert data["fechaTimbrado"] == timbre.get("FechaTimbrado")
    assert data["selloSAT"] == timbre.get("SelloSAT")
    assert data["selloCFDI"] == root.get("Sello")
    assert data["noCertificadoCFDI"] == root.get("NoCertificado")
    assert data["noCertificadoSAT"] == timbre.get("NoCertificadoSAT")
    assert data["cadenaOriginalSAT"] == sat_cadena(timbre)


def test_the_qr_reads_back_as_the_address_of_sat(data):
    picture = Image.open(io.BytesIO(base64.b64decode(data["qrCode"]))).convert("L")

    (read,) = zxingcpp.read_barcodes(picture)

    assert read.text == (
        "https://verificacfdi.facturaelectronica.sat.gob.mx/default.aspx"
        f"?id={data['uuid'].upper()}&re=EKU9003173C9&rr=XOJI740919U48&tt=106.0"
        f"&fe={quote(data['selloCFDI'][-8:])}"
    )


def test_the_folio_fiscal_is_a_uuid_in_lower_case(data):
    assert str(UUID(data["uuid"])) == data["uuid"]


def test_the_time_of_the_timbre_is_that_of_the_zona_centro(sandbox, csd):
    answer = stamp(sandbox, make_sealed(csd, TIJUANA))

    written = datetime.fromisoformat(answer.body["data"]["fechaTimbrado"]).replace(tzinfo=CENTRO)
    assert abs(written - datetime.now(UTC)) < timedelta(seconds=30)
    assert datetime.now(ZoneInfo("America/Tijuana")).utcoffset() != written.utcoffset()


@pytest.mark.parametrize("name", VARIATIONS)
def test_our_cadena_original_is_that_of_the_style_sheet_of_sat(csd, name):
    document = etree.fromstring(make_sealed(csd, VARIATIONS[name]))

    assert ours.cadena_original(document) == sat_cadena(document)


def test_a_line_break_inside_a_value_is_collapsed_as_sat_collapses_it(csd):
    document = etree.fromstring(make_sealed(csd, RARE_NODES))
    document.find("cfdi:Receptor", NS).set("Nombre", " INGRID\n\t XODAR\u00a0 JIMENEZ ")

    cadena = ours.cadena_original(document)

    assert cadena == sat_cadena(document)
    assert "|INGRID XODAR\u00a0 JIMENEZ|" in cadena
