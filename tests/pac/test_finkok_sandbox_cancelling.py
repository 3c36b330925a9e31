"""Cancelling through Finkok's adapter at the sandbox; other hands sign the requests."""

from __future__ import annotations

from decimal import Decimal

import pytest
from lxml import etree
from satcfdi.create.cancela import cancelacion
from satcfdi.models import Signer

from chalicelib.pac.cancelling import CancelOutcome, CancelOutcomeUnknown, Standing
from chalicelib.pac.providers import pac_from
from tests.sandbox.documents import make_sealed
from tests.sandbox_server import running_sandbox

# satcfdi reads certificates by pyOpenSSL's old names.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:satcfdi")


@pytest.fixture(scope="module")
def prompt_sat(authority, tmp_path_factory):
    """A SAT that does at once what takes the real one minutes; its lag is ordered by faults."""
    folder, options = tmp_path_factory.mktemp("finkok"), ("--sat-cancel-lag-s", "0")
    with running_sandbox(folder, *options, authority_dir=authority.directory) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(prompt_sat):
    prompt_sat.clear_faults()
    return prompt_sat


@pytest.fixture
def pac(sandbox):
    provider = {"kind": "finkok", "url": sandbox.url}
    provider |= {"user": sandbox.user, "password": sandbox.password}
    return pac_from({"providers": [provider]}, 5)


@pytest.fixture
def stamped(pac, csd):
    return etree.fromstring(pac.stamp(make_sealed(csd), "inv-1:1"))


@pytest.fixture
def request_of(csd_folder):
    """Sign a Cancelacion of one stamped CFDI."""
    signer = Signer.load(
        certificate=next(csd_folder.glob("*.cer")).read_bytes(),
        key=next(csd_folder.glob("*.key")).read_bytes(),
        password=(csd_folder / "password.txt").read_bytes(),
    )

    def sign(stamped):
        folio = cancelacion.Folio(uuid=uuid_of(stamped), motivo="02")
        return cancelacion.Cancelacion(emisor=signer, folios=folio).xml_bytes()

    return sign


def uuid_of(stamped):
    return stamped.find("{*}Complemento/{*}TimbreFiscalDigital").get("UUID")


def standing(pac, stamped):
    return pac.get_sat_status(
        rfc_emisor=stamped.find("{*}Emisor").get("Rfc"),
        rfc_receptor=stamped.find("{*}Receptor").get("Rfc"),
        uuid=uuid_of(stamped),
        total=Decimal(stamped.get("Total")),
    ).standing


def cancel(pac, request, *, store_pending=False):
    return pac.cancel_signature(request, store_pending=store_pending).outcome


def test_a_cancellation_goes_from_too_early_to_requested_to_cancelled(
    sandbox, pac, stamped, request_of
):
    request = request_of(stamped)
    sandbox.order({"fault": "cancel_answer", "estatus_uuid": "205"})

    answers = [cancel(pac, request) for _ in range(3)]

    assert answers == [CancelOutcome.NOT_YET, CancelOutcome.REQUESTED, CancelOutcome.REQUESTED]
    assert standing(pac, stamped) is Standing.CANCELLED


def test_sats_receipt_comes_with_the_answer(pac, stamped, request_of):
    answer = pac.cancel_signature(request_of(stamped), store_pending=False)

    assert uuid_of(stamped).encode() in answer.acuse


@pytest.mark.parametrize("fault", ["cancel_500", "cancel_then_drop"])
def test_a_lost_answer_to_a_cancellation_is_unknown(sandbox, pac, stamped, request_of, fault):
    sandbox.order({"fault": fault})

    with pytest.raises(CancelOutcomeUnknown):
        cancel(pac, request_of(stamped))


@pytest.mark.parametrize(
    ("store_pending", "outcome"), [(True, CancelOutcome.STORED), (False, CancelOutcome.NOT_YET)]
)
def test_while_sat_is_away_the_pac_keeps_only_what_it_was_asked_to(
    sandbox, pac, stamped, request_of, store_pending, outcome
):
    sandbox.order({"fault": "cancel_708"})

    assert cancel(pac, request_of(stamped), store_pending=store_pending) is outcome


def test_a_request_with_a_broken_seal_is_refused(pac, stamped, request_of):
    tampered = request_of(stamped).replace(b'Motivo="02"', b'Motivo="03"')

    assert cancel(pac, tampered) is CancelOutcome.REFUSED
