from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.catalogs import sat
from chalicelib.domain.receptor import (
    Problem,
    Receptor,
    Severity,
    allowed_regimenes,
    allowed_usos,
    check_receptor,
    foreign_receptor,
    normalise_name,
    suggested_name,
    suggested_uso_cfdi,
)
from chalicelib.domain.rfc import RFC

COMPANY = "EKU9003173C9"
PERSON = "CACX7605101P8"
NATIONAL = "XAXX010101000"
FOREIGN = "XEXX010101000"

# c_RegimenFiscal and c_UsoCFDI once more, by hand: who may be in a régimen, who may use a use.
REGIMENES = {
    COMPANY: "601 603 610 620 622 623 624 626",
    PERSON: "605 606 607 608 610 611 612 614 615 616 621 625 626",
}
BUSINESS = "601 603 606 612 620 621 622 623 624 625 626"
DEDUCTIONS = "605 606 607 608 611 612 614 615 625"
ANYBODY = "601 603 605 606 607 608 610 611 612 614 615 616 620 621 622 623 624 625 626"
USOS = {
    **dict.fromkeys(["G01", "G03", *(f"I0{number}" for number in range(1, 9))], BUSINESS),
    "G02": f"{BUSINESS} 616",
    **dict.fromkeys([*(f"D0{number}" for number in range(1, 10)), "D10"], DEDUCTIONS),
    "S01": ANYBODY,
    "CP01": ANYBODY,
    "CN01": "605",
}

any_text = st.text(st.characters(codec=None, exclude_categories=()), max_size=320)


def company(**changes):
    data = {
        "rfc": COMPANY,
        "name": "ESCUELA KEMPER URGATE",
        "postal_code": "42501",
        "regimen_fiscal": "601",
        "uso_cfdi": "G03",
    }
    return {**data, **changes}


def person(**changes):
    data = {
        "rfc": PERSON,
        "name": "XOCHILT CASAS CHÁVEZ",
        "postal_code": "36257",
        "regimen_fiscal": "612",
        "uso_cfdi": "G03",
    }
    return {**data, **changes}


def codes_of(field, **data):
    return [problem.code for problem in check_receptor(**data) if problem.field == field]


@pytest.mark.parametrize("data", [company(), person()])
def test_good_data_have_no_findings(data):
    assert check_receptor(**data) == []


def test_what_is_not_given_yet_is_not_judged():
    assert check_receptor(COMPANY) == []


def test_everything_wrong_is_found_at_once_in_the_order_of_the_form():
    findings = check_receptor("EKU9003173C8", "KEMPER | S.A. DE C.V.", "00000", "605", "D01")

    assert findings == [
        Problem("rfc", "check_digit", Severity.WARNING),
        Problem("name", "wrong_format"),
        Problem("name", "name_has_regimen_societario", Severity.WARNING),
        Problem("postal_code", "unknown_postal_code"),
        Problem("regimen_fiscal", "not_allowed_for_persona"),
        Problem("uso_cfdi", "not_allowed_for_persona"),
    ]


def test_every_empty_field_is_required():
    findings = check_receptor("", "", "", "", "")

    assert [(one.field, one.code, one.severity) for one in findings] == [
        (field, "required", "error")
        for field in ("rfc", "name", "postal_code", "regimen_fiscal", "uso_cfdi")
    ]


def test_an_rfc_may_be_typed_or_already_read():
    typed = check_receptor(**company(rfc="eku 900317 3c9"))
    read = check_receptor(**company(rfc=RFC(COMPANY)))

    assert typed == read == []


def test_an_rfc_that_cannot_be_read_does_not_hide_the_other_findings():
    findings = check_receptor("EKU", "ACME SA", "99", "609", "P01")

    assert [(one.field, one.code) for one in findings] == [
        ("rfc", "wrong_format"),
        ("postal_code", "wrong_format"),
        ("regimen_fiscal", "not_in_catalog"),
        ("uso_cfdi", "not_in_catalog"),
    ]


def test_a_use_is_held_against_the_regimen_even_without_an_rfc():
    assert codes_of("uso_cfdi", **person(rfc="?", regimen_fiscal="605")) == [
        "not_allowed_for_regimen"
    ]


def test_a_failing_check_digit_warns_only():
    assert check_receptor("EKU9003173C8") == [Problem("rfc", "check_digit", Severity.WARNING)]


def test_the_rfc_of_the_publico_en_general_has_no_invoice_of_its_own():
    assert check_receptor(NATIONAL) == [Problem("rfc", "rfc_generic")]


@pytest.mark.parametrize(("rfc", "regimen"), list(product(REGIMENES, ANYBODY.split())))
def test_a_regimen_is_for_its_kind_of_person(rfc, regimen):
    fits = regimen in REGIMENES[rfc]

    findings = check_receptor(rfc, regimen_fiscal=regimen)

    wanted = [] if fits else [Problem("regimen_fiscal", "not_allowed_for_persona")]
    assert findings == wanted
    assert (regimen in [one.code for one in allowed_regimenes(RFC(rfc))]) is fits


@pytest.mark.parametrize(("rfc", "uso"), list(product(REGIMENES, USOS)))
def test_a_use_is_for_its_kind_of_person_and_its_regimenes(rfc, uso):
    for_people_only = uso == "CN01" or uso.startswith("D")

    for regimen in REGIMENES[rfc].split():
        findings = codes_of("uso_cfdi", rfc=rfc, regimen_fiscal=regimen, uso_cfdi=uso)
        offered = uso in [one.code for one in allowed_usos(RFC(rfc), regimen)]

        if for_people_only and rfc == COMPANY:
            assert findings == ["not_allowed_for_persona"]
        elif regimen not in USOS[uso]:
            assert findings == ["not_allowed_for_regimen"]
        else:
            assert findings == []
        assert offered is (not findings)


def test_no_row_of_the_catalogue_is_missing_from_the_tables_above():
    assert {one.code for one in sat.regimenes_fiscales()} == set(ANYBODY.split())
    assert {one.code for one in sat.usos_cfdi()} == set(USOS)


def test_an_unknown_regimen_is_its_own_finding_and_not_the_uses():
    findings = check_receptor(**person(regimen_fiscal="999"))

    assert findings == [Problem("regimen_fiscal", "not_in_catalog")]


@pytest.mark.parametrize(
    ("code", "finding"),
    [
        ("4250", "wrong_format"),
        ("425011", "wrong_format"),
        ("4250A", "wrong_format"),
        (" 42501", "wrong_format"),
        ("٤٢٥٠١", "wrong_format"),
        ("00000", "unknown_postal_code"),
        ("17500", "unknown_postal_code"),
    ],
)
def test_a_postal_code_must_exist(code, finding):
    assert check_receptor(COMPANY, postal_code=code) == [Problem("postal_code", finding)]


@pytest.mark.parametrize("name", ["A|B", "A\x00B", "A\x1bB", "A\x85B", "A\ud800B", "A\uffffB"])
def test_a_name_that_cannot_be_written_in_a_cfdi_is_refused(name):
    assert check_receptor(COMPANY, name) == [Problem("name", "wrong_format")]


def test_a_name_has_three_hundred_characters_at_most():
    assert check_receptor(COMPANY, "Ñ" * 300) == []
    assert check_receptor(COMPANY, "Ñ" * 301) == [Problem("name", "too_long")]


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "\u00a0\t"])
def test_a_name_that_nobody_can_see_is_required(name):
    assert check_receptor(COMPANY, name) == [Problem("name", "required")]


def test_two_spaces_in_a_row_are_pointed_out_and_kept():
    findings = check_receptor(COMPANY, "ESCUELA  KEMPER")

    assert findings == [Problem("name", "name_double_space", Severity.WARNING)]
    assert normalise_name("ESCUELA  KEMPER") == "ESCUELA  KEMPER"


def test_a_company_is_told_that_its_kind_does_not_belong_in_its_name():
    findings = check_receptor(COMPANY, "Escuela Kemper, S.A. de C.V.")

    assert findings == [Problem("name", "name_has_regimen_societario", Severity.WARNING)]


def test_a_persons_surname_is_no_kind_of_company():
    assert check_receptor(PERSON, "LI SA") == []
    assert suggested_name("Li Sa", sat.Persona.FISICA) == "LI SA"


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("Escuela Kemper", "ESCUELA KEMPER"),
        ("  niño & cía. ", "NIÑO & CÍA."),
        ("nin\u0303o", "NIÑO"),
        ("a\u00a0b\tc\u200b", "A B C"),
        ('O\'Neill "El 7" <x>', 'O\'NEILL "EL 7" <X>'),
    ],
)
def test_a_name_is_written_in_capitals_and_otherwise_left_alone(typed, normal):
    assert normalise_name(typed) == normal


@pytest.mark.parametrize(
    ("typed", "proposal"),
    [
        ("Escuela  Kemper, S.A. de C.V.", "ESCUELA KEMPER"),
        ("rancho peña spr de rl", "RANCHO PEÑA"),
        ("Escuela Kemper", "ESCUELA KEMPER"),
    ],
)
def test_the_proposed_name_has_no_kind_of_company_and_single_spaces(typed, proposal):
    assert suggested_name(typed) == proposal


@pytest.mark.parametrize("regimen", ANYBODY.split())
def test_the_proposed_use_is_expenses_wherever_sat_takes_them(regimen):
    proposed = suggested_uso_cfdi(regimen)

    assert proposed == ("G03" if regimen in BUSINESS else "S01")
    assert regimen in USOS[proposed]


def test_a_receptor_keeps_its_name_as_sat_writes_it():
    receptor = Receptor(RFC(COMPANY), " Escuela Kemper ", "42501", "601")

    assert receptor.name == "ESCUELA KEMPER"
    assert replace(receptor, name="otra").name == "OTRA"


def test_a_foreign_buyer_gets_the_values_that_sat_fixes():
    receptor = foreign_receptor("22010", "Jane Doe")

    assert receptor == Receptor(RFC(FOREIGN), "JANE DOE", "22010", "616")
    assert (
        check_receptor(
            receptor.rfc, receptor.name, receptor.postal_code, receptor.regimen_fiscal, "S01"
        )
        == []
    )


def test_a_foreign_buyer_may_have_no_other_values():
    rfc = RFC(FOREIGN)

    assert [one.code for one in allowed_regimenes(rfc)] == ["616"]
    assert [one.code for one in allowed_usos(rfc, "616")] == ["S01"]
    assert allowed_usos(rfc, "612") == ()
    assert codes_of("regimen_fiscal", rfc=rfc, regimen_fiscal="612") == ["not_allowed_for_persona"]
    assert codes_of("uso_cfdi", rfc=rfc, uso_cfdi="G02") == ["not_allowed_for_persona"]


@given(any_text)
def test_normalising_a_name_twice_changes_nothing_more(name):
    once = normalise_name(name)

    assert normalise_name(once) == once


@given(any_text)
def test_accepting_the_proposed_name_leaves_no_warning_about_spaces(name):
    codes = codes_of("name", rfc=COMPANY, name=suggested_name(name))

    assert "name_double_space" not in codes


@given(st.tuples(any_text, any_text, any_text, any_text, any_text))
def test_any_nonsense_is_an_error_in_every_field_with_a_closed_set_of_values(texts):
    errors = {one.field for one in check_receptor(*texts) if one.severity == "error"}

    assert {"rfc", "postal_code", "regimen_fiscal", "uso_cfdi"} <= errors


@given(
    st.sampled_from([COMPANY, PERSON]),
    st.sampled_from(ANYBODY.split()),
    st.sampled_from(list(USOS)),
)
def test_data_chosen_from_the_lists_offered_are_never_refused(rfc, regimen, uso):
    read = RFC(rfc)
    offered = regimen in [one.code for one in allowed_regimenes(read)] and uso in [
        one.code for one in allowed_usos(read, regimen)
    ]

    findings = check_receptor(rfc, regimen_fiscal=regimen, uso_cfdi=uso)

    assert (findings == []) is offered
