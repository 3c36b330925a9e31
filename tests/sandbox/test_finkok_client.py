"""A Finkok client by other hands stamps and cancels a CFDI by other hands."""

from __future__ import annotations

import base64
import json

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from satcfdi.cfdi import CFDI
from satcfdi.exceptions import DocumentNotFoundError, ResponseError
from satcfdi.models import Certificate
from satcfdi.pacs import CancelReason, Environment
from satcfdi.pacs.finkok import DocumentStatus, Finkok

from tests.sandbox.client import call
from tests.sandbox.finkok import UNKNOWN
from tests.sandbox_server import running_sandbox

# satcfdi reads certificates by pyOpenSSL's old names.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:satcfdi")

LAGS = ("--finkok-lag-s", "0", "--sat-cancel-lag-s", "0", "--finkok-delivery-lag-s", "600")


@pytest.fixture(scope="module")
def finkok(authority, tmp_path_factory):
    folder = tmp_path_factory.mktemp("finkok")
    with running_sandbox(folder, *LAGS, authority_dir=authority.directory) as running:
        yield running


@pytest.fixture
def client(finkok, monkeypatch):
    monkeypatch.setattr(Finkok, "host", finkok.url)
    return Finkok(finkok.user, finkok.password, Environment.TEST)


def test_it_stamps_against_the_sandbox(client, invoice):
    document = client.stamp(invoice)

    stamped = CFDI.from_string(document.xml)
    timbre = stamped["Complemento"]["TimbreFiscalDigital"]
    assert timbre["UUID"] == document.document_id
    assert timbre["SelloCFD"] == invoice["Sello"] == stamped["Sello"]
    assert stamped.to_xml(validate=True) is not None


def test_both_seals_verify_over_satcfdis_cadenas(client, invoice, finkok):
    stamped = CFDI.from_string(client.quick_stamp(invoice).xml)
    timbre = stamped["Complemento"]["TimbreFiscalDigital"]
    issuer = Certificate.load_certificate(base64.b64decode(stamped["Certificado"]))
    _, certifier = x509.load_pem_x509_certificates(finkok.sat_certificate.read_bytes())

    assert issuer.verify_sha256(
        stamped.cadena_original().encode(), base64.b64decode(stamped["Sello"])
    )
    certifier.public_key().verify(
        base64.b64decode(timbre["SelloSAT"]),
        timbre.cadena_original().encode(),
        padding.PKCS1v15(),
        hashes.SHA256(),
    )


def test_stamped_brings_the_same_document_back(client, invoice):
    first = client.stamp(invoice)

    assert client.stamped(invoice) == first


def test_its_own_repeat_is_the_error_that_it_cannot_read(client, invoice):
    """satcfdi raises on any Incidencia and drops the stamp that comes with the 307."""
    client.stamp(invoice)

    with pytest.raises(ResponseError, match="307 - El CFDI contiene un timbre previo"):
        client.stamp(invoice)


def test_a_refusal_is_told_with_its_code(client, invoice):
    invoice["Total"] += 1

    with pytest.raises(ResponseError, match="CFDI40102"):
        client.stamp(invoice)


def test_it_can_ask_what_became_of_a_quick_stamp(client, invoice):
    uuid = client.quick_stamp(invoice).document_id

    pending = client.pending_stamp(uuid)

    assert (pending.document_id, pending.status) == (uuid, DocumentStatus.STAMPED)


def test_an_unknown_uuid_is_an_error_to_it(client):
    with pytest.raises(ResponseError, match="No Encontrado"):
        client.pending_stamp(UNKNOWN)


def test_it_cancels_what_it_stamped_and_the_control_shows_it(finkok, client, invoice, signer):
    stamped = CFDI.from_string(client.stamp(invoice).xml)
    reason = CancelReason.COMPROBANTE_EMITIDO_CON_ERRORES_SIN_RELACION

    first, again = (client.cancel(stamped, reason, signer=signer) for _ in range(2))

    assert (first.code, again.code) == ("201", "202")
    assert b"<c:EstatusUUID>201</c:EstatusUUID>" in first.acuse
    (row,) = json.loads(call(finkok, "GET", "/control/cancellations").raw)
    uuid = stamped["Complemento"]["TimbreFiscalDigital"]["UUID"]
    assert row.pop("at").endswith("+00:00")
    assert row == {"uuid": uuid, "motivo": "02", "folio_sustitucion": None}


def test_it_cannot_cancel_what_finkok_has_not_stamped(client, signer):
    unknown = {"TimbreFiscalDigital": {"UUID": UNKNOWN}}
    reason = CancelReason.NO_SE_LLEVO_A_CABO_LA_OPERACION

    with pytest.raises(DocumentNotFoundError):
        client.cancel(CFDI({"Complemento": unknown}), reason, signer=signer)


def test_a_wrong_password_is_an_error_to_it(finkok, client, invoice):
    client.password = "otra"

    with pytest.raises(ResponseError, match="300"):
        client.stamp(invoice)
