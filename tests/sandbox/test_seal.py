"""The seal must be the issuer's, over this content, by a CSD of the authority."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from lxml import etree

from sandbox.authority import certificates
from sandbox.authority.authority import ensure_authority
from tests.sandbox.client import stamp
from tests.sandbox.documents import (
    CSD,
    EMISOR_NAME,
    EMISOR_RFC,
    both,
    change,
    issue,
    make_root,
    make_sealed,
    seal,
)
from tests.sandbox.variations import EMISOR, GLOBAL


def test_content_changed_after_the_seal_is_refused(sandbox, csd):
    document = make_sealed(csd).replace("Café".encode(), b"Caf3")

    answer = stamp(sandbox, document)

    assert answer.body["message"].startswith("CFDI40102 - ")
    assert answer.body["messageDetail"].startswith("CadenaOriginal: ||4.0|T|")


def test_a_seal_by_another_key_is_refused(sandbox, csd, authority):
    stranger = CSD(csd.certificate, certificates.new_key())

    answer = stamp(sandbox, make_sealed(stranger))

    assert answer.body["message"].startswith("CFDI40102 - ")


def test_a_seal_that_is_not_base64_is_refused(sandbox, csd):
    document = make_sealed(csd)
    sello = etree.fromstring(document).get("Sello")

    answer = stamp(sandbox, document.replace(sello.encode(), sello[:-3].encode()))

    assert answer.body["message"].startswith("302 - ")


def test_a_serial_that_is_not_the_certificates_is_refused(sandbox, csd):
    root = make_root()
    seal(root, csd)
    other = CSD(_CertificateWithSerial(csd.certificate), csd.key)

    answer = stamp(sandbox, seal(root, other))

    assert answer.body["message"].startswith("302 - ")
    assert "NoCertificado" in answer.body["messageDetail"]


def test_a_certificate_of_another_authority_is_refused(sandbox, tmp_path):
    stranger = ensure_authority(tmp_path)

    answer = stamp(sandbox, make_sealed(issue(stranger)))

    assert answer.body["message"].startswith("308 - ")


def test_a_certificate_that_is_no_csd_is_refused(sandbox, authority):
    efirma = issue(authority, branch=None)

    answer = stamp(sandbox, make_sealed(efirma))

    assert answer.body["message"].startswith("306 - ")


def test_a_csd_of_another_taxpayer_is_refused(sandbox, authority):
    other = issue(authority, rfc="CAC200113QW2")

    answer = stamp(sandbox, make_sealed(other))

    assert answer.body["message"].startswith("303 - ")


@pytest.mark.parametrize("since_days", [-400, 1], ids=["expired", "not yet in force"])
def test_a_fecha_outside_the_validity_of_the_csd_is_refused(sandbox, authority, since_days):
    since = datetime.now(UTC) + timedelta(days=since_days)
    stale = issue(authority, valid=certificates.Validity(since, since + timedelta(days=300)))

    answer = stamp(sandbox, make_sealed(stale))

    assert answer.body["message"].startswith("305 - ")


@pytest.mark.parametrize("certificate", ["", "AAAA", "no es base 64"])
def test_a_certificate_that_cannot_be_read_is_refused(sandbox, csd, certificate):
    root = make_root()
    seal(root, csd)
    root.set("Certificado", certificate or " ")

    answer = stamp(sandbox, etree.tostring(root))

    assert answer.body["message"].split(" - ")[0] in {"CFDI40106", "301"}


def test_a_certificate_without_an_rsa_key_is_refused(sandbox, authority, csd):
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = certificates.signed(
        authority.root,
        certificates.holder_subject(EMISOR_RFC, EMISOR_NAME, "X"),
        key.public_key(),
        certificates.validity(days=700),
        certificates.csd_extensions(),
    )

    answer = stamp(sandbox, make_sealed(CSD(certificate, csd.key)))

    assert answer.body["message"].startswith("CFDI40106 - ")


def test_an_issuer_of_621_may_join_two_months_but_only_by_their_codes(sandbox, authority):
    shopkeeper = issue(authority, rfc="GARM850312H14", name="MARIANA GARCIA ROBLES")
    two_months = both(
        GLOBAL,
        change(EMISOR, Rfc="GARM850312H14", Nombre="MARIANA GARCIA ROBLES", RegimenFiscal="621"),
        change("cfdi:InformacionGlobal", Periodicidad="05", Meses="18"),
    )
    by_month = both(two_months, change("cfdi:InformacionGlobal", Meses="11"))

    good = stamp(sandbox, make_sealed(shopkeeper, two_months))
    bad = stamp(sandbox, make_sealed(shopkeeper, by_month))

    assert good.status == 200
    assert bad.body["message"].startswith("CFDI40135 - ")


class _CertificateWithSerial:
    """A certificate that claims another serial than its own when the document is written."""

    serial_number = int.from_bytes(b"30001000000999999999", "big")

    def __init__(self, certificate) -> None:
        self.public_bytes = certificate.public_bytes
