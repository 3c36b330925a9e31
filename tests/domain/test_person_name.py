from __future__ import annotations

import pytest

from chalicelib.domain.person_name import composed, is_person_name


@pytest.mark.parametrize(
    "name", ["O", "María Olivia Martínez-Sagaz", "D'Angelo", "José 3.º", "王芳", "x" * 100]
)
def test_names_as_people_write_them(name):
    assert is_person_name(name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x" * 101,
        "12345",
        "...",
        "\u200b",
        "Eva\u202eavE",
        "Eva\u2028Luna",
        "Eva\x7f",
        "Eva\n",
        "\ud800a",
        "\ue000a",
    ],
    ids=repr,
)
def test_what_cannot_be_read_out_is_no_name(text):
    assert not is_person_name(text)


def test_a_letter_and_its_accent_are_one_character():
    assert composed("Jose\u0301 Mun\u0303oz") == "José Muñoz"
