"""The enveloped XMLDSig of SAT's requests: RSA-SHA1 by a CSD over the inclusive C14N.

Source: SAT, "Servicio de cancelación", annex on the signature; XML Signature
Syntax and Processing, 4.4 and 6.6.4.
"""

from __future__ import annotations

import base64
import copy
import hashlib
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from lxml import etree

if TYPE_CHECKING:
    from typing import Never

DS = "http://www.w3.org/2000/09/xmldsig#"
NAMESPACES = {"ds": DS}
SIGNED_INFO = "ds:SignedInfo"
REFERENCE = f"{SIGNED_INFO}/ds:Reference"
# What SAT prescribes, and nothing else: a signature over less would prove less.
ALGORITHMS = {
    f"{SIGNED_INFO}/ds:CanonicalizationMethod": "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
    f"{SIGNED_INFO}/ds:SignatureMethod": f"{DS}rsa-sha1",
    f"{REFERENCE}/ds:Transforms/ds:Transform": f"{DS}enveloped-signature",
    f"{REFERENCE}/ds:DigestMethod": f"{DS}sha1",
}


class BadSignatureError(ValueError):
    """The signature is missing, of another kind, or not over this document."""


def signer_of(root: etree._Element) -> x509.Certificate:
    """Prove the one signature of `root` and give the certificate that it was made with.

    Who issued that certificate is not asked here. Raises BadSignatureError.
    """
    signatures = root.findall("ds:Signature", NAMESPACES)
    if len(signatures) != 1:
        _refuse("there must be one Signature")
    (signature,) = signatures
    _check_algorithms(signature)
    _check_digest(root, signature)
    certificate = _certificate(signature)
    _check_value(signature, certificate)
    return certificate


def _check_algorithms(signature: etree._Element) -> None:
    for path, algorithm in ALGORITHMS.items():
        found = [node.get("Algorithm") for node in signature.findall(path, NAMESPACES)]
        if found != [algorithm]:
            _refuse(f"{path}: {found}")
    if [node.get("URI") for node in signature.findall(REFERENCE, NAMESPACES)] != [""]:
        _refuse("the Reference must be to the whole document")


def _check_digest(root: etree._Element, signature: etree._Element) -> None:
    content = _canonical(_without_signature(root))
    digest = hashlib.sha1(content, usedforsecurity=False).digest()
    if digest != _decoded(signature, f"{REFERENCE}/ds:DigestValue"):
        _refuse("the digest is of another document")


def _without_signature(root: etree._Element) -> etree._Element:
    """Take the Signature out, and nothing of the white space behind it."""
    rest = copy.deepcopy(root)
    signature = rest.find("ds:Signature", NAMESPACES)
    if signature is not None:
        before = signature.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + (signature.tail or "")
        else:
            rest.text = (rest.text or "") + (signature.tail or "")
        rest.remove(signature)
    return rest


def _check_value(signature: etree._Element, certificate: x509.Certificate) -> None:
    info = signature.find(SIGNED_INFO, NAMESPACES)
    key = certificate.public_key()
    if info is None or not isinstance(key, rsa.RSAPublicKey):
        _refuse("the certificate's key is not RSA")
    # Written out and read again: lxml loses the default namespace of an inner node's children.
    content = _canonical(etree.fromstring(etree.tostring(info, with_tail=False)))
    try:
        value = _decoded(signature, "ds:SignatureValue")
        key.verify(value, content, padding.PKCS1v15(), hashes.SHA1())  # noqa: S303 - SAT's own
    except InvalidSignature as error:
        raise BadSignatureError("the value is not this certificate's") from error


def _certificate(signature: etree._Element) -> x509.Certificate:
    der = _decoded(signature, "ds:KeyInfo/ds:X509Data/ds:X509Certificate")
    try:
        return x509.load_der_x509_certificate(der)
    except ValueError as error:
        raise BadSignatureError("there is no certificate in it") from error


def _decoded(signature: etree._Element, path: str) -> bytes:
    text = signature.findtext(path, "", NAMESPACES)
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except ValueError as error:
        raise BadSignatureError(f"{path} is not base64") from error


def _canonical(node: etree._Element) -> bytes:
    return etree.tostring(node, method="c14n", with_comments=False)


def _refuse(reason: str) -> Never:
    raise BadSignatureError(reason)
