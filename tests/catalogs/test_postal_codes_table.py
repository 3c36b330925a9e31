"""The committed table is what its script makes of SAT's catalogue."""

import json
import pickle
from io import BytesIO

import pytest

from chalicelib.catalogs.postal_codes import postal_code
from infra.catalogs import published
from infra.catalogs.postal_codes import NOT_A_PLACE, TABLE, build, render
from infra.catalogs.zones import Place, UnknownPlaceError, iana_zone

FACTS = ("timezones", "borders", "runs")


def test_the_committed_table_holds_what_the_script_makes():
    made = build()
    committed = json.loads(TABLE.read_text(encoding="utf-8"))

    assert {key: committed[key] for key in FACTS} == {key: made[key] for key in FACTS}


def test_the_committed_table_was_written_by_the_script():
    committed = TABLE.read_text(encoding="utf-8")

    assert render(json.loads(committed)) == committed


def test_the_table_stays_small():
    assert TABLE.stat().st_size < 60_000


def test_every_code_of_sat_is_found_and_no_other():
    published_codes = {code for code, _ in published.rows("C756_c_CodigoPostal")}

    found = {code for code in map("{:05}".format, range(100_000)) if postal_code(code)}

    assert found == published_codes - {NOT_A_PLACE}


def test_every_code_keeps_the_border_flag_that_sat_gave_it():
    flags = {"0": "none", "1": "north", "2": "south"}

    wrong = [
        code
        for code, row in published.rows("C756_c_CodigoPostal")
        if code != NOT_A_PLACE and postal_code(code).border != flags[row[3]]
    ]

    assert wrong == []


def test_the_municipalities_of_the_law_change_their_clock_and_their_neighbours_do_not():
    # Ley de los Husos Horarios, the northern border strip; Baja California is in it whole.
    strip = {
        "CHH": {"005", "015", "028", "035", "037", "042", "052", "053"},
        "COA": {"002", "003", "012", "013", "014", "019", "022", "023", "025", "037", "038"},
        "NLE": {"005"},
        "TAM": {"007", "014", "015", "022", "024", "025", "027", "032", "033", "040"},
    }
    with_summer_time = {
        "America/Ciudad_Juarez",
        "America/Matamoros",
        "America/Ojinaga",
        "America/Tijuana",
    }

    wrong = [
        code
        for code, (estado, municipio, *_) in published.rows("C756_c_CodigoPostal")
        if municipio
        and code != NOT_A_PLACE
        and (estado == "BCN" or municipio in strip.get(estado, ()))
        != (postal_code(code).timezone in with_summer_time)
    ]

    assert wrong == []


def test_a_huso_that_no_rule_covers_stops_the_script():
    with pytest.raises(UnknownPlaceError):
        iana_zone(Place("SON", "Tiempo del Centro", border="0"))


def test_a_catalogue_that_would_run_code_is_refused():
    blob = pickle.dumps(print)

    with pytest.raises(pickle.UnpicklingError):
        published._Plain(BytesIO(blob)).load()
