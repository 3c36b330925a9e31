import pytest

from chalicelib.pac.finkok import Finkok
from chalicelib.pac.providers import pac_from
from chalicelib.pac.sw import SWSapien

SW = {
    "kind": "sw",
    "url": "https://services.sw.com.mx",
    "api_url": "https://api.sw.com.mx",
    "user": "ana",
    "password": "hunter2",
}

FINKOK = {
    "kind": "finkok",
    "url": "https://facturacion.finkok.com",
    "user": "ana@example.mx",
    "password": "hunter2",
}


def test_the_first_provider_of_the_secret_is_built():
    assert isinstance(pac_from({"providers": [SW, FINKOK]}, 20), SWSapien)
    assert isinstance(pac_from({"providers": [FINKOK, SW]}, 20), Finkok)


def test_a_token_replaces_user_and_password():
    pac = pac_from({"providers": [SW | {"token": "a.b.c", "user": "", "password": ""}]}, 20)

    assert isinstance(pac, SWSapien)


@pytest.mark.parametrize(
    ("secret", "sentence"),
    [
        ({}, "lists no providers"),
        ({"providers": []}, "lists no providers"),
        ({"providers": [{"kind": "pade"}]}, "no adapter for the PAC 'pade'"),
        ({"providers": [{"kind": "finkok"}]}, "has no url"),
        ({"providers": [FINKOK | {"user": ""}]}, "has no user"),
        ({"providers": [FINKOK | {"password": None}]}, "has no password"),
        ({"providers": [FINKOK | {"url": "http://facturacion.finkok.com"}]}, "needs https"),
        ({"providers": [FINKOK | {"password": "hunter2\x00"}]}, "no XML can carry"),
        ({"providers": [{}]}, "no adapter for the PAC None"),
        ({"providers": [SW | {"url": ""}]}, "has no url"),
        ({"providers": [SW | {"api_url": None}]}, "has no api_url"),
        ({"providers": [SW | {"password": ""}]}, "has no password"),
        ({"providers": [SW | {"url": "http://services.sw.com.mx"}]}, "needs https"),
        ({"providers": [SW | {"token": "hunter2\r\n"}]}, "characters that no token has"),
    ],
)
def test_a_secret_that_cannot_serve_is_refused_in_one_sentence(secret, sentence):
    with pytest.raises(ValueError, match=sentence) as refused:
        pac_from(secret, 20)

    assert "hunter2" not in str(refused.value)
