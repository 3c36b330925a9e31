"""Whole documents, kept: a change of one byte is a change that somebody must want."""

from __future__ import annotations

import pytest

from tests.cfdi.golden_cases import CASES, GOLDEN, write
from tests.cfdi.sat_judge import matrix_findings


@pytest.mark.parametrize("case", CASES)
def test_the_document_is_the_one_that_was_kept(case):
    xml, cadena = write(case)

    assert xml == (GOLDEN / case / "comprobante.xml").read_bytes()
    assert cadena == (GOLDEN / case / "cadena.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES)
def test_sat_accepts_what_was_kept(judge, case):
    xml = (GOLDEN / case / "comprobante.xml").read_bytes()

    assert judge.schema_errors(xml) == []
    assert matrix_findings(xml) == []
    assert judge.cadena_original(xml) == (GOLDEN / case / "cadena.txt").read_text(encoding="utf-8")


def test_no_kept_document_is_forgotten():
    assert {folder.name for folder in GOLDEN.iterdir() if (folder / "cadena.txt").exists()} == set(
        CASES
    )
