from __future__ import annotations

import pytest

from chalicelib.api.accept import language_of, prefers

PDF = "application/pdf"
OFFERED = ("es-MX", "en")


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


@pytest.mark.parametrize(
    "asked",
    [
        "en",
        "EN",
        "en-US",
        "en-GB-oed",
        " en ; q=0.1",
        "en-US,en;q=0.9",
        "en-US,en;q=0.9,es;q=0.8",
        "es;q=0.5, en;q=0.7",
        "fr, en;q=0.2",
        "en, *;q=0.5",
        "es-MX;q=0, en;q=0.1",
        "es;q=nan, en;q=0.5, es;q=much",
        "es;q=2, en",
    ],
)
def test_english_is_told_to_whoever_wants_it_most(asked):
    assert language_of(asked, OFFERED) == "en"


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "*",
        "fr",
        "es",
        "es-MX",
        "es-419, en;q=0.9",
        "es, en",
        "en;q=0.8, es;q=0.9",
        "*, en;q=0.5",
        "en;q=0",
        "en;q=0.0, fr",
        "en;q=much",
        "en;q=-1",
        "en;q=inf",
        "enm",
        "x-en",
        ",;,=;q",
        "en_US",
    ],
)
def test_everybody_else_is_told_in_spanish(asked):
    assert language_of(asked, OFFERED) == "es-MX"
