"""No refusal without a sentence for the person who reads it."""

from __future__ import annotations

import importlib
import pkgutil

import chalicelib
from chalicelib.api.problems import CODE_OF_STATUS, messages
from chalicelib.errors import PortalError

BASES = {"portal_error", "conflict", "csd_unusable"}
"""Kinds that are never raised under their own name."""


def codes() -> set[str]:
    for module in pkgutil.walk_packages(chalicelib.__path__, "chalicelib."):
        importlib.import_module(module.name)
    found, kinds = set(), [PortalError]
    while kinds:
        kind = kinds.pop()
        found.add(kind.code)
        kinds += kind.__subclasses__()
    return found - BASES


def test_every_refusal_has_its_sentence():
    texts = messages("es-MX")

    missing = {
        code for code in codes() | set(CODE_OF_STATUS.values()) if f"problem.{code}" not in texts
    }

    assert missing == set()


def test_no_sentence_of_a_problem_waits_for_a_datum():
    problems = {key: text for key, text in messages("es-MX").items() if key.startswith("problem.")}

    assert [key for key, text in problems.items() if "{" in text] == []
