"""What every PAC adapter promises, as tests that its own test class inherits.

The class gives a fixture `world`: the adapter and what may be done to the PAC
behind it.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from enum import Enum, auto
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

import pytest
from lxml import etree

from chalicelib.pac.port import CFDIRejected, PACUnavailable, StampOutcomeUnknown

if TYPE_CHECKING:
    from chalicelib.pac.port import PAC

TIMBRE = "{*}Complemento/{http://www.sat.gob.mx/TimbreFiscalDigital}TimbreFiscalDigital"


class Trouble(Enum):
    """What the next call meets."""

    STAMPED_AND_LOST = auto()
    STAMPED_AND_GATEWAY_ERROR = auto()
    NOT_STAMPED_AND_LOST = auto()
    NAME_REFUSED = auto()
    DOOR_SHUT = auto()
    NO_CREDITS = auto()


def reference(sealed: bytes) -> str:
    """Name an attempt: the same name at every repeat, another for other bytes."""
    return f"{sha256(sealed).hexdigest()[:32]}:1"


class World(Protocol):
    """An adapter and the PAC behind it."""

    pac: PAC

    def sealed(self) -> bytes:
        """Make a sealed CFDI that nobody has seen yet."""
        ...

    def meet(self, trouble: Trouble) -> None:
        """Let the next call meet a trouble."""
        ...

    def stamps(self, sealed: bytes) -> int:
        """Count the stamps that the PAC has given to these bytes."""
        ...


class PACContract:
    """Inherit, and give `world`."""

    def test_the_stamped_document_is_ours_and_bears_one_timbre(self, world):
        sealed = world.sealed()

        stamped = world.pac.stamp(sealed, reference(sealed))

        ours, theirs = etree.fromstring(sealed), etree.fromstring(stamped)
        assert [timbre.get("SelloCFD") for timbre in theirs.findall(TIMBRE)] == [ours.get("Sello")]
        theirs.remove(theirs.find("{*}Complemento"))
        assert etree.tostring(theirs, method="c14n") == etree.tostring(ours, method="c14n")

    def test_the_same_bytes_again_bear_the_same_timbre(self, world):
        sealed = world.sealed()

        first = world.pac.stamp(sealed, reference(sealed))
        again = world.pac.stamp(sealed, reference(sealed))

        assert _uuid(first) == _uuid(again)
        assert world.stamps(sealed) == 1

    def test_another_document_bears_another_timbre(self, world):
        documents = [world.sealed() for _ in range(3)]

        stamped = {_uuid(world.pac.stamp(sealed, reference(sealed))) for sealed in documents}

        assert len(stamped) == 3

    @pytest.mark.parametrize(
        "trouble", [Trouble.STAMPED_AND_LOST, Trouble.STAMPED_AND_GATEWAY_ERROR]
    )
    @pytest.mark.parametrize("ask_again", ["stamp", "recover"])
    def test_a_lost_answer_is_unknown_and_asking_again_finds_the_one_stamp(
        self, world, trouble, ask_again
    ):
        sealed = world.sealed()
        world.meet(trouble)

        with pytest.raises(StampOutcomeUnknown):
            world.pac.stamp(sealed, reference(sealed))
        found = getattr(world.pac, ask_again)(sealed, reference(sealed))

        assert _uuid(found)
        assert world.stamps(sealed) == 1

    def test_silence_without_a_stamp_is_unknown_too_and_the_next_send_stamps(self, world):
        sealed = world.sealed()
        world.meet(Trouble.NOT_STAMPED_AND_LOST)

        with pytest.raises(StampOutcomeUnknown):
            world.pac.stamp(sealed, reference(sealed))
        unstamped = world.stamps(sealed)
        world.pac.stamp(sealed, reference(sealed))

        assert (unstamped, world.stamps(sealed)) == (0, 1)

    def test_a_refusal_names_code_and_attribute_and_leaves_no_stamp(self, world):
        sealed = world.sealed()
        world.meet(Trouble.NAME_REFUSED)

        with pytest.raises(CFDIRejected) as refused:
            world.pac.stamp(sealed, reference(sealed))

        assert refused.value.code == "CFDI40145"
        assert refused.value.attribute == "Nombre"
        assert "Nombre" in refused.value.message
        assert world.stamps(sealed) == 0

    def test_a_document_stamped_in_silence_is_not_refused_afterwards(self, world):
        sealed = world.sealed()
        world.meet(Trouble.STAMPED_AND_LOST)
        with pytest.raises(StampOutcomeUnknown):
            world.pac.stamp(sealed, reference(sealed))

        found = world.pac.recover(sealed, reference(sealed))

        assert found is not None
        assert _uuid(found) == _uuid(world.pac.stamp(sealed, reference(sealed)))

    @pytest.mark.parametrize("trouble", [Trouble.DOOR_SHUT, Trouble.NO_CREDITS])
    def test_what_is_turned_away_unread_is_unavailable_and_leaves_no_stamp(self, world, trouble):
        sealed = world.sealed()
        world.meet(trouble)

        with pytest.raises(PACUnavailable):
            world.pac.stamp(sealed, reference(sealed))

        assert world.stamps(sealed) == 0
        assert _uuid(world.pac.stamp(sealed, reference(sealed)))

    def test_the_same_bytes_sent_at_once_are_stamped_once(self, world):
        sealed = world.sealed()

        with ThreadPoolExecutor(6) as pool:
            stamped = list(pool.map(lambda _: world.pac.stamp(sealed, reference(sealed)), range(6)))

        assert len(set(map(_uuid, stamped))) == 1
        assert world.stamps(sealed) == 1

    def test_what_it_declares_keeps_a_document_from_a_second_stamp(self, world):
        declared = world.pac.capabilities

        assert declared.dedupe in {"by_bytes", "by_ref"}
        assert declared.returns_stamp_on_dup or declared.lookup_by_document
        assert declared.max_inflight_s > 0


def _uuid(stamped: bytes) -> str:
    timbre = etree.fromstring(stamped).find(TIMBRE)
    assert timbre is not None
    return timbre.get("UUID") or ""
