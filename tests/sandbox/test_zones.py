"""Every postal code of SAT's catalogue lives by the clock that the catalogue gives it."""

from __future__ import annotations

import pickle
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest
import satcfdi

from sandbox.pac.zones import zone_of

SUMMER, WINTER = datetime(2026, 7, 1, 12), datetime(2026, 12, 1, 12)  # noqa: DTZ001 - a local time
NORTH_EAST_BORDER, NORTH_WEST_BORDER = (-5, -6), (-6, -7)
# SAT's "Centro en Frontera" does not say which neighbour's clock; the state does.
OFFSETS = {
    "Tiempo del Centro": (-6, -6),
    "Tiempo del Pacífico": (-7, -7),
    "Tiempo del Sureste": (-5, -5),
    "Tiempo del Noroeste": (-7, -8),
}


def test_each_postal_code_of_the_catalogue_has_the_offsets_of_its_huso():
    wrong = [
        (codigo_postal, estado, huso, _offsets(codigo_postal))
        for codigo_postal, estado, huso in _catalogue()
        if _offsets(codigo_postal) != _expected(estado, huso)
    ]

    # SAT's catalogue lists one code of Nayarit under a prefix of Oaxaca.
    assert [row[0] for row in wrong] == ["68318"]


@pytest.mark.parametrize(
    ("codigo_postal", "zone"),
    [
        ("22000", "America/Tijuana"),
        ("21100", "America/Tijuana"),
        ("32000", "America/Ciudad_Juarez"),
        ("31000", "America/Chihuahua"),
        ("83000", "America/Hermosillo"),
        ("77500", "America/Cancun"),
        ("88000", "America/Matamoros"),
        ("88500", "America/Matamoros"),
        ("87300", "America/Matamoros"),
        ("80000", "America/Mazatlan"),
        ("23000", "America/Mazatlan"),
        ("63735", "America/Bahia_Banderas"),
        ("06700", "America/Mexico_City"),
        ("64000", "America/Mexico_City"),
    ],
)
def test_a_well_known_postal_code_has_its_own_zone(codigo_postal, zone):
    assert zone_of(codigo_postal).key == zone


def _catalogue():
    database = Path(satcfdi.__file__).parent / "catalogs/catalogs.db"
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        rows = connection.execute("SELECT key, value FROM C756_c_CodigoPostal").fetchall()
    connection.close()
    for key, value in rows:
        codigo_postal, fields = pickle.loads(key), pickle.loads(value)
        yield codigo_postal, fields[0], fields[4]


def _expected(estado, huso):
    if huso == "Tiempo del Centro en Frontera":
        return NORTH_WEST_BORDER if estado == "CHH" else NORTH_EAST_BORDER
    return OFFSETS[huso]


def _offsets(codigo_postal):
    zone = zone_of(codigo_postal)
    return tuple(
        int(moment.replace(tzinfo=zone).utcoffset().total_seconds() // 3600)
        for moment in (SUMMER, WINTER)
    )
