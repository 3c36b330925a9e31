"""Seals checked with cryptography alone, over whatever cadena original the caller trusts."""

from __future__ import annotations

import base64

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from lxml import etree

TFD = "{http://www.sat.gob.mx/TimbreFiscalDigital}TimbreFiscalDigital"


def sello_verifies(xml: bytes, cadena: str) -> bool:
    root = etree.fromstring(xml)
    certificate = x509.load_der_x509_certificate(base64.b64decode(root.get("Certificado")))
    return _signed(certificate, root.get("Sello"), cadena)


def timbre_verifies(xml: bytes, cadena_tfd: str, sat_certificates: bytes) -> bool:
    root = etree.fromstring(xml)
    timbre = root.find(f".//{TFD}")
    signers = x509.load_pem_x509_certificates(sat_certificates)
    same = timbre.get("SelloCFD") == root.get("Sello")
    return same and any(_signed(one, timbre.get("SelloSAT"), cadena_tfd) for one in signers)


def _signed(certificate: x509.Certificate, sello: str, cadena: str) -> bool:
    try:
        certificate.public_key().verify(
            base64.b64decode(sello), cadena.encode(), PKCS1v15(), SHA256()
        )
    except InvalidSignature:
        return False
    return True
