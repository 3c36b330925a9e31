"""What a PAC answers is kept only if it is our document with SAT's own timbre."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives import serialization

from chalicelib.cfdi.certificate import UnreadableCertificate
from chalicelib.cfdi.csd import CSD
from chalicelib.cfdi.parsing import UnreadableCFDI
from chalicelib.cfdi.sello import seal
from chalicelib.cfdi.verification import (
    WrongDocument,
    read_cfdi,
    sello_is_valid,
    verification_url,
    verify_stamped,
)
from tests.cfdi.csd_factory import make_certificate, make_files
from tests.cfdi.documents import make_ingreso, make_line, make_ticket
from tests.cfdi.sat_stamp import NO_CERTIFICADO_SAT, UUID

CONCEPTOS_END = b"</cfdi:Conceptos>"


@pytest.fixture
def sealed(csd):
    return seal(make_ingreso(), csd).xml


def reason(sealed, stamped, bundle) -> str:
    with pytest.raises(WrongDocument) as refusal:
        verify_stamped(sealed, stamped, bundle)
    return refusal.value.reason


def test_our_document_with_its_timbre_is_accepted(judge, csd, sat, sealed):
    stamped = sat.stamp(sealed)

    found = verify_stamped(sealed, stamped, sat.bundle)

    assert judge.schema_errors(stamped) == []
    assert found.comprobante == make_ingreso()
    assert found.timbre.uuid == UUID
    assert sello_is_valid(stamped)


def test_any_certificate_of_the_bundle_may_have_stamped(sat, sealed):
    other = make_certificate("SAT970701NN3", key="other", serial="30001000000500003999")
    bundle = other.public_bytes(serialization.Encoding.PEM) + sat.bundle

    assert verify_stamped(sealed, sat.stamp(sealed), bundle).timbre.uuid == UUID


def test_our_own_bytes_without_a_timbre_are_not_a_stamp(sat, sealed):
    assert reason(sealed, sealed, sat.bundle) == "not_stamped"


@pytest.mark.parametrize("answer", [b"", b"<html/>", b"<cfdi:Comprobante", b"\xff\xfe"])
def test_what_cannot_be_read_is_not_our_document(sat, sealed, answer):
    assert reason(sealed, answer, sat.bundle) == "unreadable"


def test_a_torn_answer_is_not_our_document(sat, sealed):
    stamped = sat.stamp(sealed)

    assert reason(sealed, stamped[: len(stamped) // 2], sat.bundle) == "unreadable"


@pytest.mark.parametrize(
    "changed",
    [
        {"folio": "1043"},
        {"forma_pago": "01"},
        {"receptor": replace(make_ingreso().receptor, rfc="XEXX010101000")},
        {"receptor": replace(make_ingreso().receptor, domicilio_fiscal_receptor="80291")},
        {"conceptos": make_ingreso(make_ticket(make_line("116.01"))).conceptos},
    ],
    ids=["folio", "forma de pago", "rfc", "postal code", "amount"],
)
def test_another_document_is_not_ours(csd, sat, sealed, changed):
    other = sat.stamp(seal(make_ingreso(**changed), csd).xml)

    assert reason(sealed, other, sat.bundle) == "another_document"


def test_the_same_document_under_another_seal_is_not_ours(sat, sealed):
    files = make_files(make_certificate(key="another"), key="another")
    other_csd = CSD.load(files.cer, files.key, files.password)
    other = sat.stamp(seal(make_ingreso(), other_csd).xml)

    assert reason(sealed, other, sat.bundle) == "another_seal"


def test_a_timbre_of_another_seal_is_not_ours(sat, sealed):
    stamped = sat.stamp(sealed, SelloCFD="b3Rybw==")

    assert reason(sealed, stamped, sat.bundle) == "timbre_of_another_seal"


def test_a_trusted_key_counts_whatever_number_its_certificate_is_given(sat, sealed):
    stamped = sat.stamp(sealed, NoCertificadoSAT="30001000000500003457")

    verified = verify_stamped(sealed, stamped, sat.bundle)

    assert verified.timbre.no_certificado_sat == "30001000000500003457"


def test_a_certificate_that_we_do_not_know_is_not_sats(sat, sealed):
    stamped = sat.stamp(sealed, key="issuer", NoCertificadoSAT="30001000000500003457")

    assert reason(sealed, stamped, sat.bundle) == "unknown_sat_certificate"


def test_a_seal_by_another_key_is_not_sats(sat, sealed):
    stamped = sat.stamp(sealed, key="issuer")

    assert reason(sealed, stamped, sat.bundle) == "wrong_sat_seal"


@pytest.mark.parametrize(
    ("old", "new"),
    [(UUID, UUID.replace("6F", "7F")), ("T12:00:05", "T12:00:06"), ("SPR190613", "SPR190614")],
)
def test_a_timbre_that_was_changed_afterwards_is_not_sats(sat, sealed, old, new):
    stamped = sat.stamp(sealed).decode().replace(old, new).encode()

    assert reason(sealed, stamped, sat.bundle) == "wrong_sat_seal"


def test_a_bundle_that_is_none_is_our_own_fault(sat, sealed):
    with pytest.raises(UnreadableCertificate):
        verify_stamped(sealed, sat.stamp(sealed), b"no certificate")


def test_sealed_bytes_that_are_none_are_our_own_fault(sat, sealed):
    with pytest.raises(UnreadableCFDI):
        verify_stamped(b"", sat.stamp(sealed), sat.bundle)


def test_the_timbre_names_its_certificate(sat, sealed):
    assert read_cfdi(sat.stamp(sealed)).timbre.no_certificado_sat == NO_CERTIFICADO_SAT


def test_the_qr_leads_to_sats_page_with_the_documents_data(csd, sat, sealed):
    stamped = read_cfdi(sat.stamp(sealed))

    assert verification_url(stamped) == (
        "https://verificacfdi.facturaelectronica.sat.gob.mx/default.aspx"
        f"?id={UUID}&re=EKU9003173C9&rr=MASO451221PM4&tt=116.0&fe={stamped.sello[-8:]}"
    )


@pytest.mark.parametrize(
    ("price", "told"), [("1160.50", "1160.5"), ("0.07", "0.07"), ("1000.00", "1000.0")]
)
def test_the_qr_tells_the_total_without_zeros_but_one(csd, sat, price, told):
    sealed = seal(make_ingreso(make_ticket(make_line(price))), csd).xml

    assert f"&tt={told}&" in verification_url(read_cfdi(sat.stamp(sealed)))


def test_the_qr_escapes_what_an_rfc_may_hold(csd, sat):
    plain = make_ingreso()
    document = replace(plain, receptor=replace(plain.receptor, rfc="Ñ&A951128469"))

    url = verification_url(read_cfdi(sat.stamp(seal(document, csd).xml)))

    assert "&rr=%C3%91%26A951128469&" in url
