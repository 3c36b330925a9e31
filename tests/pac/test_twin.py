"""The PAC in memory keeps the same contract as the real ones: the fault runs rest on it."""

from dataclasses import replace

import pytest

from chalicelib.pac.port import CFDIRejected, PACUnavailable, StampOutcomeUnknown
from tests.pac.contract import PACContract, Trouble
from tests.sandbox.documents import make_sealed
from tests.twins.pac import BY_BYTES, CLOSED, LATE, LOST, UNHEARD, PACInMemory

ORDERS = {
    Trouble.STAMPED_AND_LOST: LOST,
    Trouble.STAMPED_AND_GATEWAY_ERROR: LOST,
    Trouble.NOT_STAMPED_AND_LOST: UNHEARD,
    Trouble.NAME_REFUSED: CFDIRejected("CFDI40145", "El campo Nombre del receptor…", "Nombre"),
    Trouble.DOOR_SHUT: CLOSED,
    Trouble.NO_CREDITS: CLOSED,
}

REFERENCE = "inv-1:1"

TIMBRE = (
    b"<cfdi:Complemento><tfd:TimbreFiscalDigital "
    b'xmlns:tfd="http://www.sat.gob.mx/TimbreFiscalDigital" UUID="%d" SelloCFD="%s"/>'
    b"</cfdi:Complemento>"
)


def stamp_with(sealed: bytes) -> bytes:
    sello = sealed.partition(b'Sello="')[2].partition(b'"')[0]
    head, tag, tail = sealed.rpartition(b"</cfdi:Comprobante>")
    return head + TIMBRE % (abs(hash(sealed)), sello) + tag + tail


class TwinWorld:
    def __init__(self, csd) -> None:
        self.pac = PACInMemory(stamp_with)
        self._csd = csd

    def sealed(self) -> bytes:
        return make_sealed(self._csd)

    def meet(self, trouble: Trouble) -> None:
        self.pac.orders.append(ORDERS[trouble])

    def stamps(self, sealed: bytes) -> int:
        return int(sealed in self.pac.ledger)


@pytest.fixture
def world(csd):
    return TwinWorld(csd)


class TestTwin(PACContract):
    pass


def test_a_late_send_is_stamped_when_it_arrives():
    pac = PACInMemory(lambda sealed: sealed + b"!")
    pac.orders.append(LATE)

    with pytest.raises(StampOutcomeUnknown):
        pac.stamp(b"a", REFERENCE)
    before = dict(pac.ledger)
    pac.arrive()

    assert before == {}
    assert pac.ledger == {b"a": b"a!"}


def test_a_pac_with_a_look_up_tells_without_stamping():
    pac = PACInMemory(lambda sealed: sealed + b"!", replace(BY_BYTES, lookup_by_document=True))

    before = pac.recover(b"a", REFERENCE)
    pac.stamp(b"a", REFERENCE)

    assert (before, pac.recover(b"a", REFERENCE)) == (None, b"a!")


def test_orders_strike_one_call_each_in_their_order():
    pac = PACInMemory(lambda sealed: sealed)
    pac.orders.extend([CLOSED, UNHEARD])

    with pytest.raises(PACUnavailable):
        pac.stamp(b"a", REFERENCE)
    with pytest.raises(StampOutcomeUnknown):
        pac.stamp(b"a", REFERENCE)

    assert pac.stamp(b"a", REFERENCE) == b"a"
    assert [call[0] for call in pac.calls] == ["stamp"] * 3
