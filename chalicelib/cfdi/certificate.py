"""Certificates as SAT makes them, whose serial number is twenty digits written in ASCII."""

from __future__ import annotations

import re

from cryptography import x509

PEM_MARK = b"-----BEGIN"
_DIGITS = re.compile(rb"[0-9]{20}")
_SERIAL_BYTES = 20


class UnreadableCertificate(ValueError):
    """The bytes are no certificate, or not one of SAT's."""


def load(data: bytes) -> x509.Certificate:
    """Read a certificate in DER, as SAT gives it, or in PEM. Raises UnreadableCertificate."""
    pem = data.lstrip().startswith(PEM_MARK)
    try:
        return x509.load_pem_x509_certificate(data) if pem else x509.load_der_x509_certificate(data)
    except ValueError as error:
        raise UnreadableCertificate from error


def load_bundle(pem: bytes) -> dict[str, x509.Certificate]:
    """Read a PEM bundle of certificates, by number. Raises UnreadableCertificate.

    A test authority may number its certificates otherwise than SAT does.
    """
    try:
        certificates = x509.load_pem_x509_certificates(pem)
    except ValueError as error:
        raise UnreadableCertificate from error
    return {_number(certificate): certificate for certificate in certificates}


def _number(certificate: x509.Certificate) -> str:
    try:
        return serial_digits(certificate)
    except UnreadableCertificate:
        return f"{certificate.serial_number:020d}"


def serial_digits(certificate: x509.Certificate) -> str:
    """Return NoCertificado: the bytes of the serial number are the digits themselves.

    Raises UnreadableCertificate for a serial that is not SAT's.
    """
    serial = certificate.serial_number
    if serial.bit_length() > 8 * _SERIAL_BYTES:
        raise UnreadableCertificate
    digits = serial.to_bytes(_SERIAL_BYTES, "big")
    if not _DIGITS.fullmatch(digits):
        raise UnreadableCertificate
    return digits.decode("ascii")
