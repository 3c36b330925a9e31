from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.catalogs.concepto import (
    is_clave_prod_serv,
    is_clave_unidad,
    is_known_traslado,
    objeto_imp,
)
from infra.catalogs import published

# Written out a second time on purpose, in per cent.
TASAS = {
    "002": (0, 8, 16),
    "003": (0, 3, 6, 7, 8, 9, 25, 26.5, 30, 30.4, 50, 53, 160),
}
PERCENT = Decimal(100)
RATES = {
    impuesto: {Decimal(str(tasa)) / PERCENT for tasa in tasas} for impuesto, tasas in TASAS.items()
}
KNOWN = [(impuesto, tasa) for impuesto, tasas in RATES.items() for tasa in sorted(tasas)]


@pytest.mark.parametrize(("impuesto", "tasa"), KNOWN)
def test_a_rate_of_the_catalogue_is_known_however_many_zeros_it_has(impuesto, tasa):
    assert is_known_traslado(impuesto, "Tasa", tasa.normalize())
    assert is_known_traslado(impuesto, "Tasa", tasa.quantize(Decimal("0.000000")))


@given(st.decimals(min_value=-1, max_value=2, places=3))
def test_only_the_rates_of_the_catalogue_are_known(tasa):
    for impuesto, known in RATES.items():
        assert is_known_traslado(impuesto, "Tasa", tasa) is (tasa in known)


@pytest.mark.parametrize("impuesto", ["002", "003"])
def test_an_exempt_tax_has_no_rate(impuesto):
    assert is_known_traslado(impuesto, "Exento", None)
    assert not is_known_traslado(impuesto, "Exento", Decimal(0))
    assert not is_known_traslado(impuesto, "Tasa", None)


@pytest.mark.parametrize(
    ("cuota", "known"),
    [
        ("0", True),
        ("1.5086", True),
        ("72.1605", True),
        ("72.160501", False),
        ("1.0000001", False),
        ("-0.01", False),
    ],
)
def test_a_quota_of_ieps_lies_in_the_range_in_force_with_six_decimals(cuota, known):
    assert is_known_traslado("003", "Cuota", Decimal(cuota)) is known


@pytest.mark.parametrize(
    ("impuesto", "tipo_factor"),
    [("001", "Tasa"), ("002", "Cuota"), ("002", "tasa"), ("", ""), ("001", "Exento")],
)
def test_other_taxes_are_not_known_at_any_rate(impuesto, tipo_factor):
    assert not is_known_traslado(impuesto, tipo_factor, Decimal("0.16"))
    assert not is_known_traslado(impuesto, tipo_factor, None)


@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_any_number_is_answered(tasa):
    assert is_known_traslado("003", "Tasa", tasa) in (True, False)


@pytest.mark.parametrize("tasa", ["NaN", "sNaN", "Infinity", "-Infinity", "1E+999999", "1E-9"])
def test_what_cannot_be_written_is_not_a_rate(tasa):
    assert not is_known_traslado("003", "Cuota", Decimal(tasa))


def test_a_store_may_use_the_three_objetos_of_retail():
    published_codes = [code for code, _ in published.rows("C756_c_ObjetoImp")]

    accepted = [code for code in published_codes if objeto_imp(code).accepted]

    assert accepted == ["01", "02", "03"]


def test_objetos_carry_sats_names():
    names = dict(published.rows("C756_c_ObjetoImp"))

    assert {code: objeto_imp(code).name for code in names} == names


@pytest.mark.parametrize("code", ["", "00", "09", "1"])
def test_an_objeto_that_sat_does_not_have_is_not_found(code):
    assert objeto_imp(code) is None


def test_every_published_clave_has_the_shape_of_one():
    units = [code for code, _ in published.rows("C756_c_ClaveUnidad")]
    products = [code for code, _ in published.rows("C756_c_ClaveProdServ")]

    assert len(units) > 2000
    assert len(products) > 50_000
    assert all(map(is_clave_unidad, units))
    assert all(map(is_clave_prod_serv, products))


@pytest.mark.parametrize("text", ["", "H87 ", "PIEZA", "H-7", "Ñ1", "H87\n"])
def test_a_unit_of_another_shape_is_refused(text):
    assert not is_clave_unidad(text)


@pytest.mark.parametrize("text", ["", "5020230", "502023061", "5020230A", "٥٠٢٠٢٣٠٦", "50202306\n"])
def test_a_product_code_of_another_shape_is_refused(text):
    assert not is_clave_prod_serv(text)
