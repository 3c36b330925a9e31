"""No document that breaks a rule can be built: each rule by SAT's own code."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from chalicelib.cfdi.impuestos import Traslado
from chalicelib.cfdi.rules import RuleBroken
from tests.cfdi.documents import make_ingreso

D = Decimal
TAX = Traslado(D("100.00"), "002", "Tasa", D("0.160000"), D("16.00"))


def make_concepto(**changes):
    return replace(make_ingreso().conceptos[0], **changes)


def broken(build) -> str:
    with pytest.raises(RuleBroken) as refusal:
        build()
    return refusal.value.code


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("CFDI40162", {"clave_prod_serv": "5020"}),
        ("CFDI40165", {"clave_unidad": "H 7"}),
        ("CFDI40166", {"valor_unitario": D("0.00")}),
        ("CFDI40167", {"importe": D("250.01")}),
        ("CFDI40167", {"cantidad": D("1.000"), "importe": D("100.07")}),
        ("CFDI40168", {"descuento": D("0.001")}),
        ("CFDI40169", {"descuento": D("100.01")}),
        ("CFDI40170", {"objeto_imp": "04"}),
        ("CFDI40171", {"traslados": ()}),
        ("CFDI40172", {"objeto_imp": "01"}),
        ("CFDI40172", {"objeto_imp": "03"}),
        ("301", {"cantidad": D(0)}),
        ("301", {"cantidad": D("0.0000001")}),
        ("301", {"cantidad": D("1E+2")}),
        ("301", {"importe": D("-100.00")}),
        ("301", {"descuento": D("-0.00")}),
        ("301", {"importe": D("NaN")}),
        ("301", {"importe": D("Infinity")}),
        ("301", {"importe": D(10) ** 18}),
        ("301", {"descripcion": ""}),
        ("301", {"descripcion": "a|b"}),
        ("301", {"descripcion": " a"}),
        ("301", {"descripcion": "a\tb"}),
        ("301", {"descripcion": "a\x00"}),
        ("301", {"descripcion": "x" * 1001}),
        ("301", {"no_identificacion": "x" * 101}),
        ("301", {"unidad": ""}),
    ],
)
def test_a_concept_that_breaks_a_rule_cannot_be_built(code, changes):
    assert broken(lambda: make_concepto(**changes)) == code


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("CFDI40174", {"base": D("0.00")}),
        ("CFDI40175", {"impuesto": "001"}),
        ("CFDI40176", {"tipo_factor": "tasa"}),
        ("CFDI40177", {"tipo_factor": "Exento"}),
        ("CFDI40177", {"tipo_factor": "Exento", "importe": None}),
        ("CFDI40178", {"tasa_o_cuota": None}),
        ("CFDI40178", {"importe": None}),
        ("CFDI40179", {"tasa_o_cuota": D("0.15")}),
        ("CFDI40179", {"tasa_o_cuota": D("0.150000")}),
        ("CFDI40180", {"importe": D("15.98")}),
        ("CFDI40180", {"importe": D("16.02")}),
        ("301", {"base": D("100.0000001")}),
    ],
)
def test_a_tax_that_breaks_a_rule_cannot_be_built(code, changes):
    assert broken(lambda: replace(TAX, **changes)) == code


@pytest.mark.parametrize("importe", ["15.999999", "16.000001"])
def test_at_six_decimals_a_tax_may_miss_by_the_last_one_only(importe):
    """Base 100.000000 may stand for 99.9999995 to 100.0000005."""
    exact = replace(TAX, base=D("100.000000"), importe=D("16.000000"))

    assert replace(exact, importe=D(importe)).importe == D(importe)
    further = D(importe) + (D(importe) - 16)
    assert broken(lambda: replace(exact, importe=further)) == "CFDI40180"


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("CFDI40101", {"fecha": datetime(2026, 11, 20, 12, 0, tzinfo=UTC)}),
        ("CFDI40101", {"fecha": datetime.fromisoformat("2026-11-20T12:00:00.000005")}),
        ("CFDI40101", {"fecha": datetime.fromisoformat("2009-01-01T00:00:00")}),
        ("CFDI40104", {"forma_pago": "1"}),
        ("CFDI40105", {"metodo_pago": "PPD"}),
        ("CFDI40113", {"moneda": "USD"}),
        ("CFDI40121", {"tipo_de_comprobante": "T"}),
        ("CFDI40123", {"exportacion": "02"}),
        ("CFDI40124", {"metodo_pago": "pue"}),
        ("CFDI40126", {"lugar_expedicion": "6000"}),
        ("301", {"conceptos": ()}),
        ("301", {"serie": "x" * 26}),
        ("301", {"folio": "1|2"}),
    ],
)
def test_a_header_that_breaks_a_rule_cannot_be_built(code, changes):
    assert broken(lambda: make_ingreso(**changes)) == code


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("301", {"rfc": "MASO451332PM4"}),
        ("301", {"rfc": "maso451221pm4"}),
        ("301", {"nombre": "x" * 301}),
        ("301", {"nombre": "MARIA|OLIVIA"}),
        ("301", {"domicilio_fiscal_receptor": "8029"}),
        ("CFDI40157", {"regimen_fiscal_receptor": "61"}),
        ("CFDI40160", {"uso_cfdi": "GG3"}),
    ],
)
def test_a_receptor_that_breaks_a_rule_cannot_be_built(code, changes):
    assert broken(lambda: replace(make_ingreso().receptor, **changes)) == code


def test_an_emisor_without_regimen_cannot_be_built():
    assert broken(lambda: replace(make_ingreso().emisor, regimen_fiscal="")) == "CFDI40140"


def test_a_name_may_keep_its_inner_spaces():
    """SAT holds some names with two (CFDI40145)."""
    receptor = replace(make_ingreso().receptor, nombre="JUAN  PEREZ")

    assert receptor.nombre == "JUAN  PEREZ"


def test_the_header_tells_the_sums_of_the_concepts():
    document = make_ingreso(conceptos=(make_concepto(), make_concepto(descuento=D("0.00"))))

    assert (document.sub_total, document.descuento) == (D("200.00"), D("0.00"))
    assert document.total_impuestos_trasladados == D("32.00")
    assert document.total == D("232.00")


def test_sums_are_rounded_and_not_their_parts():
    tax = Traslado(D("10.004"), "002", "Tasa", D("0.160000"), D("1.60064"))
    third = make_concepto(importe=D("10.004"), valor_unitario=D("10.004"), traslados=(tax,))

    document = make_ingreso(conceptos=(third,) * 3)

    assert document.sub_total == D("30.01")
    assert (document.traslados[0].base, document.traslados[0].importe) == (D("30.01"), D("4.80"))


def test_rates_of_equal_value_share_one_row():
    """CFDI40218: no tax, factor and rate twice."""
    document = make_ingreso(conceptos=(make_concepto(), make_concepto(traslados=(TAX,))))

    assert len(document.traslados) == 1


def test_an_exempt_document_has_no_total_of_taxes():
    exempt = make_concepto(traslados=(Traslado(D("100.00"), "002", "Exento"),))

    document = make_ingreso(conceptos=(exempt,))

    assert document.total_impuestos_trasladados is None
    assert document.traslados[0].importe is None
