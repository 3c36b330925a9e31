"""The test CSD of an issuer: .cer, .key and password.txt, in the shape that SAT delivers."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization

from sandbox.authority import certificates, files

if TYPE_CHECKING:
    from pathlib import Path

    from sandbox.authority.authority import Authority

CSD_DAYS = 4 * 365
BRANCH = "UNIDAD DE FACTURACION"
PASSWORD = "password.txt"  # noqa: S105 - the name of a file
RENEW_BEFORE = timedelta(days=7)


def ensure_csd(authority: Authority, rfc: str, name: str, directory: Path) -> Path:
    """Return the folder `directory`/`rfc` with a CSD that `authority` answers for.

    `name` is the holder's as SAT has it, régimen societario included where there
    is one. A CSD that is torn, of another authority, of another name or about to
    expire is replaced; a good one stays as it is.
    """
    folder = files.private_directory(directory) / rfc
    with files.locked(folder):
        if not _is_good(authority, folder, rfc, name):
            _make(authority, rfc, name, folder)
    return folder


def _make(authority: Authority, rfc: str, name: str, folder: Path) -> None:
    for old in (*folder.glob("*.cer"), *folder.glob("*.key")):
        old.unlink()
    key = certificates.new_key()
    certificate = certificates.signed(
        authority.root,
        certificates.holder_subject(rfc, name, BRANCH),
        key.public_key(),
        certificates.validity(days=CSD_DAYS),
        certificates.csd_extensions(),
    )
    password = secrets.token_urlsafe(12)
    encrypted = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(password.encode("ascii")),
    )
    files.write_private(folder / PASSWORD, password.encode("ascii"))
    files.write_private(folder / f"{rfc}.key", encrypted)
    files.write_private(folder / f"{rfc}.cer", certificate.public_bytes(serialization.Encoding.DER))


def _is_good(authority: Authority, folder: Path, rfc: str, name: str) -> bool:
    certificate_file, key_file = folder / f"{rfc}.cer", folder / f"{rfc}.key"
    password_file = folder / PASSWORD
    if not (certificate_file.is_file() and key_file.is_file() and password_file.is_file()):
        return False
    try:
        certificate = x509.load_der_x509_certificate(certificate_file.read_bytes())
        key = serialization.load_der_private_key(
            key_file.read_bytes(), password_file.read_bytes().strip()
        )
        certificate.verify_directly_issued_by(authority.root.certificate)
    except (ValueError, TypeError, InvalidSignature):
        return False
    stays = certificate.not_valid_after_utc - datetime.now(UTC) > RENEW_BEFORE
    same_name = certificates.holder_name(certificate) == name
    return stays and same_name and certificate.public_key() == key.public_key()
