"""An SW client by other hands stamps a CFDI by other hands: no mistake of ours can pass twice."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from satcfdi.cfdi import CFDI
from satcfdi.create.cfd import cfdi40
from satcfdi.exceptions import ResponseError
from satcfdi.models import Certificate, Signer
from satcfdi.pacs import Environment
from satcfdi.pacs.swsapien import SWSapien

from tests.sandbox.documents import now_in

# satcfdi reads certificates by pyOpenSSL's old names.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:satcfdi")


@pytest.fixture
def signer(csd_folder):
    return Signer.load(
        certificate=next(csd_folder.glob("*.cer")).read_bytes(),
        key=next(csd_folder.glob("*.key")).read_bytes(),
        password=(csd_folder / "password.txt").read_bytes(),
    )


@pytest.fixture
def invoice(signer):
    comprobante = cfdi40.Comprobante(
        emisor=cfdi40.Emisor(rfc=signer.rfc, nombre="ESCUELA KEMPER URGATE", regimen_fiscal="601"),
        lugar_expedicion="42501",
        fecha=datetime.fromisoformat(now_in(ago=timedelta(minutes=2))),
        receptor=cfdi40.Receptor(
            rfc="GARM850312H14",
            nombre="MARIANA GARCIA ROBLES",
            uso_cfdi="G03",
            domicilio_fiscal_receptor="64000",
            regimen_fiscal_receptor="612",
        ),
        metodo_pago="PUE",
        forma_pago="04",
        serie="S",
        folio=str(uuid4()),
        conceptos=[
            cfdi40.Concepto(
                clave_prod_serv="50202306",
                cantidad=Decimal("1.347"),
                clave_unidad="KGM",
                descripcion="Jamón de pierna, piña & ñame",
                valor_unitario=Decimal("89.19"),
                impuestos=cfdi40.Impuestos(
                    traslados=[
                        cfdi40.Traslado(
                            impuesto="002", tipo_factor="Tasa", tasa_o_cuota=Decimal("0.160000")
                        ),
                    ]
                ),
            )
        ],
    )
    comprobante.sign(signer)
    return comprobante.process()


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
