"""The list of common passwords: long enough, and read only when somebody asks."""

from __future__ import annotations

import subprocess
import sys

import pytest

from chalicelib.catalogs import common_passwords
from chalicelib.catalogs.common_passwords import is_common


def test_there_are_more_than_the_three_thousand_that_asvs_wants():
    """ASVS 6.2.4: 3,000 that are as long as the policy asks."""
    listed = common_passwords._common()

    assert len(listed) > 11_000
    assert min(map(len, listed)) >= 8


@pytest.mark.parametrize("password", ["password", "PASSWORD", "iloveyou", "1qaz2wsx"])
def test_case_does_not_make_a_password_rare(password):
    assert is_common(password)


def test_a_phrase_is_rare():
    assert not is_common("ferrocarril azul 7")


def test_who_only_signs_in_does_not_wait_for_the_list():
    ask = "import sys, chalicelib.domain.password_policy; print('zxcvbn' in sys.modules)"

    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)

    assert told.stdout.strip() == "False"
