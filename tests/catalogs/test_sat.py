from itertools import product

import pytest

from chalicelib.catalogs import sat
from chalicelib.catalogs.sat import Persona
from infra.catalogs import published


def codes(text):
    return text.split()


# Anexo 20, c_RegimenFiscal and c_UsoCFDI, written out a second time on purpose.
MORAL_ONLY = codes("601 603 620 622 623 624")
BOTH = codes("610 626")
FISICA_ONLY = codes("605 606 607 608 611 612 614 615 616 621 625")
REGIMENES = {
    "moral": {*MORAL_ONLY, *BOTH},
    "fisica": {*FISICA_ONLY, *BOTH},
}
BUSINESS = set(codes("601 603 606 612 620 621 622 623 624 625 626"))
DEDUCTIONS = set(codes("605 606 607 608 611 612 614 615 625"))
ANYBODY = {*MORAL_ONLY, *BOTH, *FISICA_ONLY}
USOS = {
    **dict.fromkeys(["G01", "G03", *(f"I{number:02}" for number in range(1, 9))], BUSINESS),
    "G02": BUSINESS | {"616"},
    **dict.fromkeys([f"D{number:02}" for number in range(1, 11)], DEDUCTIONS),
    "S01": ANYBODY,
    "CP01": ANYBODY,
    "CN01": {"605"},
}
FISICA_ONLY_USOS = {*(f"D{number:02}" for number in range(1, 11)), "CN01"}
DEAD = {
    "C756_c_RegimenFiscal": {"609", "628", "629", "630"},
    "C756_c_UsoCFDI": {"P01"},
    "C756_c_FormaPago": {"07", "09", "10", "11", "16", "98"},
}


@pytest.mark.parametrize("persona", list(Persona))
def test_a_persona_may_be_in_the_regimenes_of_the_annex(persona):
    allowed = {one.code for one in sat.regimenes_for(persona)}

    assert allowed == REGIMENES[persona]


@pytest.mark.parametrize(("persona", "regimen"), list(product(Persona, sorted(ANYBODY))))
def test_the_usos_of_a_persona_in_a_regimen_are_those_of_the_annex(persona, regimen):
    expected = {
        uso
        for uso, regimenes in USOS.items()
        if regimen in regimenes
        and regimen in REGIMENES[persona]
        and not (persona == "moral" and uso in FISICA_ONLY_USOS)
    }

    allowed = {one.code for one in sat.usos_for(persona, regimen)}

    assert allowed == expected


def test_an_employee_cannot_deduct_expenses():
    usos = {one.code for one in sat.usos_for(Persona.FISICA, "605")}

    assert "G03" not in usos
    assert {"S01", "D01", "D10"} <= usos


def test_nobody_is_in_a_regimen_that_does_not_exist():
    assert sat.usos_for(Persona.FISICA, "999") == ()


def test_the_usos_offered_for_a_purchase_leave_out_returns_payments_and_payroll():
    left_out = {one.code for one in sat.usos_cfdi() if not one.purchase}

    assert left_out == {"G02", "CP01", "CN01"}


def test_a_shopper_chooses_among_the_forms_that_a_till_takes():
    offered = [one.code for one in sat.formas_pago_for_shoppers()]

    assert offered == codes("01 02 03 04 05 06 08 28 29 31")


@pytest.mark.parametrize(
    ("look_up", "code", "name"),
    [
        (sat.regimen_fiscal, "626", "Régimen Simplificado de Confianza"),
        (sat.uso_cfdi, "G03", "Gastos en general"),
        (sat.forma_pago, "28", "Tarjeta de débito"),
    ],
)
def test_a_code_in_force_is_found_with_sats_name(look_up, code, name):
    found = look_up(code)

    assert found is not None
    assert (found.code, found.name) == (code, name)


@pytest.mark.parametrize(
    ("look_up", "code"),
    [
        (sat.regimen_fiscal, "609"),
        (sat.regimen_fiscal, ""),
        (sat.uso_cfdi, "P01"),
        (sat.uso_cfdi, "g03"),
        (sat.forma_pago, "98"),
        (sat.forma_pago, "1"),
    ],
)
def test_a_code_that_is_not_in_force_is_not_found(look_up, code):
    assert look_up(code) is None


@pytest.mark.parametrize(
    ("catalogue", "ours"),
    [
        ("C756_c_RegimenFiscal", sat.regimenes_fiscales),
        ("C756_c_UsoCFDI", sat.usos_cfdi),
        ("C756_c_FormaPago", sat.formas_pago),
    ],
)
def test_codes_and_names_are_the_published_ones_without_the_dead(catalogue, ours):
    in_force = {
        code: name for code, name in published.rows(catalogue) if code not in DEAD[catalogue]
    }

    assert {one.code: one.name for one in ours()} == in_force


@pytest.mark.parametrize("catalogue", [sat.regimenes_fiscales, sat.formas_pago])
def test_a_list_is_in_order_of_its_codes(catalogue):
    codes = [one.code for one in catalogue()]

    assert codes == sorted(codes)
