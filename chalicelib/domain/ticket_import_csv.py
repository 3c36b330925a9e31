"""CSV files of tickets: one row per line, the ticket's own columns repeated in each.

RFC 4180 with a header. Taxes stand in one cell as `002:Tasa:0.160000;003:Tasa:0.080000`, an
exempt one as `002:Exento`; payments as `01:100.00;04:50.00`. An empty cell is a datum left out.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chalicelib.domain.ticket import TicketKey
from chalicelib.domain.ticket_import_form import Reading, read_ticket
from chalicelib.domain.ticket_import_rows import FileTicket, UnreadableFile
from chalicelib.errors import FieldProblem

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY_COLUMNS = ("branch_id", "order_number", "ticket_number")
TICKET_COLUMNS = (
    *KEY_COLUMNS,
    *("purchased_at", "total", "tip", "discount", "prices_include_tax", "payments"),
)
# `discount` is the ticket's; the one of a line has a column of its own.
LINE_COLUMNS = (
    *("sku", "description", "kind", "clave_prod_serv", "clave_unidad", "objeto_imp", "taxes"),
    *("quantity", "unit_price", "line_discount"),
)
COLUMNS = frozenset(TICKET_COLUMNS + LINE_COLUMNS)
REQUIRED = (*KEY_COLUMNS, "purchased_at", "total", "description", "quantity", "unit_price")
BOOLEANS = {"true": True, "false": False}

Cells = dict[str, str]


@dataclass
class _Collected:
    """The rows of one ticket as they are met."""

    cells: Cells
    rows: list[int] = field(default_factory=list)
    lines: list[dict[str, object]] = field(default_factory=list)
    problems: list[FieldProblem] = field(default_factory=list)

    def add(self, row: int, cells: Cells) -> None:
        """Take a row in; what it says of the ticket must be what the first one said."""
        for name in TICKET_COLUMNS:
            if cells.get(name) != self.cells.get(name):
                self.problems.append(FieldProblem(f"/{name}", "rows_differ", {"row": row}))
        self.rows.append(row)
        self.lines.append(_line_content(cells))

    def reading(self) -> Reading:
        """Return the ticket that the rows make, or what is wrong with them."""
        if self.problems:
            return tuple(self.problems)
        return read_ticket({**_ticket_content(self.cells), "lines": self.lines})


def read_csv(text: str) -> list[FileTicket]:
    """Read the tickets of a file in the order in which each first appears.

    The rows of a ticket may stand apart. Raises UnreadableFile.
    """
    rows = _rows(text)
    header = _header(next(rows, (1, [])))
    tickets: dict[TicketKey, _Collected] = {}
    for row, values in rows:
        cells = dict(zip(header, values, strict=False))
        collected = tickets.setdefault(_key(cells), _Collected(cells))
        if len(values) != len(header):
            params = {"row": row, "expected": len(header), "found": len(values)}
            collected.problems.append(FieldProblem("", "wrong_columns", params))
        collected.add(row, cells)
    return [FileTicket(tuple(one.rows), one.reading()) for one in tickets.values()]


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank with the number of the line where it starts."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for values in reader:
            if any(values):
                yield start, [value.strip() for value in values]
            start = reader.line_num + 1
    except csv.Error as wrong:
        raise UnreadableFile.because("malformed_csv", start) from wrong


def _header(first: tuple[int, list[str]]) -> list[str]:
    """Return the columns' names; a column that we do not know might be a discount misspelt."""
    row, names = first
    for name in REQUIRED:
        if name not in names:
            raise UnreadableFile.because("missing_column", row, column=name)
    for name in names:
        if name not in COLUMNS:
            raise UnreadableFile.because("unknown_column", row, column=name)
        if names.count(name) > 1:
            raise UnreadableFile.because("repeated_column", row, column=name)
    return names


def _key(cells: Cells) -> TicketKey:
    return TicketKey.typed(*(cells.get(name, "") for name in KEY_COLUMNS))


def _ticket_content(cells: Cells) -> dict[str, object]:
    content: dict[str, object] = _present(cells, TICKET_COLUMNS)
    if "payments" in content:
        content["payments"] = _items(cells["payments"], ("forma_pago", "amount"))
    if "prices_include_tax" in content:
        typed = cells["prices_include_tax"]
        content["prices_include_tax"] = BOOLEANS.get(typed.lower(), typed)
    return content


def _line_content(cells: Cells) -> dict[str, object]:
    content: dict[str, object] = _present(cells, LINE_COLUMNS)
    if "taxes" in content:
        content["taxes"] = _items(cells["taxes"], ("impuesto", "tipo_factor", "tasa_o_cuota"))
    if "line_discount" in content:
        content["discount"] = content.pop("line_discount")
    return content


def _present(cells: Cells, names: tuple[str, ...]) -> dict[str, object]:
    return {name: cells[name] for name in names if cells.get(name)}


def _items(cell: str, names: tuple[str, ...]) -> list[dict[str, str]]:
    """Part a cell into its items; what is missing or too much in one, the form complains of."""
    items = (item.split(":", len(names) - 1) for item in cell.split(";") if item.strip())
    return [
        {name: part.strip() for name, part in zip(names, item, strict=False) if part.strip()}
        for item in items
    ]
