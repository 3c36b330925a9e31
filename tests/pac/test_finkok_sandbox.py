"""Finkok's adapter over real HTTP against the sandbox, which speaks Finkok's protocol."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

import pytest
from lxml import etree

from chalicelib.pac.cancelling import Standing
from chalicelib.pac.port import CFDIRejected, PACUnavailable, StampOutcomeUnknown
from chalicelib.pac.providers import pac_from
from tests.pac.contract import PACContract, Trouble, reference
from tests.sandbox.documents import make_sealed
from tests.sandbox_server import running_sandbox

FAULTS = {
    Trouble.STAMPED_AND_LOST: {"fault": "stamped_then_drop"},
    Trouble.STAMPED_AND_GATEWAY_ERROR: {"fault": "stamped_then_504"},
    Trouble.NOT_STAMPED_AND_LOST: {"fault": "not_stamped_500"},
    Trouble.NAME_REFUSED: {"fault": "refuse", "code": "CFDI40145"},
    Trouble.DOOR_SHUT: {"fault": "auth_failure"},
    Trouble.NO_CREDITS: {"fault": "out_of_credits"},
}

TIMBRE = "{*}Complemento/{*}TimbreFiscalDigital"


def finkok_at(sandbox, timeout_s=5, **changes):
    provider = {"kind": "finkok", "url": sandbox.url}
    provider |= {"user": sandbox.user, "password": sandbox.password} | changes
    return pac_from({"providers": [provider]}, timeout_s)


@dataclass
class SandboxWorld:
    pac: object
    sandbox: object
    csd: object

    def sealed(self) -> bytes:
        return make_sealed(self.csd)

    def meet(self, trouble: Trouble) -> None:
        self.sandbox.order(FAULTS[trouble])

    def stamps(self, sealed: bytes) -> int:
        sello_hash = sha256((etree.fromstring(sealed).get("Sello") or "").encode()).hexdigest()
        return sum(stamp["sello_hash"] == sello_hash for stamp in self.sandbox.ledger())


@pytest.fixture(scope="module")
def prompt_sandbox(authority, tmp_path_factory):
    """A Finkok that shows a stamp at once; how slow the real one is, is ordered by faults."""
    folder, options = tmp_path_factory.mktemp("finkok"), ("--finkok-lag-s", "0")
    with running_sandbox(folder, *options, authority_dir=authority.directory) as sandbox:
        yield sandbox


@pytest.fixture
def world(prompt_sandbox, csd):
    prompt_sandbox.clear_faults()
    return SandboxWorld(finkok_at(prompt_sandbox), prompt_sandbox, csd)


class TestFinkok(PACContract):
    pass


def test_a_slow_stamp_is_unknown_and_found_by_the_look_up(world):
    sealed = world.sealed()
    impatient = finkok_at(world.sandbox, timeout_s=0.3)
    world.sandbox.order({"fault": "slow_but_stamped", "seconds": 0.6})

    with pytest.raises(StampOutcomeUnknown):
        impatient.stamp(sealed, reference(sealed))

    assert world.pac.stamp(sealed, reference(sealed))
    assert world.pac.recover(sealed, reference(sealed))
    assert world.stamps(sealed) == 1


def test_the_look_up_denies_what_was_never_sent_and_stamps_nothing(world):
    sealed = world.sealed()

    assert world.pac.recover(sealed, reference(sealed)) is None
    assert world.stamps(sealed) == 0


def test_a_wrong_password_is_unavailable(world):
    pac = finkok_at(world.sandbox, password="wrong")

    for call in (pac.stamp, pac.recover):
        with pytest.raises(PACUnavailable, match="300"):
            call(world.sealed(), "inv-1:1")


@pytest.mark.parametrize("fault", ["torn_xml", "malformed_xml"])
def test_an_xml_torn_on_its_way_is_looked_up(world, fault):
    sealed = world.sealed()
    world.sandbox.order({"fault": fault})

    stamped = world.pac.stamp(sealed, reference(sealed))

    assert etree.fromstring(stamped).get("Sello") == etree.fromstring(sealed).get("Sello")


@pytest.mark.parametrize("fault", ["torn_body", "html_200"])
def test_an_answer_torn_on_its_way_is_unknown_and_the_stamp_is_found(world, fault):
    sealed = world.sealed()
    world.sandbox.order({"fault": fault})

    with pytest.raises(StampOutcomeUnknown):
        world.pac.stamp(sealed, reference(sealed))

    assert world.pac.recover(sealed, reference(sealed))
    assert world.stamps(sealed) == 1


def test_a_repeat_without_xml_ends_in_the_one_stamp(world):
    sealed = world.sealed()
    first = world.pac.stamp(sealed, reference(sealed))
    world.sandbox.order({"fault": "307_without_data"}, {"fault": "recovery_603", "times": 2})

    assert world.pac.stamp(sealed, reference(sealed)) == first


def test_a_stamp_that_is_not_shown_for_seconds_leaves_the_outcome_unknown(world):
    sealed = world.sealed()
    world.pac.stamp(sealed, reference(sealed))
    world.sandbox.order({"fault": "307_without_data"}, {"fault": "recovery_603", "for_s": 60})

    with pytest.raises(StampOutcomeUnknown):
        world.pac.stamp(sealed, reference(sealed))

    assert world.stamps(sealed) == 1


def test_within_its_lag_finkok_denies_a_stamp_that_exists(world):
    """What None is worth then is the caller's to know: the capabilities tell the lag."""
    sealed = world.sealed()
    world.pac.stamp(sealed, reference(sealed))
    world.sandbox.order({"fault": "recovery_603"})

    assert world.pac.recover(sealed, reference(sealed)) is None
    assert world.pac.recover(sealed, reference(sealed)) is not None


@pytest.mark.parametrize("fault", ["recovery_500", "recovery_drop"])
def test_a_look_up_that_fails_denies_nothing(world, fault):
    sealed = world.sealed()
    world.pac.stamp(sealed, reference(sealed))
    world.sandbox.order({"fault": fault})

    with pytest.raises(StampOutcomeUnknown):
        world.pac.recover(sealed, reference(sealed))


@pytest.mark.parametrize("code", ["401", "402", "304"])
def test_a_code_of_sat_is_a_refusal(world, code):
    world.sandbox.order({"fault": "refuse", "code": code})

    with pytest.raises(CFDIRejected) as refused:
        world.pac.stamp(world.sealed(), "inv-1:1")

    assert refused.value.code == code


def test_a_document_that_has_its_timbre_is_a_bug_of_ours(world):
    sealed = world.sealed()
    stamped = world.pac.stamp(sealed, reference(sealed))

    with pytest.raises(CFDIRejected) as refused:
        world.pac.stamp(stamped, reference(sealed))

    assert refused.value.code == "707"


def test_a_stamp_can_be_followed_on_its_way_to_sat(world):
    stamped = etree.fromstring(world.pac.stamp(world.sealed(), "inv-1:1"))
    uuid = stamped.find(TIMBRE).get("UUID")

    pending = world.pac.query_pending(uuid)

    assert pending.uuid == uuid.upper()
    assert pending.is_delivered
    assert etree.fromstring(pending.xml).get("Sello") == stamped.get("Sello")
    assert world.pac.query_pending("01234567-0123-4123-8123-012345678901") is None


def test_a_stamp_is_in_force_at_sat(world):
    stamped = etree.fromstring(world.pac.stamp(world.sealed(), "inv-1:1"))

    status = world.pac.get_sat_status(
        rfc_emisor=stamped.find("{*}Emisor").get("Rfc"),
        rfc_receptor=stamped.find("{*}Receptor").get("Rfc"),
        uuid=stamped.find(TIMBRE).get("UUID"),
        total=Decimal(stamped.get("Total")),
    )

    assert status.standing is Standing.ACTIVE
