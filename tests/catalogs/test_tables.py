import subprocess
import sys

import pytest

from chalicelib.catalogs.tables import FOLDER, table

TABLES = sorted(path.stem for path in FOLDER.glob("*.json"))

IMPORT_ALL_AND_TELL_WHAT_WAS_READ = """
import chalicelib.catalogs.concepto, chalicelib.catalogs.postal_codes
import chalicelib.catalogs.regimen_societario, chalicelib.catalogs.sat
from chalicelib.catalogs.tables import table
print(table.cache_info().currsize)
"""


def test_there_are_tables():
    assert {"postal_codes", "regimenes_fiscales", "usos_cfdi", "formas_pago"} <= set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_says_where_it_is_from_and_as_of_when(name):
    content = table(name)

    assert content["source"]
    assert content["date"]


def test_nothing_is_read_before_somebody_asks():
    run = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL_AND_TELL_WHAT_WAS_READ],
        capture_output=True,
        check=True,
        text=True,
    )

    assert run.stdout.strip() == "0"
