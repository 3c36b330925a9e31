"""Makes the table of postal codes: `python -m infra.catalogs.postal_codes`.

The list of codes and the border flags are SAT's, read from the copy inside satcfdi (a development
dependency, never shipped); the zones are ours. Run it when a newer satcfdi is pinned.
"""

import json
from collections.abc import Iterator
from typing import Any

from chalicelib.catalogs.tables import FOLDER
from infra.catalogs import published
from infra.catalogs.zones import Place, iana_zone

TABLE = FOLDER / "postal_codes.json"
BORDERS = {"0": "none", "1": "north", "2": "south"}
# A filler of the catalogue, not a place: nobody's fiscal domicile, no store's address.
NOT_A_PLACE = "00000"
# SAT's row says Nayarit, but 68 is Oaxaca and all of its neighbours say so.
MISPLACED = {"68318": Place("OAX", "Tiempo del Centro", border="0")}

Run = list[int]


def main() -> None:
    """Write the table beside the module that reads it."""
    TABLE.write_text(render(build()), encoding="utf-8")
    print(f"{TABLE.name}: {TABLE.stat().st_size} bytes")


def build() -> dict[str, Any]:
    """Gather every postal code into runs [first, last, index of timezone, index of border]."""
    places = sorted(_places())
    timezones = sorted({iana_zone(place) for _, place in places})
    borders = list(BORDERS.values())
    runs: list[Run] = []
    for number, place in places:
        kind = [timezones.index(iana_zone(place)), borders.index(BORDERS[place.border])]
        if runs and runs[-1][1] == number - 1 and runs[-1][2:] == kind:
            runs[-1][1] = number
        else:
            runs.append([number, number, *kind])
    return {**_provenance(), "timezones": timezones, "borders": borders, "runs": runs}


def render(table: dict[str, Any]) -> str:
    """Write the table as JSON with one run per line, so that a change reads well in a diff."""
    head = {name: value for name, value in table.items() if name != "runs"}
    runs = ",\n".join(f"    {json.dumps(run)}" for run in table["runs"])
    opening = json.dumps(head, ensure_ascii=False, indent=2).removesuffix("\n}")
    return f'{opening},\n  "runs": [\n{runs}\n  ]\n}}\n'


def _provenance() -> dict[str, str]:
    return {
        "source": "SAT, c_CodigoPostal of CFDI 4.0, as shipped in satcfdi; "
        "time zones by the Ley de los Husos Horarios (DOF 28-10-2022 and its reforms)",
        "date": published.release(),
    }


def _places() -> Iterator[tuple[int, Place]]:
    for code, (estado, _, _, border, huso) in published.rows("C756_c_CodigoPostal"):
        if code != NOT_A_PLACE:
            yield int(code), MISPLACED.get(code, Place(estado, huso, border))


if __name__ == "__main__":
    main()
