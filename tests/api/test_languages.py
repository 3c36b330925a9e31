"""A problem speaks its asker's language: a fallback for whoever has no words of his own."""

from __future__ import annotations

import pytest

from chalicelib.api.problems import messages, problem_response
from chalicelib.errors import NotSignedIn

WRITTEN = {
    "es-MX": "No encontramos lo que buscas.",
    "en": "We couldn't find what you are looking for.",
}


@pytest.mark.parametrize(
    ("asked", "locale"),
    [("en-US,en;q=0.9", "en"), ("es-MX", "es-MX"), ("fr", "es-MX"), ("*", "es-MX")],
)
def test_a_refusal_is_told_in_the_language_that_is_asked_for(door, asked, locale):
    answer = door.call("GET", "/v1/messages/xx", accept_language=asked)

    assert answer.json_body["code"] == "not_found"
    assert answer.json_body["detail"].startswith(WRITTEN[locale])
    assert answer.headers["Content-Language"] == locale
    assert answer.headers["Vary"] == "Accept-Language"


def test_a_refusal_is_told_in_spanish_to_whoever_names_no_language(door):
    answer = door.call("GET", "/v1/messages/xx")

    assert answer.json_body["detail"].startswith(WRITTEN["es-MX"])
    assert answer.headers["Content-Language"] == "es-MX"
    assert answer.headers["Vary"] == "Accept-Language"


@pytest.mark.parametrize("locale", ["es-MX", "en"])
def test_what_chalice_refuses_by_itself_is_told_in_the_language_too(door, locale):
    answer = door.call("DELETE", "/v1/status", accept_language=locale)

    assert (answer.status_code, answer.json_body["code"]) == (405, "method_not_allowed")
    assert answer.json_body["detail"] == messages(locale)["problem.method_not_allowed"]
    assert answer.headers["Content-Language"] == locale
    assert answer.headers["Vary"] == "Accept-Language"


@pytest.mark.parametrize("locale", ["es-MX", "en"])
def test_a_refusal_with_another_codes_sentence_keeps_the_language(locale):
    class WrongData(NotSignedIn):
        told_as = "wrong_credentials"

    answer = problem_response(WrongData(), locale)

    assert messages(locale)["problem.wrong_credentials"] in str(answer.body)


def test_what_is_told_in_no_language_does_not_vary_by_it(door):
    answer = door.call("GET", "/v1/messages/es-MX", accept_language="en")

    assert answer.json_body == messages("es-MX")
    assert "Vary" not in answer.headers


def test_the_english_file_is_given_by_its_name(door):
    answer = door.call("GET", "/v1/messages/en", accept_language="es-MX")

    assert answer.json_body == messages("en")
