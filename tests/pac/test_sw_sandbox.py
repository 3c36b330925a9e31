"""The SW adapter over real HTTP against the sandbox, which speaks SW's protocol."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

import pytest
from lxml import etree

from chalicelib.pac.port import PACUnavailable, StampOutcomeUnknown
from chalicelib.pac.providers import pac_from
from tests.pac.contract import PACContract, Trouble, reference
from tests.sandbox.documents import make_sealed

FAULTS = {
    Trouble.STAMPED_AND_LOST: {"fault": "stamped_then_drop"},
    Trouble.STAMPED_AND_GATEWAY_ERROR: {"fault": "stamped_then_504"},
    Trouble.NOT_STAMPED_AND_LOST: {"fault": "not_stamped_500"},
    Trouble.NAME_REFUSED: {"fault": "refuse", "code": "CFDI40145"},
    Trouble.DOOR_SHUT: {"fault": "auth_failure"},
    Trouble.NO_CREDITS: {"fault": "out_of_credits"},
}


def sw_at(sandbox, timeout_s=5, **changes):
    provider = {"kind": "sw", "url": sandbox.url, "api_url": sandbox.url}
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


@pytest.fixture
def world(sandbox, csd):
    return SandboxWorld(sw_at(sandbox), sandbox, csd)


class TestSW(PACContract):
    pass


class TestSWWithAFixedToken(PACContract):
    @pytest.fixture
    def world(self, sandbox, csd):
        return SandboxWorld(sw_at(sandbox, token=sandbox.token()), sandbox, csd)

    @pytest.mark.parametrize("trouble", [Trouble.NO_CREDITS])
    def test_what_is_turned_away_unread_is_unavailable_and_leaves_no_stamp(self, world, trouble):
        """Nobody logs in with it, so no door can be shut on it."""
        super().test_what_is_turned_away_unread_is_unavailable_and_leaves_no_stamp(world, trouble)


def test_a_token_that_ends_mid_run_is_renewed(world):
    first, second = world.sealed(), world.sealed()
    world.pac.stamp(first, reference(first))
    world.sandbox.order({"fault": "token_expired"})

    assert world.pac.stamp(second, reference(second))
    assert world.stamps(second) == 1


def test_a_fixed_token_that_is_revoked_is_unavailable(sandbox, csd):
    pac = sw_at(sandbox, token="a.b.c")

    with pytest.raises(PACUnavailable):
        pac.stamp(make_sealed(csd), "inv-1:1")


def test_a_slow_stamp_is_unknown_and_found_by_the_next_send(world, sandbox):
    sealed = world.sealed()
    impatient = sw_at(sandbox, timeout_s=0.3, token=sandbox.token())
    sandbox.order({"fault": "slow_but_stamped", "seconds": 0.6})

    with pytest.raises(StampOutcomeUnknown):
        impatient.stamp(sealed, reference(sealed))

    assert world.pac.stamp(sealed, reference(sealed))
    assert world.stamps(sealed) == 1


@pytest.mark.parametrize("fault", ["torn_xml", "malformed_xml"])
def test_an_xml_torn_on_its_way_is_fetched_from_the_warehouse(world, fault):
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


@pytest.mark.parametrize("fault", ["cfdi3307", "307_without_data"])
def test_a_repeat_that_brings_no_xml_ends_in_the_one_stamp(world, fault):
    sealed = world.sealed()
    first = world.pac.stamp(sealed, reference(sealed))
    world.sandbox.order({"fault": fault})

    try:
        again = world.pac.stamp(sealed, reference(sealed))
    except StampOutcomeUnknown:
        again = world.pac.stamp(sealed, reference(sealed))

    assert again == first


@pytest.mark.parametrize("fault", ["datawarehouse_lag", "datawarehouse_500"])
def test_a_warehouse_that_lags_leaves_the_outcome_unknown_for_a_while(world, fault):
    sealed = world.sealed()
    world.pac.stamp(sealed, reference(sealed))
    world.sandbox.order({"fault": "cfdi3307", "times": 2}, {"fault": fault})

    with pytest.raises(StampOutcomeUnknown):
        world.pac.stamp(sealed, reference(sealed))

    assert world.pac.stamp(sealed, reference(sealed))
    assert world.stamps(sealed) == 1


def test_a_customid_used_for_other_bytes_brings_the_first_documents_stamp(world):
    """What it is worth is the caller's to verify: the seal within is not the one he sent."""
    first, second = world.sealed(), world.sealed()
    stamped = world.pac.stamp(first, "inv-x:1")

    assert world.pac.stamp(second, "inv-x:1") == stamped
    assert world.stamps(second) == 0
