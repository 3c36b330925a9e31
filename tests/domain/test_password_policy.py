"""Which passwords may be chosen: any that is long enough and that nobody tries first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.password_policy import check_password
from chalicelib.domain.temporary_password import new_temporary
from chalicelib.errors import FieldProblem

KNOWN = ("maria.lopez85@tiendita.mx", "María López Sagaz", "MASO451221PM4", "La Abarrotera")


def code(password: str, *known: str) -> str | None:
    found = check_password(password, known or KNOWN)
    return found[0].code if found else None


@pytest.mark.parametrize(
    "password",
    [
        "ferrocarril azul 7",
        "un gato en la luna",
        "xkcd7qpz",
        "Xk3!pqz9",
        "ñandú ñoño",
        "🐈🐕🐎🐖🐏🐓🦆🐁",
        "8304721956",
        "        x  y  z",
        "facturable y caballo",
        "maria 84720193847562",
        "a" * 60 + "bcde" * 17,
    ],
)
def test_any_kind_of_characters_will_do(password):
    assert code(password) is None


def test_a_password_has_eight_characters_at_least():
    assert check_password("xkcd7qp", ()) == [
        FieldProblem("/password", "password_too_short", {"min": 8})
    ]
    assert check_password("xkcd7qpz", ()) == []


def test_a_password_has_128_characters_at_most():
    longest = "frase " * 21 + "xy"
    assert len(longest) == 128

    assert check_password(longest, ()) == []
    assert check_password(longest + "z", ()) == [
        FieldProblem("/password", "too_long", {"max": 128})
    ]


def test_characters_are_counted_as_they_are_kept():
    """One ligature is eighteen letters after NFKC; e and its accent are one."""
    assert code("\ufdfa" * 8) == "too_long"
    assert code("e\u0301x" * 4 + "yz") is None
    assert code("e\u0301xyzu\u0308w") == "password_too_short"


def test_nothing_is_no_password():
    assert code("") == "required"


def test_a_complaint_stands_on_the_asked_field():
    [problem] = check_password("12345678", (), "/new_password")

    assert problem.field == "/new_password"


@pytest.mark.parametrize(
    "password",
    [
        "password",
        "PassWord",
        "12345678",
        "１２３４５６７８",
        "password1",
        "Password2026!",
        "sunshine99",
        "P@ssw0rd!!",
        "princess.",
        "contraseña",
        "Contraseña2026",
    ],
)
def test_what_everybody_tries_first_is_refused_also_with_a_year_behind_it(password):
    assert code(password) == "password_common"


@pytest.mark.parametrize(
    "password", ["sunshine and rain", "xxpassword-azul-xx", "mi princess azul"]
)
def test_a_common_word_within_a_phrase_is_none(password):
    assert code(password) is None


@pytest.mark.parametrize(
    "password",
    [
        "facturable",
        "Facturable2026",
        "F4cturable!",
        "abarrotera1",
        "LaAbarrotera",
        "marialopez12",
        "lopezmaria",
        "maria19850412",
        "María López Sagaz",
        "maria.lopez85",
        "maria.lopez85@tiendita.mx",
        "tiendita123",
        "MASO451221PM4",
        "maso451221",
        "maso451221pm41",
        "facturable12345678",
        "facturasfacturas",
    ],
)
def test_what_its_owners_data_give_is_refused_with_little_behind_it(password):
    assert code(password) == "password_guessable"


def test_another_persons_data_are_no_reason():
    assert code("marialopez12", "pedro@correo.mx", "Pedro Páramo") is None


@pytest.mark.parametrize(
    "password",
    ["aaaaaaaa", "        ", "abcabcabc", "23456789", "34567890123", "hgfedcba", "98765432109"],
)
def test_a_row_is_refused(password):
    assert code(password, "x@correo.mx") in ("password_guessable", "password_common")


@given(st.text(max_size=200), st.lists(st.text(max_size=30), max_size=5))
def test_every_text_is_judged(password, known):
    found = check_password(password, known)

    assert len(found) <= 1
    assert {problem.code for problem in found} <= {
        "required",
        "password_too_short",
        "too_long",
        "password_common",
        "password_guessable",
    }


def test_what_we_mail_fits_the_policy():
    """ASVS 6.4.1; that it never becomes the password is told elsewhere."""
    assert check_password(new_temporary(), KNOWN) == []
