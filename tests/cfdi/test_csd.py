from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding

from chalicelib.cfdi.csd import (
    CSD,
    CSDError,
    CSDExpired,
    CSDIsEFirma,
    CSDUnreadable,
    CSDWrongPair,
    CSDWrongPassword,
)
from tests.cfdi.csd_factory import (
    NOT_AFTER,
    NOT_BEFORE,
    PASSWORD,
    SERIAL,
    Files,
    key_bytes,
    make_certificate,
    make_files,
    rsa_key,
)

LOCKED = serialization.BestAvailableEncryption(PASSWORD.encode())
PEM = serialization.Encoding.PEM


def load(files: Files, **changes):
    return CSD.load(**({"cer": files.cer, "key": files.key, "password": files.password} | changes))


def test_a_csd_tells_whose_it_is_and_which(csd, csd_files):
    assert csd.rfc == "EKU9003173C9"
    assert csd.no_certificado == SERIAL
    assert base64.b64decode(csd.certificado) == csd_files.cer
    assert (csd.not_before, csd.not_after) == (NOT_BEFORE, NOT_AFTER)


def test_a_csd_of_a_person_has_his_rfc():
    certificate = make_certificate("MASO451221PM4")

    assert load(make_files(certificate)).rfc == "MASO451221PM4"


def test_pem_is_read_like_der(csd_files):
    cer = x509.load_der_x509_certificate(csd_files.cer).public_bytes(PEM)

    csd = CSD.load(cer, key_bytes("issuer", LOCKED, PEM), PASSWORD)

    assert base64.b64decode(csd.certificado) == csd_files.cer


def test_what_it_signs_its_certificate_proves(csd):
    signature = csd.sign(b"||4.0|||")

    public = rsa_key("issuer").public_key()
    public.verify(signature, b"||4.0|||", padding.PKCS1v15(), hashes.SHA256())


def test_a_trusted_csd_signs_the_same(csd, csd_files):
    trusted = CSD.load_trusted(csd_files.cer, csd_files.key, csd_files.password)

    assert trusted == csd
    assert trusted.sign(b"x") == csd.sign(b"x")


@pytest.mark.parametrize("read", [CSD.load, CSD.load_trusted])
def test_a_wrong_password_is_told(read, csd_files):
    with pytest.raises(CSDWrongPassword):
        read(csd_files.cer, csd_files.key, "12345678b")


def test_a_wrong_password_of_a_pem_key_is_told(csd_files):
    with pytest.raises(CSDWrongPassword):
        CSD.load(csd_files.cer, key_bytes("issuer", LOCKED, PEM), "no")


@pytest.mark.parametrize("read", [CSD.load, CSD.load_trusted])
def test_the_key_of_another_certificate_is_told(read, csd_files):
    with pytest.raises(CSDWrongPair):
        read(csd_files.cer, key_bytes("another", LOCKED), PASSWORD)


@pytest.mark.parametrize("read", [CSD.load, CSD.load_trusted])
def test_an_e_firma_is_told(read):
    files = make_files(make_certificate(unit=None))

    with pytest.raises(CSDIsEFirma):
        read(files.cer, files.key, files.password)


@pytest.mark.parametrize(
    "at", [datetime(2024, 12, 31, tzinfo=UTC), datetime(2045, 1, 2, tzinfo=UTC)]
)
def test_a_certificate_out_of_its_time_is_told(csd_files, at):
    with pytest.raises(CSDExpired):
        load(csd_files, at=at)


def test_without_a_moment_it_must_be_in_force_now():
    over = make_certificate(not_after=datetime(2026, 1, 1, tzinfo=UTC))

    with pytest.raises(CSDExpired):
        load(make_files(over))


def test_a_worker_asks_for_the_moment_of_its_document(csd):
    with pytest.raises(CSDExpired):
        csd.require_in_force(datetime(2045, 1, 2, tzinfo=UTC))


@pytest.mark.parametrize(
    "changes",
    [
        {"cer": b""},
        {"cer": b"-----BEGIN CERTIFICATE-----\nno\n-----END CERTIFICATE-----\n"},
        {"key": b""},
        {"key": b"PK\x03\x04 a zip"},
        {"key": key_bytes("issuer", serialization.NoEncryption())},
    ],
    ids=["no cer", "torn cer", "no key", "a zip", "an open key"],
)
def test_other_files_are_told(csd_files, changes):
    with pytest.raises(CSDUnreadable):
        load(csd_files, **changes)


def test_files_given_the_wrong_way_round_are_told(csd_files):
    with pytest.raises(CSDUnreadable):
        load(csd_files, cer=csd_files.key, key=csd_files.cer)


@pytest.mark.parametrize("serial", ["3000100000050000999", "300010000005000099990", "x" * 20])
def test_a_certificate_that_is_not_sats_is_told(serial):
    certificate = make_certificate(serial=serial.lstrip("x") or "abcdefghijklmnopqrs")

    with pytest.raises(CSDUnreadable):
        load(make_files(certificate))


def test_a_certificate_without_an_rfc_is_told():
    with pytest.raises(CSDUnreadable):
        load(make_files(make_certificate("nobody")))


def test_a_key_that_is_not_rsa_is_told(csd_files):
    key = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, LOCKED
    )

    with pytest.raises(CSDUnreadable):
        load(csd_files, key=key)


def test_every_refusal_is_one_family_with_its_own_code():
    leaves = CSDError.__subclasses__()

    assert len({leaf.code for leaf in leaves}) == len(leaves) == 5


def test_a_key_never_shows(csd):
    assert "PrivateKey" not in repr(csd)
