"""X.509 in the shape that SAT gives it: serials of ASCII digits, the RFC in 2.5.4.45."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from collections.abc import Sequence

SERIAL_DIGITS = 20
SERIAL_PREFIX = "300010000009"
KEY_BITS = 2048
CN_LENGTH = 64
RFC_MORAL_LENGTH = 12
NAME = x509.ObjectIdentifier("2.5.4.41")


@dataclass(frozen=True)
class Validity:
    """From when until when a certificate may sign; both aware."""

    since: datetime
    until: datetime


@dataclass(frozen=True)
class Signer:
    """The certificate that signs another one, with its key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey


def new_key() -> rsa.RSAPrivateKey:
    """Make an RSA key of the size that SAT asks for."""
    return rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)


def validity(days: int, *, started_days_ago: int = 365) -> Validity:
    """Make a validity that already runs, so that yesterday's Fecha is inside it."""
    since = datetime.now(UTC).replace(microsecond=0) - timedelta(days=started_days_ago)
    return Validity(since, since + timedelta(days=days))


def new_serial() -> int:
    """Draw a serial whose twenty bytes are ASCII digits, as SAT's NoCertificado is read from them.

    The first digits keep test serials apart from those that SAT has given out.
    """
    digits = SERIAL_PREFIX + f"{secrets.randbelow(10**8):08d}"
    return int.from_bytes(digits.encode("ascii"), "big")


def holder_subject(rfc: str, name: str, branch: str | None) -> x509.Name:
    """Name a taxpayer as SAT does; `branch` (OU) is what tells a CSD from an e.firma."""
    attributes = [
        x509.NameAttribute(NameOID.COMMON_NAME, name[:CN_LENGTH]),
        x509.NameAttribute(NAME, name),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, name),
        x509.NameAttribute(NameOID.X500_UNIQUE_IDENTIFIER, _unique_identifier(rfc)),
        x509.NameAttribute(NameOID.SERIAL_NUMBER, _serial_number(rfc)),
    ]
    if branch is not None:
        attributes.append(x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, branch))
    return x509.Name(attributes)


def _unique_identifier(rfc: str) -> str:
    """Write "RFC / RFC of the representative" for a company, the RFC alone for a person."""
    return f"{rfc} / XIQB891116QE4" if len(rfc) == RFC_MORAL_LENGTH else rfc


def _serial_number(rfc: str) -> str:
    """Write " / CURP of the representative" for a company, a CURP for a person."""
    if len(rfc) == RFC_MORAL_LENGTH:
        return " / XIQB891116MGRMZR05"
    return f"{rfc[:10].replace('Ñ', 'X')}MDFXXX05"  # a CURP writes X for Ñ


def csd_extensions() -> list[x509.ExtensionType]:
    """Give the two extensions of a CSD: it is no authority, and it may only sign."""
    return [x509.BasicConstraints(ca=False, path_length=None), _key_usage(signs_certificates=False)]


def authority_extensions() -> list[x509.ExtensionType]:
    """Give the extensions of the authority that signs them all."""
    return [x509.BasicConstraints(ca=True, path_length=0), _key_usage(signs_certificates=True)]


def _key_usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=not signs_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def self_signed(subject: x509.Name, key: rsa.RSAPrivateKey, valid: Validity) -> x509.Certificate:
    """Make the certificate of an authority that answers to nobody."""
    builder = _builder(subject, subject, key.public_key(), valid, authority_extensions())
    return builder.sign(key, hashes.SHA256())


def signed(
    signer: Signer,
    subject: x509.Name,
    public_key: rsa.RSAPublicKey,
    valid: Validity,
    extensions: Sequence[x509.ExtensionType],
) -> x509.Certificate:
    """Make a certificate that `signer` answers for."""
    builder = _builder(subject, signer.certificate.subject, public_key, valid, extensions)
    return builder.sign(signer.key, hashes.SHA256())


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    public_key: rsa.RSAPublicKey,
    valid: Validity,
    extensions: Sequence[x509.ExtensionType],
) -> x509.CertificateBuilder:
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(new_serial())
        .not_valid_before(valid.since)
        .not_valid_after(valid.until)
    )
    for extension in extensions:
        builder = builder.add_extension(extension, critical=False)
    return builder


def serial_digits(certificate: x509.Certificate) -> str:
    """Read the twenty digits that a CFDI calls NoCertificado.

    Raises ValueError when the serial's bytes are not ASCII digits: not one of SAT's.
    """
    length = (certificate.serial_number.bit_length() + 7) // 8
    text = certificate.serial_number.to_bytes(length, "big").decode("ascii", errors="replace")
    if len(text) != SERIAL_DIGITS or not text.isdigit():
        raise ValueError("the serial is not made of twenty ASCII digits")
    return text


def subject_value(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> str | None:
    """Read one attribute of the subject, None when it is not there."""
    values = certificate.subject.get_attributes_for_oid(oid)
    return str(values[0].value) if values else None


def holder_rfc(certificate: x509.Certificate) -> str | None:
    """Read whose certificate it is: what stands before " / " in 2.5.4.45."""
    value = subject_value(certificate, NameOID.X500_UNIQUE_IDENTIFIER)
    return value.split("/")[0].strip() if value else None


def holder_name(certificate: x509.Certificate) -> str | None:
    """Read the holder's whole name (2.5.4.41; CN is cut at 64 characters)."""
    return subject_value(certificate, NAME)


def is_csd(certificate: x509.Certificate) -> bool:
    """Tell a CSD from an e.firma: only the first has a branch (OU), only the second more uses."""
    has_branch = subject_value(certificate, NameOID.ORGANIZATIONAL_UNIT_NAME) is not None
    return has_branch and len(certificate.extensions) == len(csd_extensions())
