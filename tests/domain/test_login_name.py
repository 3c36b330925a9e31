"""Logins as people type them: every way to type the same one is the same one."""

from __future__ import annotations

import pytest

from chalicelib.domain.login_name import login_name, rfc_of


@pytest.mark.parametrize(
    "typed", ["MASO451221PM4", "maso451221pm4", " MASO-451221-PM4 ", "maso 451221 pm4"]
)
def test_an_rfc_is_read_as_people_write_it(typed):
    assert rfc_of(typed) == login_name(typed) == "MASO451221PM4"


@pytest.mark.parametrize("typed", ["olivia@correo.mx", " OLIVIA@Correo.MX "])
def test_an_address_is_one_in_any_case(typed):
    assert rfc_of(typed) is None
    assert login_name(typed) == "olivia@correo.mx"


@pytest.mark.parametrize("typed", ["maso451221pm4@correo.mx", "nada", "MASO451399PM4", "\ud800"])
def test_what_is_no_rfc_is_none(typed):
    assert rfc_of(typed) is None
