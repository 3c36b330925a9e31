"""Certificates and keys in SAT's shape, made here so that they never expire under the tests.

The serial number is twenty ASCII digits, the subject carries "RFC / RFC of the
representative" in x500UniqueIdentifier, a CSD names a unit (OU) and an e.firma does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

PASSWORD = "12345678a"
NOT_BEFORE = datetime(2025, 1, 1, tzinfo=UTC)
NOT_AFTER = datetime(2045, 1, 1, tzinfo=UTC)
SERIAL = "30001000000500009999"


@dataclass(frozen=True)
class Files:
    """What a merchant uploads: .cer and .key in DER."""

    cer: bytes
    key: bytes
    password: str = PASSWORD


@cache
def rsa_key(name: str) -> rsa.RSAPrivateKey:
    """Make a key once for the whole session; keys of other names are others."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def make_certificate(
    rfc: str = "EKU9003173C9",
    *,
    key: str = "issuer",
    unit: str | None = "Sucursal 1",
    serial: str = SERIAL,
    not_before: datetime = NOT_BEFORE,
    not_after: datetime = NOT_AFTER,
) -> x509.Certificate:
    names = [
        x509.NameAttribute(NameOID.COMMON_NAME, "ESCUELA KEMPER URGATE SA DE CV"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "ESCUELA KEMPER URGATE SA DE CV"),
        x509.NameAttribute(NameOID.X500_UNIQUE_IDENTIFIER, f"{rfc} / VADA800927DJ3"),
        x509.NameAttribute(NameOID.SERIAL_NUMBER, " / VADA800927HSRSRL05"),
    ]
    if unit:
        names.append(x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, unit))
    subject = x509.Name(names)
    builder = x509.CertificateBuilder(
        issuer_name=subject,
        subject_name=subject,
        public_key=rsa_key(key).public_key(),
        serial_number=int.from_bytes(serial.encode(), "big"),
        not_valid_before=not_before,
        not_valid_after=not_after,
    )
    return builder.sign(rsa_key(key), hashes.SHA256())


def make_files(
    certificate: x509.Certificate | None = None, *, key: str = "issuer", password: str = PASSWORD
) -> Files:
    cer = (certificate or make_certificate(key=key)).public_bytes(serialization.Encoding.DER)
    locked = serialization.BestAvailableEncryption(password.encode())
    return Files(cer, key_bytes(key, locked), password)


def key_bytes(
    key: str,
    encryption: serialization.KeySerializationEncryption,
    encoding: serialization.Encoding = serialization.Encoding.DER,
) -> bytes:
    return rsa_key(key).private_bytes(encoding, serialization.PrivateFormat.PKCS8, encryption)
