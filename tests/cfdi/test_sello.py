from __future__ import annotations

import base64
import hashlib

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from lxml import etree

from chalicelib.cfdi.sello import seal
from chalicelib.cfdi.verification import sello_is_valid
from tests.cfdi.csd_factory import rsa_key
from tests.cfdi.documents import make_ingreso


def test_the_sello_signs_what_sats_xslt_tells(judge, csd):
    sealed = seal(make_ingreso(), csd)

    signature = base64.b64decode(etree.fromstring(sealed.xml).attrib["Sello"])
    cadena = judge.cadena_original(sealed.xml)
    public = rsa_key("issuer").public_key()
    public.verify(signature, cadena.encode(), padding.PKCS1v15(), hashes.SHA256())


def test_a_sealed_document_passes_sats_schema(judge, csd):
    assert judge.schema_errors(seal(make_ingreso(), csd).xml) == []


def test_sealing_twice_gives_the_same_bytes(csd):
    document = make_ingreso()

    assert seal(document, csd) == seal(document, csd)


def test_the_seal_carries_the_certificate_and_the_name_of_its_bytes(csd):
    sealed = seal(make_ingreso(), csd)

    at = etree.fromstring(sealed.xml).attrib
    assert (at["NoCertificado"], at["Certificado"]) == (csd.no_certificado, csd.certificado)
    assert at["Sello"] == sealed.sello
    assert sealed.sha256 == hashlib.sha256(sealed.xml).hexdigest()


def test_our_own_verification_accepts_it(csd):
    assert sello_is_valid(seal(make_ingreso(), csd).xml)


def test_a_changed_document_has_no_valid_sello(csd):
    xml = seal(make_ingreso(), csd).xml

    assert not sello_is_valid(xml.replace(b"MARIA OLIVIA", b"MARIO OLIVIA"))


def test_another_certificate_does_not_prove_the_sello(csd):
    xml = seal(make_ingreso(), csd).xml

    assert not sello_is_valid(xml.replace(csd.certificado.encode(), b"TUlJ"))
    number = csd.no_certificado.encode()
    assert not sello_is_valid(xml.replace(number, b"30001000000500001111"))


def test_a_sello_that_is_no_base64_is_not_valid(csd):
    sealed = seal(make_ingreso(), csd)

    assert not sello_is_valid(sealed.xml.replace(sealed.sello.encode(), b"no base64!"))
