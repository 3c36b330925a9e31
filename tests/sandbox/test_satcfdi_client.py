"""An SW client by other hands stamps a CFDI by other hands: no mistake of ours can pass twice."""

from __future__ import annotations

import base64

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from satcfdi.cfdi import CFDI
from satcfdi.exceptions import ResponseError
from satcfdi.models import Certificate
from satcfdi.pacs import Environment
from satcfdi.pacs.swsapien import SWSapien

# satcfdi reads certificates by pyOpenSSL's old names.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:satcfdi")


@pytest.fixture
def client(sandbox, monkeypatch):
    monkeypatch.setattr(SWSapien, "_host", lambda *_, **__: sandbox.url)
    return SWSapien(token=sandbox.token(), environment=Environment.TEST)


def test_it_stamps_against_the_sandbox(client, invoice):
    document = client.stamp(invoice)

    stamped = CFDI.from_string(document.xml)
    timbre = stamped["Complemento"]["TimbreFiscalDigital"]
    assert timbre["UUID"] == document.document_id
    assert timbre["SelloCFD"] == invoice["Sello"] == stamped["Sello"]


def test_both_seals_verify_over_satcfdis_cadenas(client, invoice, sandbox):
    stamped = CFDI.from_string(client.stamp(invoice).xml)
    timbre = stamped["Complemento"]["TimbreFiscalDigital"]
    issuer = Certificate.load_certificate(base64.b64decode(stamped["Certificado"]))
    certifier = x509.load_pem_x509_certificate(sandbox.sat_certificate.read_bytes())

    assert issuer.verify_sha256(
        stamped.cadena_original().encode(), base64.b64decode(stamped["Sello"])
    )
    certifier.public_key().verify(
        base64.b64decode(timbre["SelloSAT"]),
        timbre.cadena_original().encode(),
        padding.PKCS1v15(),
        hashes.SHA256(),
    )


def test_what_came_back_is_valid_to_the_schema_that_satcfdi_ships(client, invoice):
    stamped = CFDI.from_string(client.stamp(invoice).xml)

    assert stamped.to_xml(validate=True) is not None


def test_the_customid_travels_as_its_reference(client, invoice, sandbox):
    client.stamp(invoice, ref_id="factura-7:1")

    assert sandbox.log()[-1]["customid"] == "factura-7:1"


def test_it_can_look_the_stamp_up_again(client, invoice):
    uuid = client.stamp(invoice).document_id

    answer = client.recover(uuid)

    assert answer["data"]["records"][0]["uuid"] == uuid


def test_its_own_repeat_is_the_error_that_it_cannot_read(client, invoice):
    """satcfdi raises on HTTP 400 and drops the stamp that the body carries."""
    uuid = client.stamp(invoice).document_id

    with pytest.raises(ResponseError) as raised:
        client.stamp(invoice)

    assert raised.value.response.json()["data"]["uuid"] == uuid
