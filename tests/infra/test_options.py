"""Each variable of `make run` that cannot be used is one clear sentence."""

from __future__ import annotations

import pytest

from infra.local.options import OptionError, read_options


def test_without_variables_the_run_is_the_documented_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    options = read_options({})

    assert options.port == 8000
    assert options.data_dir == tmp_path / ".local"
    assert options.pac.kind == "sw"
    assert options.pac.url is None
    assert options.pac_timeout_s == 20
    assert options.limits == 1
    assert options.demo


def test_an_empty_variable_counts_as_absent():
    assert read_options({"PORT": "", "PAC": " "}).port == 8000


@pytest.mark.parametrize(
    ("variable", "wrong"),
    [
        ("PORT", "ocho mil"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("PORT", "٨٠٠٠"),
        ("LIMITS", "0"),
        ("LIMITS", "nan"),
        ("LIMITS", "mucho"),
        ("PAC_TIMEOUT_S", "-3"),
        ("PAC_TIMEOUT_S", "3600"),
        ("DEMO", "sí"),
        ("PAC_URL", "ftp://pac.example"),
        ("PAC_URL", "pac.example"),
        ("PAC_API_URL", "http://"),
        ("SAT_STATUS_URL", "http://[::1"),
        ("SAT_STATUS_URL", "http://sat.example:99999"),
        ("SAT_CERTIFICATES", "/nowhere/sat.pem"),
        ("ISSUER_CSD_DIR", __file__),
        ("SAT_CERTIFICATES", __file__),
        ("PAC", "finkok"),
        ("PAC", "sw,finkok"),
        ("PAC", "facturama"),
        ("PAC2_URL", "http://pac.example"),
    ],
)
def test_a_wrong_value_is_one_sentence_that_names_its_variable(variable, wrong):
    with pytest.raises(OptionError) as refused:
        read_options({variable: wrong})

    sentence = str(refused.value)
    assert sentence.startswith(variable)
    assert sentence.endswith(".")
    assert "\n" not in sentence


@pytest.mark.parametrize("alone", ["PAC_USER", "PAC_PASSWORD"])
def test_a_user_without_a_password_is_refused(alone):
    with pytest.raises(OptionError, match="PAC_USER y PAC_PASSWORD"):
        read_options({alone: "x"})


def test_a_pac_of_ones_own_has_its_address_for_both_of_its_services():
    options = read_options({"PAC_URL": "https://pac.example/", "PAC_TOKEN": "a.b.c"})

    assert options.pac.url == options.pac.api_url == "https://pac.example"
    assert options.pac.token == "a.b.c"
