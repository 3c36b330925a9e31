"""SW's documented answers, replayed at the wire: the same files judge the sandbox."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from chalicelib.pac.port import CFDIRejected, PACUnavailable, StampOutcomeUnknown
from chalicelib.pac.providers import pac_from
from tests.pac import sw_bodies as sw
from tests.pac.wire import Reply, Wire, json_reply

RECORDED = Path(__file__).parent / "recorded/sw"

STAMPED = "stamped"

OUTCOMES: dict[str, Any] = {
    "stamp_v4_ok": STAMPED,
    "stamp_307_with_data": STAMPED,
    "cfdi3307": STAMPED,
    "stamp_307_without_data": StampOutcomeUnknown,
    "uncontrolled_500": StampOutcomeUnknown,
    "no_xml": StampOutcomeUnknown,
    "customid_too_long": StampOutcomeUnknown,
    "email_malformed": StampOutcomeUnknown,
    "email_too_many": StampOutcomeUnknown,
    "out_of_credits": PACUnavailable,
    "token_empty": PACUnavailable,
    "token_expired": PACUnavailable,
    "token_not_three_parts": PACUnavailable,
    "structure_301": ("301", None),
    "date_401": ("401", None),
    "lco_402": ("402", "Rfc"),
    "cfdi40102": ("CFDI40102", None),
    "cfdi40119": ("CFDI40119", "Total"),
    "cfdi40143": ("CFDI40143", "Rfc"),
    "cfdi40144": ("CFDI40144", "Nombre"),
    "cfdi40145": ("CFDI40145", "Nombre"),
    "cfdi40148": ("CFDI40148", "DomicilioFiscalReceptor"),
    "cfdi40158": ("CFDI40158", "RegimenFiscalR"),
    "cfdi40159": ("CFDI40159", "RegimenFiscalR"),
    "cfdi40161": ("CFDI40161", "UsoCFDI"),
}

FILLED = {
    "<cfdi>": sw.STAMPED,
    "<tfd>": sw.TFD,
    "<uuid>": sw.UUID.lower(),
    "<token>": "t.o.k",
    "<number>": 4102444800,
    "<message>": "El saldo de timbres se ha agotado.",
}
"""What stands in the place of "<…>"; what is not named here keeps its placeholder."""


def recorded(name: str, **more: object) -> dict[str, Any]:
    answer = json.loads((RECORDED / f"{name}.json").read_text("utf-8"))
    known = FILLED | {f"<{name}>": value for name, value in more.items()}
    filled: dict[str, Any] = _fill(answer, known)
    return filled


def _fill(value: Any, known: dict[str, object]) -> Any:
    if isinstance(value, dict):
        return {key: _fill(inner, known) for key, inner in value.items()}
    if isinstance(value, list):
        return [_fill(inner, known) for inner in value]
    return known.get(value, value) if isinstance(value, str) else value


def replay(wire: Wire, path: str, name: str, times: int = 1, **more: object) -> None:
    answer = recorded(name, **more)
    wire.on(path, *[json_reply(answer["body"], answer["status"])] * times)


@pytest.fixture
def pac(wire):
    """An adapter in a world where log-in and warehouse answer as they are written down."""
    replay(wire, sw.LOGIN_PATH, "token_ok", times=3)
    replay(wire, sw.WAREHOUSE_PATH, "datawarehouse_ok", urlXml=wire.url + sw.FILE_PATH)
    wire.on(sw.FILE_PATH, Reply(body=sw.STAMPED.encode()))
    provider = {"kind": "sw", "url": wire.url, "api_url": wire.url, "user": "u", "password": "p"}
    return pac_from({"providers": [provider]}, 0.5)


def stamp_answers() -> list[str]:
    return sorted(
        path.stem
        for path in RECORDED.glob("*.json")
        if json.loads(path.read_text("utf-8"))["request"]["path"] == sw.STAMP_PATH
    )


@pytest.mark.parametrize("name", stamp_answers())
def test_every_written_answer_to_a_stamp_is_understood(pac, wire, name):
    replay(wire, sw.STAMP_PATH, name, times=2)
    expected = OUTCOMES[name]

    if expected == STAMPED:
        assert pac.stamp(sw.SEALED, "inv-1:1") == sw.STAMPED.encode()
    elif isinstance(expected, tuple):
        with pytest.raises(CFDIRejected) as refused:
            pac.stamp(sw.SEALED, "inv-1:1")
        assert (refused.value.code, refused.value.attribute) == expected
    else:
        with pytest.raises(expected):
            pac.stamp(sw.SEALED, "inv-1:1")


def test_every_expectation_has_its_written_answer():
    assert set(OUTCOMES) == set(stamp_answers())


def test_a_wrong_password_as_it_is_written_down_is_unavailable(wire):
    provider = {"kind": "sw", "url": wire.url, "api_url": wire.url, "user": "u", "password": "p"}
    replay(wire, sw.LOGIN_PATH, "token_wrong_password")

    with pytest.raises(PACUnavailable, match="AU2000"):
        pac_from({"providers": [provider]}, 0.5).stamp(sw.SEALED, "inv-1:1")


def test_a_warehouse_without_the_document_as_it_is_written_down_leaves_it_unknown(wire):
    provider = {"kind": "sw", "url": wire.url, "api_url": wire.url, "token": "t.o.k"}
    replay(wire, sw.STAMP_PATH, "cfdi3307")
    replay(wire, sw.WAREHOUSE_PATH, "datawarehouse_not_yet")

    with pytest.raises(StampOutcomeUnknown):
        pac_from({"providers": [provider]}, 0.5).stamp(sw.SEALED, "inv-1:1")


@pytest.mark.parametrize("name", ["stamp_v4_ok", "token_ok", "datawarehouse_ok"])
def test_what_we_ask_is_what_is_written_down(pac, wire, name):
    replay(wire, sw.STAMP_PATH, "cfdi3307")
    written = recorded(name)["request"]

    pac.stamp(sw.SEALED, "inv-1:1")

    asked = wire.to(written["path"].replace("<uuid>", sw.UUID.lower()))[0]
    assert asked.method == written["method"]
    for header, value in written["headers"].items():
        sent = asked.headers[header.lower()]
        assert sent == value.replace("<token>", "t.o.k").replace("<customid>", "inv-1:1")
