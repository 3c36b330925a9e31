"""The issuer's Certificado de Sello Digital: certificate and key, proven to belong together."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

from chalicelib import clock
from chalicelib.cfdi.certificate import PEM_MARK, UnreadableCertificate, load, serial_digits
from chalicelib.cfdi.rules import RFC_PATTERN
from chalicelib.errors import Invalid


class CSDError(Invalid):
    """The files and the password do not make a CSD that can seal; `code` says why."""

    code = "csd_unusable"


class CSDUnreadable(CSDError):
    """The .cer or the .key is another kind of file."""

    code = "csd_unreadable"


class CSDWrongPassword(CSDError):
    """The password does not open the key."""

    code = "csd_wrong_password"


class CSDWrongPair(CSDError):
    """The key belongs to another certificate."""

    code = "csd_wrong_pair"


class CSDExpired(CSDError):
    """The certificate is past its end, or not yet in force (SAT: 305)."""

    code = "csd_expired"


class CSDIsEFirma(CSDError):
    """The files are a taxpayer's e.firma, which must not seal CFDI (SAT: 306)."""

    code = "csd_is_efirma"


_PASSWORD_BASED = (bytes.fromhex("2A864886F70D0105"), bytes.fromhex("2A864886F70D010C"))
"""How the names (OID) of password-based encryptions begin: PKCS#5 and PKCS#12."""
_NAME_WITHIN = 40


@dataclass(frozen=True)
class CSD:
    """A certificate and its key: `certificado` is base64 of its DER, `no_certificado` 20 digits."""

    rfc: str
    no_certificado: str
    certificado: str
    not_before: datetime
    not_after: datetime
    _key: rsa.RSAPrivateKey = field(repr=False, compare=False)

    @classmethod
    def load(cls, cer: bytes, key: bytes, password: str, at: datetime | None = None) -> CSD:
        """Load a CSD as a merchant uploads it (DER or PEM), with every check there is.

        `at` is the moment at which it must be in force; now, when left out. Raises
        CSDUnreadable, CSDWrongPassword, CSDWrongPair, CSDExpired, CSDIsEFirma.
        """
        csd = cls._load(cer, key, password, trusted=False)
        csd.require_in_force(at or clock.now())
        return csd

    @classmethod
    def load_trusted(cls, cer: bytes, key: bytes, password: str) -> CSD:
        """Load a CSD that `load` accepted before, without proving the key's primes again.

        That proof is nearly all of the 30 ms that a key takes to load. Raises as
        `load` does, but for CSDExpired: see `require_in_force`.
        """
        return cls._load(cer, key, password, trusted=True)

    def require_in_force(self, moment: datetime) -> None:
        """Raise CSDExpired unless the certificate is in force at an (aware) moment."""
        if not self.not_before <= moment <= self.not_after:
            raise CSDExpired

    def sign(self, data: bytes) -> bytes:
        """Sign with RSA, SHA-256 and PKCS#1 v1.5, as SAT asks."""
        return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())

    @classmethod
    def _load(cls, cer: bytes, key: bytes, password: str, *, trusted: bool) -> CSD:
        """Read both files and hold them against each other."""
        certificate = _certificate(cer)
        private_key = _private_key(key, password, trusted=trusted)
        if private_key.public_key() != certificate.public_key():
            raise CSDWrongPair
        der = certificate.public_bytes(serialization.Encoding.DER)
        return cls(
            rfc=_rfc(certificate),
            no_certificado=serial_digits(certificate),
            certificado=base64.b64encode(der).decode(),
            not_before=certificate.not_valid_before_utc,
            not_after=certificate.not_valid_after_utc,
            _key=private_key,
        )


def _certificate(cer: bytes) -> x509.Certificate:
    """Read a certificate and refuse an e.firma, which names no unit (OU) of the taxpayer."""
    try:
        certificate = load(cer)
        serial_digits(certificate)
    except UnreadableCertificate as unreadable:
        raise CSDUnreadable from unreadable
    if not certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME):
        raise CSDIsEFirma
    return certificate


def _rfc(certificate: x509.Certificate) -> str:
    """Read the RFC, which stands before that of the legal representative, if there is one."""
    names = certificate.subject.get_attributes_for_oid(NameOID.X500_UNIQUE_IDENTIFIER)
    rfc = str(names[0].value).partition("/")[0].strip() if names else ""
    if not RFC_PATTERN.fullmatch(rfc):
        raise CSDUnreadable
    return rfc


def _private_key(key: bytes, password: str, *, trusted: bool) -> rsa.RSAPrivateKey:
    """Open the key with its password."""
    pem = key.lstrip().startswith(PEM_MARK)
    read = serialization.load_pem_private_key if pem else serialization.load_der_private_key
    try:
        opened = read(key, password.encode(), unsafe_skip_rsa_key_validation=trusted)
    except ValueError as error:
        raise (CSDWrongPassword if _is_locked(key) else CSDUnreadable) from error
    except TypeError as error:  # the key has no password at all: SAT's always have one
        raise CSDUnreadable from error
    if not isinstance(opened, rsa.RSAPrivateKey):
        raise CSDUnreadable
    return opened


def _is_locked(key: bytes) -> bool:
    """Tell whether the bytes are an encrypted key, so that only the password can be wrong."""
    names_encryption = any(name in key[:_NAME_WITHIN] for name in _PASSWORD_BASED)
    return names_encryption or b"ENCRYPTED PRIVATE KEY" in key
