"""No refusal without a sentence for the person who reads it, in each language."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import chalicelib
from chalicelib.api.problems import CODE_OF_STATUS, LOCALES, messages
from chalicelib.errors import PortalError

BASES = {"portal_error", "conflict", "csd_unusable"}
"""Kinds that are never raised under their own name."""

SPANISH_LETTERS = re.compile(r"[áéíóúüñ¿¡«»]", re.IGNORECASE)
SPANISH_WORDS = re.compile(
    r"\b(el|la|los|las|de|del|que|tu|tus|su|con|para|por|una|este|esta|si|datos|factura|correo"
    r"|tienda|uso|tienes|escribe|elige|revisa|vuelve)\b",
    re.IGNORECASE,
)
SPANISH_NAMES = re.compile(
    r"“[^”]*”|r[ée]gimen fiscal|uso de CFDI|constancia( de situación fiscal)?|factura global"
    r"|objeto de impuesto|certificado de sello digital|nombre@correo\.mx"
)
"""What stays in Spanish: quoted from the site or a document, SAT's nouns, an example."""


def codes() -> set[str]:
    for module in pkgutil.walk_packages(chalicelib.__path__, "chalicelib."):
        importlib.import_module(module.name)
    found, kinds = set(), [PortalError]
    while kinds:
        kind = kinds.pop()
        found.add(kind.code)
        kinds += kind.__subclasses__()
    return found - BASES


def holes(text: str) -> list[str]:
    return sorted(set(re.findall(r"{(\w*)}", text)))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_refusal_has_its_sentence(locale):
    texts = messages(locale)

    missing = {
        code for code in codes() | set(CODE_OF_STATUS.values()) if f"problem.{code}" not in texts
    }

    assert missing == set()


@pytest.mark.parametrize("locale", LOCALES)
def test_no_sentence_of_a_problem_waits_for_a_datum(locale):
    problems = {key: text for key, text in messages(locale).items() if key.startswith("problem.")}

    assert [key for key, text in problems.items() if "{" in text] == []


def test_both_languages_have_the_same_keys_in_the_same_order():
    assert list(messages("en")) == list(messages("es-MX"))


def test_both_languages_wait_for_the_same_data():
    spanish, english = messages("es-MX"), messages("en")

    assert [key for key in spanish if holes(spanish[key]) != holes(english.get(key, ""))] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_no_text_is_empty_or_padded(locale):
    assert [key for key, text in messages(locale).items() if not text or text != text.strip()] == []


def test_sentences_end_alike_in_both_languages():
    spanish, english = messages("es-MX"), messages("en")

    assert [
        key for key in spanish if (spanish[key][-1] in ".?") != (english[key][-1] in ".?")
    ] == []


def test_no_english_text_has_spanish_left_in_it():
    own_words = {key: SPANISH_NAMES.sub("", text) for key, text in messages("en").items()}

    spanish = [
        key
        for key, text in own_words.items()
        if SPANISH_LETTERS.search(text) or SPANISH_WORDS.search(text)
    ]

    assert spanish == []


def test_what_has_words_of_its_own_is_not_left_as_in_spanish():
    spanish, english = messages("es-MX"), messages("en")

    same = {key for key in spanish if english[key] == spanish[key]}

    assert same == {"store.name", "wizard.step.rfc", "wizard.step.ticket"}
