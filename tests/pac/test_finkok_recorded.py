"""Finkok's documented answers, written down by hand and replayed at the wire."""

from __future__ import annotations

import json
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any

import pytest

from chalicelib.pac.cancelling import CancelOutcome, CancelOutcomeUnknown, Standing
from chalicelib.pac.finkok import LOOK_EVERY_S, LOOK_FOR_S
from chalicelib.pac.port import CFDIRejected, PACUnavailable, StampOutcomeUnknown
from chalicelib.pac.providers import pac_from
from tests.pac import finkok_bodies as fk

RECORDED = Path(__file__).parent / "recorded/finkok"

FILLED = {
    "<cfdi>": fk.STAMPED,
    "<uuid>": fk.UUID,
    "<fecha>": "2026-11-20T12:00:00",
    "<certificate>": "30001000000500003456",
    "<rfc>": "EKU9003173C9",
    "<acuse>": "<Acuse Fecha='2026-11-20T12:00:00'/>",
}
"""What stands in the place of "<…>"; what is not named here keeps its placeholder."""

TURNED_AWAY = {
    f"{name}_{code}": PACUnavailable
    for code, name in {
        "300": "user",
        "501": "user",
        "701": "issuer",
        "702": "issuer",
        "703": "account",
        "704": "key",
        "706": "partner",
        "718": "credits",
        "719": "certificate",
        "720": "certificate",
        "740": "manifest",
    }.items()
}

STAMPS: dict[str, Any] = TURNED_AWAY | {
    "stamp_ok": fk.STAMPED,
    "stamp_ok_without_incidencias": fk.STAMPED,
    "stamp_307_with_xml": fk.STAMPED,
    "stamp_307_without_xml": StampOutcomeUnknown,
    "stamp_fault": StampOutcomeUnknown,
    "seal_709": StampOutcomeUnknown,
    "unlisted_999": StampOutcomeUnknown,
    "structure_301": ("301", None),
    "seal_302": ("302", None),
    "certificate_304": ("304", None),
    "date_401": ("401", None),
    "lco_402": ("402", "Rfc"),
    "structure_705": ("705", None),
    "stamped_707": ("707", None),
    "certificate_712": ("712", None),
    "namespaces_738": ("738", None),
    "cfdi40102": ("CFDI40102", None),
    "cfdi40119": ("CFDI40119", "Total"),
    "cfdi40143": ("CFDI40143", "Rfc"),
    "cfdi40144": ("CFDI40144", "Nombre"),
    "cfdi40145": ("CFDI40145", "Nombre"),
    "cfdi40148": ("CFDI40148", "DomicilioFiscalReceptor"),
    "cfdi40158": ("CFDI40158", "RegimenFiscalR"),
    "cfdi40161": ("CFDI40161", "UsoCFDI"),
}

LOOKED_UP: dict[str, Any] = {
    "stamped_ok": fk.STAMPED,
    "stamped_603": None,
    "stamped_fault": StampOutcomeUnknown,
}

PENDING: dict[str, Any] = {
    "pending_stamped": (False, fk.STAMPED),
    "pending_stamped_without_xml": (False, None),
    "pending_finished": (True, fk.STAMPED),
    "pending_not_found": None,
    "pending_malformed": PACUnavailable,
    "pending_user": PACUnavailable,
    "pending_fault": PACUnavailable,
}

CANCELLED: dict[str, Any] = {
    "cancel_201": CancelOutcome.REQUESTED,
    "cancel_202": CancelOutcome.REQUESTED,
    "cancel_203": CancelOutcome.REFUSED,
    "cancel_205": CancelOutcome.NOT_YET,
    "cancel_no_cancelable": CancelOutcome.REFUSED,
    "cancel_208": CancelOutcome.UNCLEAR,
    "cancel_708": CancelOutcome.NOT_YET,
    "cancel_711": CancelOutcome.REFUSED,
    "cancel_798": CancelOutcome.UNCLEAR,
    "cancel_304": CancelOutcome.REFUSED,
    "cancel_799": CancelOutcome.REFUSED,
    "cancel_user": PACUnavailable,
    "cancel_in_buffer": CancelOutcome.STORED,
    "cancel_unknown": CancelOutcome.UNCLEAR,
    "cancel_fault": CancelOutcomeUnknown,
}

STANDINGS: dict[str, Any] = {
    "sat_vigente": Standing.ACTIVE,
    "sat_en_proceso": Standing.CANCEL_WAITING,
    "sat_solicitud_rechazada": Standing.CANCEL_REFUSED,
    "sat_cancelado": Standing.CANCELLED,
    "sat_no_encontrado": Standing.NOT_FOUND,
    "sat_601_says_vigente": None,
    "sat_user": PACUnavailable,
}

CANCELACION = (
    '<Cancelacion xmlns="http://cancelacfd.sat.gob.mx" RfcEmisor="EKU9003173C9">'
    f'<Folios><Folio UUID="{fk.UUID}" Motivo="02"/></Folios></Cancelacion>'
).encode()


def recorded(name: str) -> dict[str, Any]:
    written: dict[str, Any] = json.loads((RECORDED / f"{name}.json").read_text("utf-8"))
    return written


def replay(wire, name, times=1):
    written = recorded(name)
    service = written["request"]["path"].rpartition("/")[2]
    body = _filled(fk.soap(written["body"], service).decode()).encode()
    wire.on(written["request"]["path"], *[fk.Reply(written["status"], body)] * times)


def _filled(text: str) -> str:
    for placeholder, value in FILLED.items():
        text = text.replace(escape(placeholder), escape(value, quote=False))
    return text


@pytest.fixture
def pac(wire):
    provider = {"kind": "finkok", "url": wire.url, "user": "u", "password": "p"}
    return pac_from({"providers": [provider]}, 0.5)


def expect(expected, call):
    """Run a call, and hold what becomes of it to what was expected."""
    if isinstance(expected, type) and issubclass(expected, Exception):
        with pytest.raises(expected):
            call()
        return None
    return call()


@pytest.mark.parametrize("name", STAMPS)
def test_every_written_answer_to_a_stamp_is_understood(pac, wire, name):
    replay(wire, name)
    replay(wire, "stamped_603", times=round(LOOK_FOR_S / LOOK_EVERY_S) + 1)
    expected = STAMPS[name]

    if isinstance(expected, tuple):
        with pytest.raises(CFDIRejected) as refused:
            pac.stamp(fk.SEALED, "inv-1:1")
        assert (refused.value.code, refused.value.attribute) == expected
        return
    stamped = expect(expected, lambda: pac.stamp(fk.SEALED, "inv-1:1"))
    assert stamped is None or stamped.decode() == expected


def test_a_repeat_without_data_becomes_the_stamp_as_soon_as_it_is_shown(pac, wire):
    for name in ("stamp_307_without_xml", "stamped_603", "stamped_ok"):
        replay(wire, name)

    assert pac.stamp(fk.SEALED, "inv-1:1") == fk.STAMPED.encode()


@pytest.mark.parametrize("name", LOOKED_UP)
def test_every_written_answer_to_a_look_up_is_understood(pac, wire, name):
    replay(wire, name)
    expected = LOOKED_UP[name]

    found = expect(expected, lambda: pac.recover(fk.SEALED, "inv-1:1"))

    assert found is None or found.decode() == expected


@pytest.mark.parametrize("name", PENDING)
def test_every_written_answer_about_the_way_to_sat_is_understood(pac, wire, name):
    replay(wire, name)
    expected = PENDING[name]

    pending = expect(expected, lambda: pac.query_pending(fk.UUID))

    if pending is not None:
        xml = pending.xml and pending.xml.decode()
        assert (pending.is_delivered, xml) == expected
        assert pending.uuid == fk.UUID


@pytest.mark.parametrize("name", CANCELLED)
def test_every_written_answer_to_a_cancellation_is_understood(pac, wire, name):
    replay(wire, name)
    expected = CANCELLED[name]

    answer = expect(expected, lambda: pac.cancel_signature(CANCELACION, store_pending=False))

    if answer is not None:
        assert answer.outcome is expected


@pytest.mark.parametrize("name", STANDINGS)
def test_every_written_answer_about_a_standing_is_understood(pac, wire, name):
    replay(wire, name)
    expected = STANDINGS[name]
    asked = {"rfc_emisor": "EKU9003173C9", "rfc_receptor": "XAXX010101000", "uuid": fk.UUID}

    status = expect(expected, lambda: pac.get_sat_status(**asked, total=Decimal(116)))

    if status is not None:
        assert status.standing is expected


def test_every_written_answer_has_its_expectation():
    written = {path.stem for path in RECORDED.glob("*.json")}

    assert written == {*STAMPS, *LOOKED_UP, *PENDING, *CANCELLED, *STANDINGS}


@pytest.mark.parametrize(
    "name", ["stamp_ok", "stamped_ok", "pending_stamped", "cancel_201", "sat_vigente"]
)
def test_what_we_ask_is_what_is_written_down(pac, wire, name):
    replay(wire, name)
    written = recorded(name)["request"]
    rfcs = {"rfc_emisor": "EKU9003173C9", "rfc_receptor": "XAXX010101000"}
    calls = {
        "stamp": lambda: pac.stamp(fk.SEALED, "inv-1:1"),
        "stamped": lambda: pac.recover(fk.SEALED, "inv-1:1"),
        "query_pending": lambda: pac.query_pending(fk.UUID),
        "cancel_signature": lambda: pac.cancel_signature(CANCELACION, store_pending=True),
        "get_sat_status": lambda: pac.get_sat_status(**rfcs, uuid=fk.UUID, total=Decimal(1)),
    }

    calls[written["body"]["operation"]]()

    [asked] = wire.asked
    assert (asked.method, asked.path) == (written["method"], written["path"])
    assert {name: asked.headers[name.lower()] for name in written["headers"]} == written["headers"]
    assert list(fk.members_of(asked)) == written["body"]["members"]
