"""docs/reliability.md names tests; each of them is there."""

from __future__ import annotations

import re
from pathlib import Path

from chalicelib.domain.invoice_status import InvoiceStatus

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reliability.md"


def test_every_test_that_the_page_names_is_there():
    named = set(re.findall(r"\btest_\w{12,}", PAGE.read_text("utf-8")))
    found = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.MULTILINE)
    }

    assert len(named) > 20
    assert named - found == set()


def test_the_page_tells_every_status():
    page = PAGE.read_text("utf-8")

    assert [status.value for status in InvoiceStatus if status.value not in page] == []
