"""Certificates, by the number that documents call them by."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from chalicelib.cfdi.certificate import UnreadableCertificate, load_bundle
from tests.cfdi.csd_factory import rsa_key

BORN = datetime(2026, 1, 1, tzinfo=UTC)


def numbered(serial: int) -> bytes:
    key = rsa_key("sat")
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "PAC de prueba")])
    builder = x509.CertificateBuilder(
        issuer_name=name,
        subject_name=name,
        public_key=key.public_key(),
        serial_number=serial,
        not_valid_before=BORN,
        not_valid_after=BORN + timedelta(days=365),
    )
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)


def test_a_bundle_knows_sats_certificates_by_the_digits_of_their_serial():
    serial = int.from_bytes(b"30001000000500003456", "big")

    assert list(load_bundle(numbered(serial))) == ["30001000000500003456"]


def test_a_bundle_takes_a_certificate_that_is_numbered_otherwise():
    bundle = load_bundle(numbered(12345) + numbered(30001000000500003456))

    assert list(bundle) == ["00000000000000012345", "30001000000500003456"]


def test_what_is_no_bundle_is_unreadable():
    with pytest.raises(UnreadableCertificate):
        load_bundle(b"not a certificate")
