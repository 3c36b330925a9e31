import pytest

from chalicelib.domain.email_address import is_email_address, masked


@pytest.mark.parametrize(
    "address",
    [
        "ana@correo.mx",
        "ana.lopez+facturas@sub.correo.com.mx",
        "o'neil_99@a-b.example",
        f"{'a' * 64}@correo.mx",
        f"a@{'d' * 63}.mx",
    ],
)
def test_an_address_of_the_common_form_is_one(address):
    assert is_email_address(address)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ana",
        "ana@",
        "@correo.mx",
        "ana@correo",
        "ana@correo.m",
        "ana@correo..mx",
        "ana@-correo.mx",
        "ana@correo-.mx",
        "ana@correo.mx.",
        "ana@correo.12",
        ".ana@correo.mx",
        "ana.@correo.mx",
        "a..na@correo.mx",
        "ana lopez@correo.mx",
        "ana@correo.mx\n",
        "ana@correo.mx,eva@correo.mx",
        "ana@eva@correo.mx",
        "Ana <ana@correo.mx>",
        "añá@correo.mx",
        f"{'a' * 65}@correo.mx",
        f"a@{'d' * 64}.mx",
        f"a@{'d.' * 130}mx",
    ],
)
def test_what_is_not_one_plain_address_is_none(text):
    assert not is_email_address(text)


def test_a_masked_address_is_known_again_by_its_owner_only():
    assert masked("olivia@correo.mx") == "o***@correo.mx"
    assert masked("o@correo.mx") == "o***@correo.mx"
