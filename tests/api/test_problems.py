"""Every refusal has its sentence, whoever makes it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from chalicelib.api.problems import CODE_OF_STATUS, messages, problem_response, sentence
from chalicelib.errors import (
    Conflict,
    FieldProblem,
    Malformed,
    NotAllowed,
    NotFound,
    TooMany,
    Unavailable,
)

SOURCES = sorted(Path("chalicelib").rglob("*.py"))
KINDS = {"Conflict", "Invalid", "NotAllowed", "NotFound", "NotSignedIn", "TooMany", "Unavailable"}


def codes_in(source: Path) -> set[str]:
    """Find the codes that a module's refusals bear: of their classes, or given on raising."""
    found = set()
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.ClassDef) and _is_refusal(node):
            found |= {_text(one.value) for one in node.body if _names_its_code(one)}
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in KINDS and node.args:
            found.add(_text(node.args[0]))
    return found - {""}


def _is_refusal(node: ast.ClassDef) -> bool:
    return any(getattr(base, "id", "") in KINDS | {"PortalError"} for base in node.bases)


def _names_its_code(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "code"


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def test_every_refusal_has_its_own_sentence():
    texts = messages("es-MX")

    codes = set(CODE_OF_STATUS.values()).union(*map(codes_in, SOURCES))

    assert len(codes) > 20
    assert {code for code in codes if f"problem.{code}" not in texts} == set()


def test_a_sentence_is_whole_as_it_stands():
    texts = messages("es-MX")

    unfinished = [key for key in texts if key.startswith("problem.") and "{" in texts[key]]

    assert unfinished == []


def test_a_code_without_a_sentence_is_not_left_without_words():
    assert sentence("nobody_wrote_this") == messages("es-MX")["problem.internal"]


@pytest.mark.parametrize(
    ("error", "status", "retry_after"),
    [
        (Malformed(), 400, None),
        (NotAllowed(), 403, None),
        (NotFound(), 404, None),
        (Conflict("ticket_in_progress", retry_after=60), 409, "60"),
        (TooMany(retry_after=30), 429, "30"),
        (Unavailable(), 503, "5"),
    ],
)
def test_a_refusal_tells_its_status_and_when_to_come_back(error, status, retry_after):
    answer = problem_response(error)

    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers.get("Retry-After") == retry_after


def test_a_refusal_carries_its_complaints_and_its_own_members():
    error = Conflict("x", fields=(FieldProblem("/a", "b", {"max": 3}),), help_folio="8YPR36")

    body = str(problem_response(error).body)

    assert re.search(r'"errors": \[{"field": "/a", "code": "b", "params": {"max": 3}}\]', body)
    assert '"help_folio": "8YPR36"' in body
