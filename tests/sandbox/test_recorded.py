"""SW's documented answers, written down by hand, judge the sandbox: same status, keys, sentences.

`<…>` in a fixture stands for any text that is not empty, `<number>` for any number.
The adapter's tests replay the same files.
"""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from lxml import etree

from tests.sandbox.client import Answer, authorized, call, stamp
from tests.sandbox.documents import change, make_sealed, now_in
from tests.sandbox.refusal_cases import FISICA, MORAL
from tests.sandbox.variations import RECEPTOR

RECORDED = Path(__file__).parents[1] / "pac/recorded/sw"


def _authenticate(sandbox, password):
    body = json.dumps({"user": sandbox.user, "password": password}).encode()
    headers = {"Content-Type": "application/json"}
    return call(sandbox, "POST", "/v2/security/authenticate", body=body, headers=headers)


def _ok(version, **headers):
    def provoke(sandbox, csd):
        path = f"/v4/cfdi33/stamp/{version}"
        return stamp(sandbox, make_sealed(csd), path=path, customid=str(uuid4()), **headers)

    return provoke


def _ok_in_base64(sandbox, csd):
    encoded = base64.b64encode(make_sealed(csd))
    return stamp(sandbox, encoded, path="/v4/cfdi33/stamp/v4/b64", customid=str(uuid4()))


def _again(version):
    def provoke(sandbox, csd):
        document = make_sealed(csd)
        stamp(sandbox, document)
        return stamp(sandbox, document, path=f"/v4/cfdi33/stamp/{version}")

    return provoke


def _again_too_soon(sandbox, csd):
    sandbox.order({"fault": "307_without_data"})
    return _again("v4")(sandbox, csd)


def _customid_of_another(sandbox, csd):
    customid = str(uuid4())
    stamp(sandbox, make_sealed(csd), customid=customid)
    return stamp(sandbox, make_sealed(csd), customid=customid)


def _edited(path, **attributes):
    return lambda sandbox, csd: stamp(sandbox, make_sealed(csd, change(path, **attributes)))


def _changed_after_the_seal(sandbox, csd):
    return stamp(sandbox, make_sealed(csd).replace(b'Total="116.00"', b'Total="117.00"'))


def _ordered(**fault):
    def provoke(sandbox, csd):
        sandbox.order(fault)
        return stamp(sandbox, make_sealed(csd))

    return provoke


def _datawarehouse(sandbox, csd):
    uuid = stamp(sandbox, make_sealed(csd)).body["data"]["uuid"]
    return call(sandbox, "GET", f"/datawarehouse/v1/live/{uuid}", headers=authorized(sandbox))


def _late_datawarehouse(sandbox, csd):
    sandbox.order({"fault": "datawarehouse_lag"})
    return _datawarehouse(sandbox, csd)


def _without_token(sandbox, csd):
    return call(sandbox, "POST", "/v4/cfdi33/stamp/v4", body=make_sealed(csd))


def _expired_token(sandbox, csd):
    token = _authenticate(sandbox, sandbox.password).body["data"]["token"]
    sandbox.order({"fault": "token_expired"})
    return stamp(sandbox, make_sealed(csd), token=token)


PROVOKE = {
    "token_ok": lambda sandbox, _: _authenticate(sandbox, sandbox.password),
    "token_wrong_password": lambda sandbox, _: _authenticate(sandbox, "otra"),
    "token_empty": _without_token,
    "token_not_three_parts": lambda sandbox, _: stamp(sandbox, b"<x/>", token="token_invalido"),
    "token_expired": _expired_token,
    "stamp_v1_ok": _ok("v1"),
    "stamp_v2_ok": _ok("v2"),
    "stamp_v3_ok": _ok("v3"),
    "stamp_v4_ok": _ok("v4"),
    "stamp_v4_b64_ok": _ok_in_base64,
    "stamp_307_with_data": _again("v4"),
    "stamp_307_v2_with_data": _again("v2"),
    "stamp_307_without_data": _again_too_soon,
    "cfdi3307": _customid_of_another,
    "cfdi40102": _changed_after_the_seal,
    "cfdi40119": _edited(".", Total="116.01"),
    "cfdi40143": _edited(RECEPTOR, **{**MORAL, "Rfc": "TVE050607K34"}),
    "cfdi40144": _edited(RECEPTOR, **{**FISICA, "Rfc": "ROVL811106E44"}),
    "cfdi40145": _edited(RECEPTOR, **{**MORAL, "Nombre": "COMERCIALIZADORA ALBA"}),
    "cfdi40148": _edited(RECEPTOR, **{**MORAL, "DomicilioFiscalReceptor": "06701"}),
    "cfdi40158": _edited(RECEPTOR, **{**MORAL, "RegimenFiscalReceptor": "605"}),
    "cfdi40159": _edited(RECEPTOR, **{**FISICA, "RegimenFiscalReceptor": "626"}),
    "cfdi40161": _edited(RECEPTOR, **{**FISICA, "RegimenFiscalReceptor": "605"}),
    "structure_301": lambda sandbox, _: stamp(sandbox, b"<xml>mal formado</xml>"),
    "date_401": _edited(".", Fecha=now_in(ago=timedelta(hours=80))),
    "lco_402": _ordered(fault="refuse", code="402"),
    "customid_too_long": lambda sandbox, csd: stamp(sandbox, make_sealed(csd), customid="x" * 101),
    "email_too_many": lambda sandbox, csd: stamp(
        sandbox, make_sealed(csd), email=",".join(f"a{i}@b.mx" for i in range(6))
    ),
    "email_malformed": lambda sandbox, csd: stamp(
        sandbox, make_sealed(csd), email="someemailsome.co"
    ),
    "no_xml": lambda sandbox, _: stamp(sandbox, b""),
    "out_of_credits": _ordered(fault="out_of_credits"),
    "uncontrolled_500": _ordered(fault="not_stamped_500"),
    "datawarehouse_ok": _datawarehouse,
    "datawarehouse_not_yet": _late_datawarehouse,
    "balance_ok": lambda sandbox, _: call(
        sandbox, "GET", "/management/v2/api/users/balance", headers=authorized(sandbox)
    ),
    "not_found": lambda sandbox, _: call(
        sandbox, "GET", "/ot/cfdi33/stamp/v4", headers=authorized(sandbox)
    ),
}


@pytest.mark.parametrize("name", sorted(PROVOKE))
def test_the_sandbox_answers_as_it_is_written_down(sandbox, csd, name):
    recorded = json.loads((RECORDED / f"{name}.json").read_text("utf-8"))

    answer: Answer = PROVOKE[name](sandbox, csd)

    assert answer.status == recorded["status"]
    assert _differences(recorded["body"], answer.body, "body") == []


def test_every_written_answer_is_provoked():
    assert {path.stem for path in RECORDED.glob("*.json")} == set(PROVOKE)


def test_a_base64_answer_holds_the_stamped_document(sandbox, csd):
    answer = _ok_in_base64(sandbox, csd)

    stamped = base64.b64decode(answer.body["data"]["cfdi"], validate=True)

    assert etree.fromstring(stamped).find(".//{*}TimbreFiscalDigital") is not None


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ({"a": 1}, {"a": 1, "b": 2}),
        ({"a": "<x>"}, {"a": ""}),
        ({"a": "<number>"}, {"a": "1"}),
        ({"a": None}, {"a": "x"}),
        ({"a": "307. x"}, {"a": "308. x"}),
        ([1], []),
    ],
)
def test_the_comparison_sees_a_difference(expected, found):
    assert _differences(expected, found, "body")


def _differences(expected, found, where) -> list[str]:
    if isinstance(expected, dict) and isinstance(found, dict):
        wrong = [f"{where}.{name}" for name in expected.keys() ^ found.keys()]
        both = [name for name in expected if name in found]
        return wrong + [
            deeper
            for name in both
            for deeper in _differences(expected[name], found[name], f"{where}.{name}")
        ]
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        pairs = zip(expected, found, strict=True)
        return [deeper for one, other in pairs for deeper in _differences(one, other, where)]
    return [] if _same(expected, found) else [f"{where}: {expected!r} {found!r}"]


def _same(expected, found) -> bool:
    if expected == "<number>":
        return isinstance(found, int | float) and not isinstance(found, bool)
    if isinstance(expected, str) and expected.startswith("<") and expected.endswith(">"):
        return isinstance(found, str) and found != ""
    return type(expected) is type(found) and expected == found
