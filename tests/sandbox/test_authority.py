"""The test CSD is shaped as SAT's, and making it twice makes it once."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from satcfdi.models import Certificate, Signer

from sandbox.authority import certificates
from sandbox.authority.authority import ensure_authority
from sandbox.authority.csd import ensure_csd
from tests.sandbox_server import REPOSITORY

# satcfdi reads certificates by pyOpenSSL's old names.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:satcfdi")

RFC, NAME = "CAC200113QW2", "COMERCIALIZADORA ALBA DEL CARMEN SA DE CV"


@pytest.fixture
def folder(authority, tmp_path):
    return ensure_csd(authority, RFC, NAME, tmp_path)


def read(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def certificate_of(folder):
    return x509.load_der_x509_certificate(next(folder.glob("*.cer")).read_bytes())


def signer_of(folder):
    return Signer.load(
        certificate=next(folder.glob("*.cer")).read_bytes(),
        key=next(folder.glob("*.key")).read_bytes(),
        password=(folder / "password.txt").read_bytes(),
    )


def test_satcfdi_reads_it_as_one_of_sats(folder):
    signer = signer_of(folder)

    assert signer.rfc == RFC
    assert signer.legal_name == "COMERCIALIZADORA ALBA DEL CARMEN"
    assert len(signer.certificate_number) == 20
    assert signer.certificate_number.isdigit()
    assert signer.type.name == "CSD"
    assert signer.branch_name == "UNIDAD DE FACTURACION"


@pytest.mark.parametrize("rfc", ["GARM850312H14", "IÑA1912101X6", "H&E951128469"])
def test_the_rfc_of_a_person_and_odd_letters_are_read_back(authority, tmp_path, rfc):
    certificate = certificate_of(ensure_csd(authority, rfc, "IÑARRITU & ASOCIADOS", tmp_path))

    assert certificates.holder_rfc(certificate) == rfc
    assert certificates.holder_name(certificate) == "IÑARRITU & ASOCIADOS"


def test_satcfdi_reads_the_certifier_out_of_the_key_that_seals_timbres(authority):
    certificate = Certificate.load_certificate(
        authority.pac.certificate.public_bytes(serialization.Encoding.DER)
    )

    assert certificate.rfc_pac == authority.pac_rfc
    assert certificate.type.name == "CSD"


def test_the_portal_is_told_to_trust_both_certifiers_each_of_its_own_name(authority):
    bundle = x509.load_pem_x509_certificates(authority.sat_certificates.read_bytes())
    read = [
        Certificate.load_certificate(one.public_bytes(serialization.Encoding.DER)).rfc_pac
        for one in bundle
    ]

    assert bundle == [authority.pac.certificate, authority.second_pac.certificate]
    assert read == [authority.pac_rfc, authority.second_pac_rfc]
    assert authority.pac_rfc != authority.second_pac_rfc


def test_a_folder_from_before_the_second_certifier_keeps_its_root(tmp_path):
    first = ensure_authority(tmp_path)
    for name in ("second_pac_certificate.pem", "second_pac_key.pem"):
        (tmp_path / name).unlink()
    pem = first.pac.certificate.public_bytes(serialization.Encoding.PEM)
    (tmp_path / "sat_certificate.pem").write_bytes(pem)

    second = ensure_authority(tmp_path)

    assert (second.root.certificate, second.pac.certificate) == (
        first.root.certificate,
        first.pac.certificate,
    )
    second.second_pac.certificate.verify_directly_issued_by(first.root.certificate)
    assert second.sat_certificates.read_bytes().count(b"BEGIN CERTIFICATE") == 2


def test_it_has_the_two_extensions_of_a_csd_and_no_e_mail(folder):
    certificate = certificate_of(folder)

    assert len(certificate.extensions) == 2
    assert certificates.is_csd(certificate)
    assert "1.2.840.113549.1.9.1" not in certificate.subject.rfc4514_string()


def test_a_name_longer_than_a_common_name_may_be_is_kept_whole(authority, tmp_path):
    name = "SOCIEDAD COOPERATIVA DE PRODUCTORES DE CAFE DE ALTURA DE LA SIERRA NORTE DE PUEBLA SC"

    certificate = certificate_of(ensure_csd(authority, RFC, name, tmp_path))

    assert certificates.holder_name(certificate) == name


def test_everything_is_readable_by_its_owner_only(authority, folder):
    files = [*folder.iterdir(), *authority.directory.iterdir()]

    modes = {stat.S_IMODE(path.stat().st_mode) for path in files if path.is_file()}

    assert modes == {0o600}


def test_a_second_call_changes_nothing(authority, folder, tmp_path):
    before = read(folder)

    again = ensure_csd(ensure_authority(authority.directory), RFC, NAME, tmp_path)

    assert again == folder
    assert read(folder) == before


@pytest.mark.parametrize("name", [f"{RFC}.cer", f"{RFC}.key", "password.txt"])
@pytest.mark.parametrize("spoil", [lambda path: path.unlink(), lambda path: path.write_text("x")])
def test_a_torn_csd_is_made_anew(authority, folder, tmp_path, name, spoil):
    spoil(folder / name)

    ensure_csd(authority, RFC, NAME, tmp_path)

    assert signer_of(folder).rfc == RFC


def test_a_csd_of_another_authority_or_name_is_replaced(authority, folder, tmp_path):
    first = certificate_of(folder)
    other = ensure_authority(tmp_path / "other")

    by_authority = certificate_of(ensure_csd(other, RFC, NAME, tmp_path))
    by_name = certificate_of(ensure_csd(other, RFC, "OTRO NOMBRE SA DE CV", tmp_path))

    assert len({first, by_authority, by_name}) == 3
    by_name.verify_directly_issued_by(other.root.certificate)


@pytest.mark.parametrize("name", ["root_key.pem", "sat_certificate.pem"])
def test_a_torn_authority_is_made_anew(tmp_path, name):
    ensure_authority(tmp_path)
    (tmp_path / name).unlink()

    authority = ensure_authority(tmp_path)

    authority.pac.certificate.verify_directly_issued_by(authority.root.certificate)


def test_an_authority_whose_files_do_not_belong_together_is_made_anew(authority, tmp_path):
    first = ensure_authority(tmp_path)
    (tmp_path / "pac_key.pem").write_bytes((authority.directory / "pac_key.pem").read_bytes())

    second = ensure_authority(tmp_path)

    assert second.pac.certificate != first.pac.certificate
    assert second.pac.certificate.public_key() == second.pac.key.public_key()


def test_four_that_start_at_once_share_one_authority(tmp_path):
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(ensure_authority, [tmp_path] * 4))

    assert len({authority.root.certificate for authority in made}) == 1


def test_the_command_makes_what_is_missing_and_says_where(tmp_path):
    issuers = tmp_path / "issuers.json"
    issuers.write_text(json.dumps([{"rfc": RFC, "name": NAME}]))
    command = [sys.executable, "-m", "sandbox.authority", "--dir", str(tmp_path / "a")]
    options = ["--issuers", str(issuers), "--issuer", "GARM850312H14", "MARIANA GARCIA ROBLES"]

    first, second = (
        json.loads(subprocess.check_output([*command, *options], cwd=REPOSITORY)) for _ in range(2)
    )

    assert first == second
    assert set(first["csd"]) == {RFC, "GARM850312H14"}
    assert (tmp_path / "a/csd" / RFC / "password.txt").is_file()
    assert first["sat_certificate"] == str(tmp_path / "a/sat_certificate.pem")
