"""A test authority that stands where SAT stands: it signs the CSDs and the PACs' certificates."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from sandbox.authority import certificates, files

PAC_RFC = "SAP260105T13"
SECOND_PAC_RFC = "SAF260105K29"
# SAT's own RFC: the key that seals a timbre is SAT's, lent to the certifier whom OU names.
SAT_RFC = "SAT970701NN3"
SAT_NAME = "AUTORIDAD DE PRUEBA SIN VALIDEZ FISCAL"
AUTHORITY_DAYS = 20 * 365
CERTIFICATE_DAYS = 5 * 365
ROOT_CERTIFICATE = "root_certificate.pem"
ROOT_KEY = "root_key.pem"
SAT_CERTIFICATE = "sat_certificate.pem"
PAC_KEY = "pac_key.pem"
SECOND_PAC_CERTIFICATE = "second_pac_certificate.pem"
SECOND_PAC_KEY = "second_pac_key.pem"


@dataclass(frozen=True)
class Authority:
    """The root that signs, and the two certifiers whose keys sign every TimbreFiscalDigital."""

    directory: Path
    root: certificates.Signer
    pac: certificates.Signer
    second_pac: certificates.Signer
    pac_rfc: str = PAC_RFC
    second_pac_rfc: str = SECOND_PAC_RFC

    @property
    def sat_certificates(self) -> Path:
        """PEM bundle of the certificates that may sign a timbre (the app's SAT_CERTIFICATES)."""
        return self.directory / SAT_CERTIFICATE


def ensure_authority(directory: Path) -> Authority:
    """Load the authority of `directory`, or make it there on the first call.

    A folder that a crash left half written is made anew: what it had signed is
    then refused with 308, and `ensure_csd` makes those certificates again.
    """
    with files.locked(directory):
        found = _load(directory)
        return found if found is not None else _make(directory)


def _load(directory: Path) -> Authority | None:
    names = (ROOT_CERTIFICATE, ROOT_KEY, SAT_CERTIFICATE, PAC_KEY)
    if not all((directory / name).is_file() for name in names):
        return None
    root = _read_signer(directory / ROOT_CERTIFICATE, directory / ROOT_KEY)
    pac = _read_signer(directory / SAT_CERTIFICATE, directory / PAC_KEY)
    if not (_is_of(root, pac) and _pairs(root)):
        return None
    return Authority(directory, root, pac, _ensure_second(directory, root, pac))


def _make(directory: Path) -> Authority:
    root_key = certificates.new_key()
    root = certificates.Signer(
        certificates.self_signed(
            _root_subject(), root_key, certificates.validity(days=AUTHORITY_DAYS)
        ),
        root_key,
    )
    pac = _new_certifier(root, PAC_RFC)
    _write_signer(root, directory / ROOT_CERTIFICATE, directory / ROOT_KEY)
    _write_signer(pac, directory / SAT_CERTIFICATE, directory / PAC_KEY)
    return Authority(directory, root, pac, _ensure_second(directory, root, pac))


def _ensure_second(
    directory: Path, root: certificates.Signer, pac: certificates.Signer
) -> certificates.Signer:
    """Load the second certifier or make it: a folder from before there were two keeps its root."""
    certificate, key = directory / SECOND_PAC_CERTIFICATE, directory / SECOND_PAC_KEY
    found = _read_signer(certificate, key) if certificate.is_file() and key.is_file() else None
    second = found if found and _is_of(root, found) else _new_certifier(root, SECOND_PAC_RFC)
    if second is not found:
        _write_signer(second, certificate, key)
    bundle, content = directory / SAT_CERTIFICATE, _pem(pac) + _pem(second)
    if bundle.read_bytes() != content:
        files.write_private(bundle, content)
    return second


def _new_certifier(root: certificates.Signer, rfc: str) -> certificates.Signer:
    key = certificates.new_key()
    certificate = certificates.signed(
        root,
        certificates.holder_subject(SAT_RFC, SAT_NAME, branch=f"PAC{rfc}"),
        key.public_key(),
        certificates.validity(days=CERTIFICATE_DAYS),
        certificates.csd_extensions(),
    )
    return certificates.Signer(certificate, key)


def _root_subject() -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, "AC DE PRUEBA FACTURABLE"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, SAT_NAME),
            x509.NameAttribute(NameOID.COUNTRY_NAME, "MX"),
        ]
    )


def _write_signer(signer: certificates.Signer, certificate: Path, key: Path) -> None:
    pem_key = signer.key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    files.write_private(key, pem_key)
    files.write_private(certificate, _pem(signer))


def _pem(signer: certificates.Signer) -> bytes:
    return signer.certificate.public_bytes(serialization.Encoding.PEM)


def _read_signer(certificate: Path, key: Path) -> certificates.Signer:
    loaded = serialization.load_pem_private_key(key.read_bytes(), password=None)
    if not isinstance(loaded, rsa.RSAPrivateKey):
        raise TypeError(f"{key} does not hold an RSA key")
    return certificates.Signer(x509.load_pem_x509_certificate(certificate.read_bytes()), loaded)


def _pairs(signer: certificates.Signer) -> bool:
    return signer.certificate.public_key() == signer.key.public_key()


def _is_of(root: certificates.Signer, signer: certificates.Signer) -> bool:
    try:
        signer.certificate.verify_directly_issued_by(root.certificate)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return _pairs(signer)
