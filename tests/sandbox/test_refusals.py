"""Each rule refuses what breaks it, and none refuses what a store really sells."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from lxml import etree

from sandbox.pac.anexo20 import refusals, schema
from tests.sandbox.client import stamp
from tests.sandbox.documents import make_sealed, sat_schema
from tests.sandbox.refusal_cases import CASES, STRUCTURE
from tests.sandbox.variations import VARIATIONS

ANEXO20 = Path(refusals.__file__).parent
# Provoked in test_seal.py, where the certificate itself is wrong.
OF_CERTIFICATES = {"302", "303", "305", "306", "308", "CFDI40102", "CFDI40106"}
# CFDI40135 stands behind CFDI40132 for every issuer but one in 621: test_seal.py has one.
OF_ANOTHER_ISSUER = {"CFDI40135"}


@pytest.mark.parametrize(
    ("code", "edit"), [case[1:] for case in CASES], ids=[f"{case[1]} {case[0]}" for case in CASES]
)
def test_a_broken_rule_is_refused_with_its_code(sandbox, csd, code, edit):
    document = make_sealed(csd, edit)

    answer = stamp(sandbox, document)

    assert answer.status == 400
    assert answer.body["status"] == "error"
    assert answer.body["data"] is None
    assert answer.body["message"] == f"{code} - {refusals.sentence(code)}"


@pytest.mark.parametrize("name", VARIATIONS)
def test_a_real_kind_of_sale_is_stamped(sandbox, csd, name):
    document = make_sealed(csd, VARIATIONS[name])

    answer = stamp(sandbox, document)

    assert answer.body.get("message") is None, answer.body
    assert answer.status == 200


@pytest.mark.parametrize("name", VARIATIONS)
def test_what_the_sandbox_stamps_is_valid_to_the_schema_of_sat(csd, name):
    document = etree.fromstring(make_sealed(csd, VARIATIONS[name]))

    sat_schema().assertValid(document)


@pytest.mark.parametrize(
    "edit", [case[2] for case in STRUCTURE], ids=[case[0] for case in STRUCTURE]
)
def test_what_breaks_the_structure_here_breaks_the_schema_of_sat_too(csd, edit):
    document = etree.fromstring(make_sealed(csd, edit))

    assert not sat_schema().validate(document)


def test_no_rule_stands_without_a_case_that_breaks_it():
    known = {code for _, code, _ in CASES} | OF_CERTIFICATES | OF_ANOTHER_ISSUER

    assert _codes_in_source() | _codes_in_schema() <= known


def test_every_code_has_a_sentence_of_its_own():
    fallback = refusals.sentence("no such code")

    missing = {
        code
        for code in _codes_in_source() | _codes_in_schema()
        if refusals.sentence(code) == fallback
    }

    assert missing == set()


def _codes_in_source() -> set[str]:
    calls = (
        node
        for path in ANEXO20.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refused" and node.args
    )
    return {
        constant.value
        for call in calls
        for constant in ast.walk(call.args[0])
        if isinstance(constant, ast.Constant) and isinstance(constant.value, str)
    }


def _codes_in_schema() -> set[str]:
    return {
        attribute.code for node in schema.SCHEMA.values() for attribute in node.attributes.values()
    }
