from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"lxml", "cryptography", "fpdf", "boto3", "pydantic"}


@pytest.mark.parametrize("module", ["conceptos", "totales", "comprobante", "ingreso", "timbre"])
def test_the_amounts_of_a_ticket_need_neither_xml_nor_keys(module):
    """The API's functions start with these; what seals belongs to the workers."""
    program = (
        f"import chalicelib.cfdi.{module}, sys\n"
        f"print(*{HEAVY!r} & {{name.partition('.')[0] for name in sys.modules}})"
    )

    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert loaded.stdout.split() == []
