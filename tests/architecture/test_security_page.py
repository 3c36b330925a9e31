"""The page on abuse has the budgets as the code has them."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from chalicelib.domain import budget
from chalicelib.domain.budget import Budget

PAGE = Path(__file__).parents[2] / "docs" / "security.md"
WINDOWS = {"1 day": timedelta(days=1), "1 hour": timedelta(hours=1)}


def test_the_page_has_every_budget_and_no_other():
    rows = re.findall(r"^\| `(\w+)` \| (\d+) \| ([^|]+) \|", PAGE.read_text("utf-8"), re.MULTILINE)

    told = {name: (int(limit), WINDOWS[window]) for name, limit, window in rows}

    assert told == {
        one.name: (one.limit, one.window)
        for one in vars(budget).values()
        if isinstance(one, Budget)
    }
