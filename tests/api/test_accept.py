from __future__ import annotations

import pytest

from chalicelib.api.accept import prefers

PDF = "application/pdf"


@pytest.mark.parametrize(
    "accept",
    [
        "application/pdf",
        "APPLICATION/PDF",
        " application/pdf ; q=0.9",
        "application/json, application/pdf",
        "application/json;q=0.1, application/pdf;q=0.2",
        "text/html,application/pdf;q=0.9,*/*;q=0.8",
    ],
)
def test_what_is_named_is_preferred(accept):
    assert prefers(accept, PDF)


@pytest.mark.parametrize(
    "accept",
    [
        "",
        "*/*",
        "application/*",
        "application/json",
        "application/pdf;q=0",
        "application/pdf;q=much",
        "application/pdf;q=nan",
        "application/json, application/pdf;q=0.5",
        "application/vnd.other+application/pdf",
        ",;,=;q",
    ],
)
def test_what_is_not_named_or_is_named_last_is_not_preferred(accept):
    assert not prefers(accept, PDF)
