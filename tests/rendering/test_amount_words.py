from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rendering.amount_words import LIMIT, importe_con_letra

SMALL = {
    "CERO": 0, "UN": 1, "DOS": 2, "TRES": 3, "CUATRO": 4, "CINCO": 5, "SEIS": 6, "SIETE": 7,
    "OCHO": 8, "NUEVE": 9, "DIEZ": 10, "ONCE": 11, "DOCE": 12, "TRECE": 13, "CATORCE": 14,
    "QUINCE": 15, "DIECISÉIS": 16, "DIECISIETE": 17, "DIECIOCHO": 18, "DIECINUEVE": 19,
    "VEINTE": 20, "VEINTIÚN": 21, "VEINTIDÓS": 22, "VEINTITRÉS": 23, "VEINTICUATRO": 24,
    "VEINTICINCO": 25, "VEINTISÉIS": 26, "VEINTISIETE": 27, "VEINTIOCHO": 28, "VEINTINUEVE": 29,
    "TREINTA": 30, "CUARENTA": 40, "CINCUENTA": 50, "SESENTA": 60, "SETENTA": 70, "OCHENTA": 80,
    "NOVENTA": 90, "CIEN": 100, "CIENTO": 100, "DOSCIENTOS": 200, "TRESCIENTOS": 300,
    "CUATROCIENTOS": 400, "QUINIENTOS": 500, "SEISCIENTOS": 600, "SETECIENTOS": 700,
    "OCHOCIENTOS": 800, "NOVECIENTOS": 900, "Y": 0, "DE": 0, "PESO": 0, "PESOS": 0,
}  # fmt: skip
LARGE = {"MILLÓN": 10**6, "MILLONES": 10**6, "BILLÓN": 10**12, "BILLONES": 10**12}


def read_back(words: str) -> Decimal:
    """Count the words as a person would: small ones add up, MIL and the large ones multiply."""
    *names, centavos, _ = words.strip("()").split()
    total = million = 0
    for name in names:
        if name == "MIL":
            million = (million or 1) * 1000
        elif name in LARGE:
            total, million = total + million * LARGE[name], 0
        else:
            million += SMALL[name]
    return Decimal(total + million) + Decimal(centavos.removesuffix("/100")) / 100


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "(CERO PESOS 00/100 M.N.)"),
        ("0.05", "(CERO PESOS 05/100 M.N.)"),
        ("1", "(UN PESO 00/100 M.N.)"),
        ("1.99", "(UN PESO 99/100 M.N.)"),
        ("16", "(DIECISÉIS PESOS 00/100 M.N.)"),
        ("21.50", "(VEINTIÚN PESOS 50/100 M.N.)"),
        ("31", "(TREINTA Y UN PESOS 00/100 M.N.)"),
        ("100", "(CIEN PESOS 00/100 M.N.)"),
        ("101", "(CIENTO UN PESOS 00/100 M.N.)"),
        ("1000", "(MIL PESOS 00/100 M.N.)"),
        ("1234.50", "(MIL DOSCIENTOS TREINTA Y CUATRO PESOS 50/100 M.N.)"),
        ("21000", "(VEINTIÚN MIL PESOS 00/100 M.N.)"),
        ("100000", "(CIEN MIL PESOS 00/100 M.N.)"),
        ("101021", "(CIENTO UN MIL VEINTIÚN PESOS 00/100 M.N.)"),
        ("1000000", "(UN MILLÓN DE PESOS 00/100 M.N.)"),
        ("1000001", "(UN MILLÓN UN PESOS 00/100 M.N.)"),
        ("2000000.10", "(DOS MILLONES DE PESOS 10/100 M.N.)"),
        ("1000000000", "(MIL MILLONES DE PESOS 00/100 M.N.)"),
        ("1000000000000", "(UN BILLÓN DE PESOS 00/100 M.N.)"),
        ("2000001000000", "(DOS BILLONES UN MILLÓN DE PESOS 00/100 M.N.)"),
    ],
)
def test_an_amount_is_written_as_a_notary_would(amount, words):
    assert importe_con_letra(Decimal(amount)) == words


def test_every_amount_under_ten_thousand_pesos_reads_back_as_itself():
    for pesos in range(10_000):
        amount = Decimal(pesos) + Decimal(pesos % 100) / 100

        assert read_back(importe_con_letra(amount)) == amount


@given(st.integers(0, LIMIT * 100 - 1))
def test_any_amount_that_a_cfdi_can_hold_reads_back_as_itself(centavos):
    amount = Decimal(centavos).scaleb(-2)

    assert read_back(importe_con_letra(amount)) == amount


def test_the_words_are_those_of_the_amount_in_whole_cents():
    assert importe_con_letra(Decimal("9.995")) == "(DIEZ PESOS 00/100 M.N.)"


@pytest.mark.parametrize("amount", ["-0.01", str(LIMIT), "999999999999999999.995"])
def test_an_amount_that_no_cfdi_holds_has_no_words(amount):
    with pytest.raises(ValueError, match="no words"):
        importe_con_letra(Decimal(amount))
