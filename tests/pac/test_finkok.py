"""Stamping at Finkok and looking for its stamps, scripted at the wire."""

from base64 import b64decode
from html import escape

import pytest
from lxml import etree

from chalicelib.pac.finkok import LOOK_EVERY_S, LOOK_FOR_S
from chalicelib.pac.port import PACUnavailable, StampOutcomeUnknown
from tests.pac import finkok_bodies as fk
from tests.pac.finkok_world import PASSWORD, REFERENCE, USER, Watch, finkok_at, operations, script
from tests.pac.wire import HangUp, Reply, Silence, refused_url


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def pac(wire, watch):
    return finkok_at(wire.url, watch)


# What is asked.


def test_the_sealed_bytes_travel_as_they_are_in_base64(pac, wire):
    script(wire, fk.stamped())
    sealed = fk.SEALED + "<!-- ñ\r\n -->".encode()

    pac.stamp(sealed, REFERENCE)

    members = fk.members_of(wire.asked[0])
    assert list(members) == ["xml", "username", "password"]
    assert b64decode(members["xml"]) == sealed
    assert (members["username"], members["password"]) == (USER, PASSWORD)


def test_a_request_is_soap_1_1_with_its_action_in_quotes(pac, wire):
    script(wire, fk.stamped())

    pac.stamp(fk.SEALED, REFERENCE)

    asked = wire.asked[0]
    assert asked.method == "POST"
    assert asked.headers["content-type"] == "text/xml; charset=utf-8"
    assert asked.headers["soapaction"] == '"stamp"'
    assert fk.operation_of(asked).tag == "{http://facturacion.finkok.com/stamp}stamp"


# What a stamp looks like.


@pytest.mark.parametrize(
    "answer",
    [
        fk.stamped(),
        fk.stamped(Incidencias={}),
        fk.stamped(CodEstatus="Comprobante timbrado previamente"),
        fk.stamped(UUID=""),
        fk.stamped(UUID=fk.UUID.lower()),
        fk.stamped(
            Incidencias={"Incidencia": {"CodigoError": "307", "MensajeIncidencia": "timbre previo"}}
        ),
        fk.stamped(
            Incidencias={"Incidencia": {"CodigoError": "CFDI40145", "MensajeIncidencia": "?"}}
        ),
    ],
)
def test_a_stamp_is_known_by_its_document_whatever_else_is_said(pac, wire, answer):
    script(wire, answer)

    assert pac.stamp(fk.SEALED, REFERENCE) == fk.STAMPED.encode()


def test_prefixes_are_finkoks_own_affair(pac, wire):
    odd = fk.soap(fk.stamped())
    for ours, theirs in (("senv", "x"), ("s0", "ñ"), ("tns", "a.b")):
        odd = odd.replace(f"{ours}:".encode(), f"{theirs}:".encode())
        odd = odd.replace(f"xmlns:{ours}=".encode(), f"xmlns:{theirs}=".encode())
    assert b"<x:Body><a.b:stampResponse>" in odd
    script(wire, Reply(body=odd))

    assert pac.stamp(fk.SEALED, REFERENCE) == fk.STAMPED.encode()


def test_a_document_in_cdata_is_the_same_document(pac, wire):
    escaped = escape(fk.STAMPED, quote=False).encode()
    cdata = f"<![CDATA[{fk.STAMPED}]]>".encode()
    script(wire, Reply(body=fk.soap(fk.stamped()).replace(escaped, cdata)))

    assert pac.stamp(fk.SEALED, REFERENCE) == fk.STAMPED.encode()


def test_accents_arrive_whole(pac, wire):
    script(wire, fk.stamped())

    stamped = etree.fromstring(pac.stamp(fk.SEALED, REFERENCE))

    assert stamped.get("Nombre") == "ÑANDÚ & HIJOS"


# "Stamped before", and not shown yet.


@pytest.mark.parametrize(
    "first",
    [
        fk.PREVIOUS,
        fk.said(("307", "timbre previo"), ("307", "timbre previo")),
        fk.said(("", "307 - El CFDI contiene un timbre previo")),
        fk.stamped(xml=""),
        fk.stamped(xml=fk.STAMPED[:-20]),
        fk.stamped(xml=fk.STAMPED.replace(fk.UUID, fk.UUID.replace("A1B2", "FFFF"))),
        fk.said(UUID=fk.UUID),
    ],
)
def test_a_stamp_that_is_only_named_is_looked_for(pac, wire, watch, first):
    script(wire, first, fk.NONE_BEFORE, fk.NONE_BEFORE, fk.stamped("stamped"))

    assert pac.stamp(fk.SEALED, REFERENCE) == fk.STAMPED.encode()
    assert operations(wire) == ["stamp", "stamped", "stamped", "stamped"]
    assert watch.slept == [LOOK_EVERY_S] * 3


def test_the_look_is_short_and_then_the_outcome_is_unknown(pac, wire, watch):
    script(wire, fk.PREVIOUS, *[fk.NONE_BEFORE] * 100)

    with pytest.raises(StampOutcomeUnknown):
        pac.stamp(fk.SEALED, REFERENCE)

    assert watch.now <= LOOK_FOR_S + LOOK_EVERY_S
    assert operations(wire).count("stamp") == 1
    assert len(wire.asked) <= 8


def test_slow_answers_do_not_make_the_look_longer(pac, wire, watch):
    watch.answer_s = LOOK_FOR_S
    script(wire, fk.PREVIOUS, *[fk.NONE_BEFORE] * 3)

    with pytest.raises(StampOutcomeUnknown):
        pac.stamp(fk.SEALED, REFERENCE)

    assert operations(wire) == ["stamp", "stamped"]


@pytest.mark.parametrize(
    "then",
    [
        HangUp(),
        Silence(),
        Reply(500, b"oops"),
        Reply(403, b"go away"),
        fk.said(("300", "usuario"), operation="stamped"),
        fk.said(("702", "no registrado"), operation="stamped"),
    ],
)
def test_a_look_that_fails_leaves_the_outcome_unknown(pac, wire, then):
    """Never "unavailable": that would say that nothing was stamped."""
    script(wire, fk.PREVIOUS, *[then] * 10)

    with pytest.raises(StampOutcomeUnknown):
        pac.stamp(fk.SEALED, REFERENCE)


# The look-up by document.


def test_the_look_up_finds_the_stamp_and_sends_nothing_to_be_stamped(pac, wire):
    script(wire, fk.stamped("stamped"))

    assert pac.recover(fk.SEALED, REFERENCE) == fk.STAMPED.encode()
    assert operations(wire) == ["stamped"]
    assert b64decode(fk.members_of(wire.asked[0])["xml"]) == fk.SEALED


def test_only_603_alone_denies_a_stamp(pac, wire):
    script(wire, fk.NONE_BEFORE)

    assert pac.recover(fk.SEALED, REFERENCE) is None


@pytest.mark.parametrize(
    "answer",
    [
        fk.said(operation="stamped"),
        fk.said(("603", "no"), ("307", "sí"), operation="stamped"),
        fk.said(("603", "no"), operation="stamped", UUID=fk.UUID),
        fk.said(("603", "no"), operation="stamped", xml=fk.STAMPED[:-9]),
        fk.said(("604", "?"), operation="stamped"),
        fk.said(("CFDI40145", "El campo Nombre del receptor"), operation="stamped"),
        fk.said(("401", "fecha"), operation="stamped"),
        fk.stamped("stamped", xml=""),
        fk.stamped(),
        HangUp(),
        Reply(504, b"<html>gateway</html>"),
    ],
)
def test_any_other_answer_to_a_look_up_is_unknown(pac, wire, answer):
    script(wire, answer)

    with pytest.raises(StampOutcomeUnknown):
        pac.recover(fk.SEALED, REFERENCE)


@pytest.mark.parametrize("call", ["stamp", "recover"])
def test_nobody_at_the_door_is_unavailable(watch, call):
    pac = finkok_at(refused_url(), watch)

    with pytest.raises(PACUnavailable):
        getattr(pac, call)(fk.SEALED, REFERENCE)


def test_finkok_declares_what_its_documentation_promises(pac):
    declared = pac.capabilities

    assert (declared.name, declared.dedupe) == ("finkok", "by_bytes")
    assert declared.returns_stamp_on_dup
    assert declared.lookup_by_document
    assert declared.lookup_lag_s == 8
