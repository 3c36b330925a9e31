"""Reads the tables that lie beside this module: each a JSON file that names its source and date."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("tables")


@cache
def table(name: str) -> dict[str, Any]:
    """Return the table `name`, read once per process.

    Keys common to all: `source` (who publishes the facts), `date` (as of when). The rest is
    the table's own. The answer is shared: callers must not change it.
    """
    content: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return content
