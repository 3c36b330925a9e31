import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.catalogs.regimen_societario import without_regimen_societario

KINDS = [
    "S.A.",
    "S.A. DE C.V.",
    "S.A.B.",
    "S.A.B. DE C.V.",
    "S.A.P.I.",
    "S.A.P.I. DE C.V.",
    "S.A.P.I.B. DE C.V.",
    "S.A.S.",
    "S.A.S. DE C.V.",
    "S. DE C.V.",
    "S. DE R.L.",
    "S. DE R.L. DE C.V.",
    "S. DE R.L. M.I.",
    "S. EN C.",
    "S. EN C. DE C.V.",
    "S. EN C. POR A. DE C.V.",
    "S. EN N.C.",
    "S.C.",
    "S.C. DE R.L.",
    "S.C. DE R.L. DE C.V.",
    "S.C. DE P. DE R.L. DE C.V.",
    "S.C.L.",
    "S.N.C.",
    "S.S.S.",
    "S.P.R. DE R.L.",
    "S.P.R. DE R.I.",
    "S.P.R. DE R.S.",
    "S.P.R. DE R.L. DE C.V.",
    "A.R.I.C. DE R.L.",
    "A.C.",
    "A.R.",
    "I.A.P.",
    "I.B.P.",
    "A.B.P.",
    "S.A. DE C.V., SOFOM, E.N.R.",
    "S.A.P.I. DE C.V., SOFOM, E.R.",
    "S.A. DE C.V., S.F.P.",
    "S.A., INSTITUCIÓN DE BANCA MÚLTIPLE",
    "SOCIEDAD ANÓNIMA DE CAPITAL VARIABLE",
    "SOCIEDAD ANONIMA",
    "SOCIEDAD DE RESPONSABILIDAD LIMITADA DE CAPITAL VARIABLE",
    "ASOCIACIÓN CIVIL",
    "SOCIEDAD CIVIL",
]
AS_WRITTEN = {
    "in full": str,
    "without dots": lambda kind: kind.replace(".", "").replace(",", ""),
    "without spaces": lambda kind: kind.replace(" ", ""),
    "a space behind each dot": lambda kind: kind.replace(".", ". ").strip(),
    "double spaces": lambda kind: kind.replace(" ", "  "),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("written", list(AS_WRITTEN.values()), ids=list(AS_WRITTEN))
@pytest.mark.parametrize("before", [" ", ", ", ",", " , "])
def test_the_kind_of_company_goes_however_it_is_written(kind, written, before):
    name = f"FERRETERÍA Y PEÑA 3{before}{written(kind)}"

    assert without_regimen_societario(name) == "FERRETERÍA Y PEÑA 3"


@pytest.mark.parametrize(
    "name",
    [
        "CASA",
        "VITAMINA C",
        "HOTEL SALSA",
        "GRUPO RSA",
        "GRUPO R.S.A.",
        "DESPENSA",
        "SA DE CV",
        "S.A. DE C.V.",
        "",
        " , ",
        "TIENDAS S",
        "A.C. MILÁN TACOS",
        "SA DE CV DE CHIAPAS",
        "FERRETERÍA Y CÍA.",
    ],
)
def test_a_name_without_such_an_ending_stays_as_it_is(name):
    assert without_regimen_societario(name) == name


def test_only_one_kind_of_company_goes():
    assert without_regimen_societario("CLUB ATLAS A.C. S.A. DE C.V.") == "CLUB ATLAS A.C."


def test_the_dot_of_an_abbreviation_in_the_name_stays():
    assert without_regimen_societario("LÓPEZ Y CÍA., S.A. DE C.V.") == "LÓPEZ Y CÍA."


@given(st.text(max_size=60))
def test_what_is_left_is_the_beginning_of_the_name(name):
    left = without_regimen_societario(name)

    assert name.startswith(left)
    assert left or not name
