"""What looks like somebody's data is masked, and what operators search for is not."""

from __future__ import annotations

import time

import pytest

from chalicelib.redaction import masked, masked_whole, on_one_line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("XAXX010101000", "XAXX***000"),
        (
            "el RFC MASO451221PM4, dos veces MASO451221PM4.",
            "el RFC MASO***PM4, dos veces MASO***PM4.",
        ),
        ("maso-451221-pm4", "maso***pm4"),
        ("MASO 451221 PM4", "MASO***PM4"),
        ("ÑÁL&X: Ñ&A010101AB1", "ÑÁL&X: Ñ&A***AB1"),
        ("olivia@correo.example", "***@***"),
        ("<Olivia.M+x@correo.example>", "<***@***>"),
        ("to='a@b.mx'", "to='***@***'"),
        ("ñandú@correo.example", "***@***"),
        ("Bearer inv_Zm9v-YmFy_baz", "Bearer inv_***"),
        ("sid=ses_abc.def.Ghi_jkl-mno; phone=1", "sid=ses_***; phone=1"),
        ("#confirmar.Zm9vYmFyYmF6Zm9vYmFyYmF6Zm9vYmFyYmF6Zm9vYmF6", "#confirmar.***"),
        ("K7QM-2XB9-T4RW-88ZN", "***"),
    ],
)
def test_a_datum_is_masked_by_its_form(text, shown):
    assert masked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "6f35d3b5-9a0c-4d0e-8b61-abc123456def",
        "6F35D3B5-9A0C-4D0E-8B61-ABC123456DEF",
        "ab12cd34ef56ab12cd34ef56ab12cd34",
        "sealed/" + "ab" * 32 + ".xml",
        "RL#ticket#dda71d49f1e971d056c3c84d3ae9f180#20261120T000000Z",
        "2026-11-20T18:00:00.000+00:00",
        "CFDI40145",
        "chalicelib/usecases/registration_mails.py",
        "ProvisionedThroughputExceededException",
        "stamp_invoices",
    ],
)
def test_what_operators_search_for_stays(text):
    assert masked(text) == text


def test_a_field_is_masked_however_deep_and_whatever_it_is():
    class Person:
        def __str__(self) -> str:
            return "olivia@correo.example"

    field = {"olivia@correo.example": [("XAXX010101000",), {Person()}], "n": 5, "none": None}

    assert masked_whole(field) == {
        "***@***": [["XAXX***000"], ["***@***"]],
        "n": 5,
        "none": None,
    }


@pytest.mark.parametrize("end", ["\n", "\r", "\x0b", "\x0c", "\x1b", "\x85", "\u2028", "\u2029"])
def test_nothing_begins_another_line(end):
    assert on_one_line(f"a{end}b") == "a b"


@pytest.mark.parametrize("piece", ["a", "a@", "ses_", "A1-", "ABCD-", "ab12", "Aa0_", "@"])
def test_a_text_made_to_be_slow_is_not(piece):
    began = time.perf_counter()

    masked(piece * (200_000 // len(piece)))

    assert time.perf_counter() - began < 2
