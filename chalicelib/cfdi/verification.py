"""Whether a document is what it says: ours unchanged, sealed by its issuer, stamped under SAT."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING
from urllib.parse import quote

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from chalicelib.cfdi import certificate
from chalicelib.cfdi.certificate import UnreadableCertificate
from chalicelib.cfdi.parsing import UnreadableCFDI
from chalicelib.cfdi.reading import ReadCFDI, read, read_cfdi
from chalicelib.cfdi.timbre import StampedCFDI, Timbre

if TYPE_CHECKING:
    from decimal import Decimal

    from cryptography import x509

__all__ = [
    "StampedCFDI",
    "UnreadableCFDI",
    "WrongDocument",
    "read_cfdi",
    "sello_is_valid",
    "verification_url",
    "verify_stamped",
]

SERVICE = "https://verificacfdi.facturaelectronica.sat.gob.mx/default.aspx"
_SELLO_TAIL = 8


class WrongDocument(Exception):
    """What came back is not our document with SAT's timbre; `reason` says in which respect."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def verify_stamped(sealed: bytes, stamped: bytes, sat_certificates: bytes) -> StampedCFDI:
    """Return the stamped document if it is `sealed`, unchanged, with a true timbre.

    `sat_certificates` is a PEM bundle of the certificates that may sign a timbre.
    RFCs and Total stand in the cadena original, which must be the same. Raises
    WrongDocument; UnreadableCFDI and UnreadableCertificate when `sealed` or the
    bundle themselves are broken.
    """
    ours = read(sealed)
    theirs = _read_answer(stamped)
    timbre = theirs.timbre
    if timbre is None:
        raise WrongDocument("not_stamped")
    _require_same(ours, theirs)
    if timbre.sello_cfd != ours.sello:
        raise WrongDocument("timbre_of_another_seal")
    _require_sat_seal(timbre, certificate.load_bundle(sat_certificates))
    return StampedCFDI(theirs.comprobante, timbre, theirs.sello, theirs.no_certificado)


def sello_is_valid(xml: bytes) -> bool:
    """Tell whether a document's Sello is its cadena original's, by the certificate inside it.

    Who issued that certificate is not asked here. Raises UnreadableCFDI.
    """
    document = read(xml)
    try:
        signer = certificate.load(base64.b64decode(document.certificado, validate=True))
        numbered = certificate.serial_digits(signer) == document.no_certificado
    except (UnreadableCertificate, binascii.Error):
        return False
    return numbered and _signed(signer, document.cadena_original, document.sello)


def verification_url(stamped: StampedCFDI) -> str:
    """Return the text of the QR: SAT's page with the document's own data (Anexo 20)."""
    comprobante = stamped.comprobante
    emisor = quote(comprobante.emisor.rfc)
    receptor = quote(comprobante.receptor.rfc)
    tail = stamped.sello[-_SELLO_TAIL:]
    return (
        f"{SERVICE}?id={stamped.timbre.uuid}&re={emisor}&rr={receptor}"
        f"&tt={_total(comprobante.total)}&fe={tail}"
    )


def _read_answer(stamped: bytes) -> ReadCFDI:
    """Read what came back; what cannot be read is not our document."""
    try:
        return read(stamped)
    except UnreadableCFDI as unreadable:
        raise WrongDocument("unreadable") from unreadable


def _require_same(ours: ReadCFDI, theirs: ReadCFDI) -> None:
    """Hold that nothing of what we sealed was changed."""
    if theirs.cadena_original != ours.cadena_original:
        raise WrongDocument("another_document")
    if (theirs.sello, theirs.certificado) != (ours.sello, ours.certificado):
        raise WrongDocument("another_seal")


def _require_sat_seal(timbre: Timbre, bundle: dict[str, x509.Certificate]) -> None:
    """Hold SelloSAT against the keys that may sign a timbre, the named certificate's first.

    A test PAC may number its certificate otherwise than SAT does; what counts is
    that one of the trusted keys has signed, and the cadena carries the number.
    """
    named = bundle.get(timbre.no_certificado_sat)
    signers = [named] if named else list(bundle.values())
    if not any(_signed(one, timbre.cadena_original, timbre.sello_sat) for one in signers):
        raise WrongDocument("wrong_sat_seal" if named else "unknown_sat_certificate")


def _signed(signer: x509.Certificate, cadena_original: str, sello: str) -> bool:
    """Verify a seal: RSA, SHA-256, PKCS#1 v1.5 over the cadena in UTF-8."""
    key = signer.public_key()
    if not isinstance(key, rsa.RSAPublicKey):
        return False
    try:
        signature = base64.b64decode(sello, validate=True)
        key.verify(signature, cadena_original.encode(), padding.PKCS1v15(), hashes.SHA256())
    except (InvalidSignature, binascii.Error):
        return False
    return True


def _total(total: Decimal) -> str:
    """Write a total as SAT's page takes it: no zeros at the end, but for one decimal."""
    whole, _, fraction = f"{total:.6f}".partition(".")
    return f"{whole}.{fraction.rstrip('0') or '0'}"
