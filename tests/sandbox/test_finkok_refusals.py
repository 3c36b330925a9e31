"""Finkok judges as SW does, and numbers as Finkok does."""

from __future__ import annotations

import base64

import pytest

from sandbox.authority.csd import ensure_csd
from sandbox.pac.anexo20 import refusals
from tests.sandbox.documents import change, make_root, make_sealed, read_csd, seal
from tests.sandbox.refusal_cases import CASES

# Finkok words these itself, where SAT has a sentence too.
OF_FINKOK = {
    "301": "XML mal formado",
    "303": "Sello no corresponde a emisor",
    "401": "Fecha y hora de generación fuera de rango",
}


@pytest.mark.parametrize(
    ("code", "edit"), [case[1:] for case in CASES], ids=[f"{case[1]} {case[0]}" for case in CASES]
)
def test_a_broken_rule_is_an_incidencia_with_its_code(desk, csd, code, edit):
    result = desk.stamp(make_sealed(csd, edit))

    assert result.incidencias == [code]
    assert result.get("MensajeIncidencia") == OF_FINKOK.get(code, refusals.sentence(code))
    assert (result.get("xml"), result.get("UUID")) == ("", None)
    assert desk.outcomes == [f"refused:{code}"]


def test_what_was_found_instead_is_told_in_extra_info(desk, csd):
    result = desk.stamp(make_sealed(csd, change(".", Total="117.00")))

    assert result.get("ExtraInfo") == "ValorEsperado: 116.00 ValorReportado: 117.00"


@pytest.mark.parametrize(
    "xml",
    ["no es base64!", "", base64.b64encode(b"").decode(), base64.b64encode(b"<torn").decode()],
)
@pytest.mark.parametrize("operation", ["stamp", "quick_stamp", "stamped"])
def test_what_is_no_xml_or_no_base64_is_705(desk, operation, xml):
    assert desk.ask("stamp", operation, xml=xml).incidencias == ["705"]


def test_a_document_in_base64_twice_is_705(desk, csd):
    assert desk.stamp(base64.b64encode(make_sealed(csd))).incidencias == ["705"]


def test_base64_in_lines_is_read(desk, csd):
    lines = base64.encodebytes(make_sealed(csd)).decode()

    assert desk.ask("stamp", "stamp", xml=lines).get("UUID")


@pytest.mark.parametrize("operation", ["stamp", "quick_stamp", "stamped"])
def test_a_document_that_carries_a_timbre_is_707(desk, csd, operation):
    stamped = desk.stamp(make_sealed(csd)).get("xml").encode()

    assert desk.stamp(stamped, operation).incidencias == ["707"]


def test_a_document_changed_after_its_seal_is_cfdi40102(desk, csd):
    changed = make_sealed(csd).replace(b'Total="116.00"', b'Total="117.00"')

    assert desk.stamp(changed).incidencias == ["CFDI40102"]


def test_a_seal_of_half_a_byte_is_302(desk, csd):
    root = make_root()
    sealed = seal(root, csd)
    spoilt = sealed.replace(root.get("Sello").encode(), b"AAAAA")

    assert desk.stamp(spoilt).incidencias == ["302"]


def test_a_seal_of_another_issuer_is_303(desk, authority, tmp_path):
    folder = ensure_csd(authority, "CAC200113QW2", "COMERCIALIZADORA ALBA SA DE CV", tmp_path)

    assert desk.stamp(make_sealed(read_csd(folder))).incidencias == ["303"]


def test_an_ordered_lack_in_the_lco_is_402_in_finkoks_words(desk, csd):
    desk.order({"fault": "refuse", "code": "402", "detail": "LCO"})

    result = desk.stamp(make_sealed(csd))

    assert result.incidencias == ["402"]
    assert result.get("MensajeIncidencia").startswith(
        "RFC del emisor no se encuentra en el régimen"
    )
    assert result.get("ExtraInfo") == "LCO"


@pytest.mark.parametrize(
    "code", ["701", "703", "706", "709", "712", "718", "719", "720", "738", "740"]
)
def test_any_state_of_the_account_may_be_ordered(desk, csd, code):
    desk.order({"fault": "refuse", "code": code})

    result = desk.stamp(make_sealed(csd))

    assert result.incidencias == [code]
    assert result.get("MensajeIncidencia") != refusals.sentence("no such code")
    assert desk.outcomes == ["not_stamped"]
