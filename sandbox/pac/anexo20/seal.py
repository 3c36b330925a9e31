"""Checks the issuer's seal and the certificate behind it (302-308, CFDI40102-40139)."""

from __future__ import annotations

import base64
import binascii
import re
from datetime import datetime
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from sandbox.authority import certificates
from sandbox.pac.anexo20.cadena_original import cadena_original
from sandbox.pac.anexo20.refusals import Refused, expected
from sandbox.pac.zones import zone_of

if TYPE_CHECKING:
    from sandbox.pac.anexo20.document import Comprobante

# What SAT leaves out of a company's Nombre although its certificate carries it.
REGIMEN_SOCIETARIO = re.compile(
    r",? (S\.? ?A\.?( ?P\.? ?I\.?| ?B\.?| ?S\.?)?|(S\.? ?P\.? ?R\.?|S\.?) ?DE ?R\.? ?L\.?"
    r"|S\.? ?C\.?|A\.? ?C\.?)( ?DE ?C\.? ?V\.?)?$"
)


def check_digest(comprobante: Comprobante) -> None:
    """Prove that the seal belongs to this content, whatever the date.

    Raises Refused CFDI40106 (certificate unreadable), 302 (seal malformed or the
    serial is another one), CFDI40102 (the digest differs).
    """
    certificate = read_certificate(comprobante)
    key = certificate.public_key()
    if not isinstance(key, rsa.RSAPublicKey):
        raise Refused("CFDI40106", "La llave del certificado no es RSA.")
    cadena = cadena_original(comprobante.root)
    try:
        signature = base64.b64decode("".join(comprobante.sello.split()), validate=True)
    except binascii.Error as error:
        raise Refused("302", "El campo Sello no está en base 64.") from error
    try:
        key.verify(signature, cadena.encode("utf-8"), padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature as error:
        raise Refused("CFDI40102", f"CadenaOriginal: {cadena}") from error


def check_certificate(comprobante: Comprobante, authority: x509.Certificate) -> None:
    """Prove that the certificate may seal for this issuer at this Fecha.

    Raises Refused 308, 306, 302, 303, 305, CFDI40138 or CFDI40139.
    """
    certificate = read_certificate(comprobante)
    _check_issued_by(certificate, authority)
    if not certificates.is_csd(certificate):
        raise Refused("306")
    _check_serial(comprobante, certificate)
    rfc = certificates.holder_rfc(certificate)
    if rfc != comprobante.emisor.get("Rfc"):
        raise Refused("303", expected(rfc, comprobante.emisor.get("Rfc")))
    _check_validity(comprobante, certificate)
    _check_name(comprobante, certificate)


def read_certificate(comprobante: Comprobante) -> x509.Certificate:
    """Read the certificate inside the document; Refused CFDI40106 when there is none in it."""
    try:
        der = base64.b64decode("".join(comprobante.get("Certificado").split()), validate=True)
        return x509.load_der_x509_certificate(der)
    except ValueError as error:
        raise Refused("CFDI40106") from error


def _check_issued_by(certificate: x509.Certificate, authority: x509.Certificate) -> None:
    try:
        certificate.verify_directly_issued_by(authority)
    except (ValueError, TypeError, InvalidSignature) as error:
        raise Refused("308") from error


def _check_serial(comprobante: Comprobante, certificate: x509.Certificate) -> None:
    digits = certificates.serial_digits(certificate)
    if digits != comprobante.get("NoCertificado"):
        raise Refused("302", "NoCertificado: " + expected(digits, comprobante.get("NoCertificado")))


def _check_validity(comprobante: Comprobante, certificate: x509.Certificate) -> None:
    fecha = datetime.fromisoformat(comprobante.get("Fecha"))
    issued = fecha.replace(tzinfo=zone_of(comprobante.get("LugarExpedicion")))
    if not certificate.not_valid_before_utc <= issued <= certificate.not_valid_after_utc:
        raise Refused("305")


def _check_name(comprobante: Comprobante, certificate: x509.Certificate) -> None:
    holder = certificates.holder_name(certificate) or ""
    registered = REGIMEN_SOCIETARIO.sub("", holder)
    found = comprobante.emisor.get("Nombre", "")
    if found != registered:
        raise Refused("CFDI40139" if found == holder else "CFDI40138", expected(registered, found))
