"""SAT's catalogues as published, read from the copy inside satcfdi (a development dependency).

satcfdi keeps each catalogue as a table of pickled keys and values; C756 is the family of CFDI 4.0.
"""

import pickle
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import distribution
from io import BytesIO
from pathlib import Path
from typing import Any


def rows(table: str) -> Iterator[tuple[Any, Any]]:
    """Read the rows of a table such as `C756_c_FormaPago`: code, then text or list of texts."""
    query = f"SELECT key, value FROM {table}"  # noqa: S608 -- the name is a constant of the caller
    with closing(sqlite3.connect(f"{_database().as_uri()}?mode=ro", uri=True)) as database:
        for key, value in database.execute(query):
            yield _Plain(BytesIO(key)).load(), _Plain(BytesIO(value)).load()


def release() -> str:
    """Name the release that the catalogues come from."""
    return f"satcfdi {distribution('satcfdi').version}"


def _database() -> Path:
    return Path(str(distribution("satcfdi").locate_file("satcfdi/catalogs/catalogs.db")))


class _Plain(pickle.Unpickler):
    """Reads blobs that hold lists and text only.

    A pickle may name any callable and have it run; this one finds none.
    """

    def find_class(self, module_name: str, global_name: str, /) -> Any:
        """Refuse; raises UnpicklingError."""
        raise pickle.UnpicklingError(f"{module_name}.{global_name} is not plain data")
