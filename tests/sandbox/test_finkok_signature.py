"""Only the issuer's own CSD, good today, over this very request, cancels anything."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree
from satcfdi.models import Signer

from sandbox.authority import certificates
from sandbox.authority.authority import ensure_authority
from tests.sandbox.documents import issue, make_sealed
from tests.sandbox.finkok import cancellation, signs_with

# satcfdi reads certificates by pyOpenSSL's old names.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:satcfdi")


@pytest.fixture
def uuid(desk, csd):
    return desk.known(make_sealed(csd))


@pytest.fixture
def stranger(authority):
    return signs_with(issue(authority, rfc="CAC200113QW2"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('Motivo="02"', 'Motivo="03"'),
        ("<Folio ", "\n<Folio "),
        ("</SignatureValue>", "AAAA</SignatureValue>"),
        ("<X509Certificate>", "<X509Certificate>AAAA"),
        ("xmldsig#rsa-sha1", "xmldsig#hmac-sha1"),
        ('URI=""', 'URI="#x"'),
        ("xmldsig#enveloped-signature", "xmldsig#base64"),
    ],
    ids=str,
)
def test_a_request_changed_after_its_signature_is_302(desk, signer, uuid, old, new):
    signed = cancellation(signer, uuid).decode()
    assert old in signed

    result = desk.cancel(signed.replace(old, new).encode())

    assert result.get("CodEstatus") == "302"
    assert desk.requests == []


def test_two_signatures_or_none_are_302(desk, signer, uuid):
    root = etree.fromstring(cancellation(signer, uuid))
    signature = root[-1]
    twice = etree.tostring(root).replace(b"</Folios>", b"</Folios>" + etree.tostring(signature))
    root.remove(signature)

    assert desk.cancel(twice).get("CodEstatus") == "302"
    assert desk.cancel(etree.tostring(root)).get("CodEstatus") == "302"


def test_white_space_in_the_signed_request_is_kept_as_signed(desk, signer, uuid):
    signed = cancellation(signer, uuid).replace(
        b"</Signature></Cancelacion>", b"</Signature>\n </Cancelacion>"
    )

    assert desk.cancel(signed).get("CodEstatus") == "302"


def test_an_rfc_that_is_not_the_csds_is_303(desk, stranger, uuid, monkeypatch):
    monkeypatch.setattr(Signer, "rfc", "EKU9003173C9")

    assert desk.cancel(cancellation(stranger, uuid)).get("CodEstatus") == "303"


def test_a_csd_that_has_expired_is_304(desk, authority, uuid):
    since = datetime.now(UTC) - timedelta(days=400)
    expired = issue(authority, valid=certificates.Validity(since, since + timedelta(days=300)))

    assert desk.cancel(cancellation(signs_with(expired), uuid)).get("CodEstatus") == "304"


def test_a_csd_of_another_authority_is_305(desk, uuid, tmp_path):
    foreign = issue(ensure_authority(tmp_path / "other"))

    assert desk.cancel(cancellation(signs_with(foreign), uuid)).get("CodEstatus") == "305"


def test_an_efirma_is_310(desk, authority, uuid):
    efirma = issue(authority, branch=None)

    assert desk.cancel(cancellation(signs_with(efirma), uuid)).get("CodEstatus") == "310"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<torn",
        b"<Cancelacion/>",
        b"<!DOCTYPE x []><x/>",
        b'<Cancelacion xmlns="http://cancelacfd.sat.gob.mx" RfcEmisor="EKU9003173C9"/>',
    ],
    ids=str,
)
def test_what_is_no_request_is_301(desk, content):
    assert desk.cancel(content).get("CodEstatus") == "301"


def test_what_is_no_base64_is_301(desk, signer, uuid):
    twice = base64.b64encode(cancellation(signer, uuid))

    assert desk.ask("cancel", "cancel_signature", xml="%%%").get("CodEstatus") == "301"
    assert desk.cancel(twice).get("CodEstatus") == "301"
