from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.catalogs.postal_codes import Border, postal_code

BEFORE_SUMMER = datetime(2026, 3, 7, 18, tzinfo=UTC)
SUMMER = datetime(2026, 3, 9, 18, tzinfo=UTC)
WINTER = datetime(2026, 11, 2, 18, tzinfo=UTC)

# code, place, hours from UTC in winter and in summer, border strip
PLACES = [
    ("22010", "Tijuana", -8, -7, "north"),
    ("21100", "Mexicali", -8, -7, "north"),
    ("22800", "Ensenada", -8, -7, "north"),
    ("22930", "San Quintín", -8, -7, "north"),
    ("32000", "Ciudad Juárez", -7, -6, "north"),
    ("31840", "Janos", -7, -6, "north"),
    ("31820", "Ascensión", -7, -6, "north"),
    ("32740", "Guadalupe, Chihuahua", -7, -6, "north"),
    ("32780", "Praxedis G. Guerrero", -7, -6, "north"),
    ("32880", "Ojinaga", -6, -5, "north"),
    ("32850", "Coyame del Sotol", -6, -5, "north"),
    ("32980", "Manuel Benavides", -6, -5, "north"),
    ("31000", "Chihuahua", -6, -6, "none"),
    ("33800", "Parral", -6, -6, "none"),
    ("87300", "Matamoros", -6, -5, "north"),
    ("87500", "Valle Hermoso", -6, -5, "north"),
    ("88000", "Nuevo Laredo", -6, -5, "north"),
    ("88500", "Reynosa", -6, -5, "north"),
    ("88900", "Río Bravo", -6, -5, "north"),
    ("88880", "Méndez, between Reynosa and Río Bravo", -6, -6, "none"),
    ("65000", "Anáhuac", -6, -5, "north"),
    ("26000", "Piedras Negras", -6, -5, "north"),
    ("26200", "Ciudad Acuña", -6, -5, "north"),
    ("26530", "Allende, which changes its clock without being border", -6, -5, "none"),
    ("25000", "Saltillo", -6, -6, "none"),
    ("64000", "Monterrey", -6, -6, "none"),
    ("87000", "Ciudad Victoria", -6, -6, "none"),
    ("83000", "Hermosillo", -7, -7, "none"),
    ("83449", "San Luis Río Colorado", -7, -7, "north"),
    ("84000", "Nogales", -7, -7, "north"),
    ("23000", "La Paz", -7, -7, "none"),
    ("82000", "Mazatlán", -7, -7, "none"),
    ("63000", "Tepic", -7, -7, "none"),
    ("63732", "Bahía de Banderas", -6, -6, "none"),
    ("48300", "Puerto Vallarta", -6, -6, "none"),
    ("77500", "Cancún", -5, -5, "none"),
    ("77000", "Chetumal", -5, -5, "south"),
    ("30700", "Tapachula", -6, -6, "south"),
    ("97000", "Mérida", -6, -6, "none"),
    ("01000", "Álvaro Obregón, Ciudad de México", -6, -6, "none"),
    ("44100", "Guadalajara", -6, -6, "none"),
    ("68318", "Oaxaca, though SAT's row says Nayarit", -6, -6, "none"),
]


@pytest.mark.parametrize(
    ("code", "winter", "summer", "border"),
    [(code, winter, summer, border) for code, _, winter, summer, border in PLACES],
    ids=[place for _, place, *_ in PLACES],
)
def test_a_place_keeps_its_own_clock_on_both_sides_of_a_change(code, winter, summer, border):
    found = postal_code(code)

    assert found is not None
    assert _hours_from_utc(found, BEFORE_SUMMER) == winter
    assert _hours_from_utc(found, SUMMER) == summer
    assert _hours_from_utc(found, WINTER) == winter
    assert found.border == border


def test_the_northern_border_changes_its_clock_with_the_united_states():
    tijuana = postal_code("22010")
    assert tijuana is not None

    last_of_winter = datetime(2026, 3, 8, 9, 59, 59, tzinfo=UTC).astimezone(tijuana.zone)
    first_of_summer = datetime(2026, 3, 8, 10, tzinfo=UTC).astimezone(tijuana.zone)

    assert last_of_winter.isoformat() == "2026-03-08T01:59:59-08:00"
    assert first_of_summer.isoformat() == "2026-03-08T03:00:00-07:00"


def test_the_capital_had_summer_time_for_the_last_time_in_2022():
    capital = postal_code("06000")
    assert capital is not None

    assert _hours_from_utc(capital, datetime(2022, 7, 1, tzinfo=UTC)) == -5
    assert _hours_from_utc(capital, datetime(2023, 7, 1, tzinfo=UTC)) == -6


def test_a_found_code_carries_what_was_asked():
    found = postal_code("06700")

    assert found is not None
    assert (found.code, found.timezone, found.border) == (
        "06700",
        "America/Mexico_City",
        Border.NONE,
    )


@pytest.mark.parametrize("code", ["00000", "00999", "17000", "19999", "20640", "68930", "52899"])
def test_a_code_that_sat_does_not_have_is_not_found(code):
    assert postal_code(code) is None


@pytest.mark.parametrize("code", ["01000", "16999", "20000", "20639", "20641", "52900", "99999"])
def test_the_codes_beside_a_gap_are_found(code):
    assert postal_code(code) is not None


@pytest.mark.parametrize("code", ["", "6700", "067000", "0670O", " 06700", "06700\n", "-6700"])
def test_what_is_not_five_digits_is_not_found(code):
    assert postal_code(code) is None


@pytest.mark.parametrize("code", ["٠٦٧٠٠", "06７00", "²2010"])
def test_digits_of_other_scripts_are_not_digits(code):
    assert postal_code(code) is None


@given(st.text(max_size=8))
def test_any_text_is_answered(text):
    found = postal_code(text)

    assert found is None or found.code == text


@given(st.integers(min_value=0, max_value=99_999))
def test_every_code_found_has_a_clock_between_tijuana_and_cancun(number):
    found = postal_code(f"{number:05}")

    assert found is None or -8 <= _hours_from_utc(found, SUMMER) <= -5


def _hours_from_utc(found, moment):
    return moment.astimezone(found.zone).utcoffset() / timedelta(hours=1)
