"""Files of tickets as stores export them: CSV with one row per line, or JSONL with one per ticket.

What one ticket has wrong refuses that ticket; only what makes the rest unreadable, such as a
header without its columns, refuses the file.
"""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import NoReturn

from chalicelib.domain.ticket_import_csv import read_csv
from chalicelib.domain.ticket_import_form import Reading, read_ticket
from chalicelib.domain.ticket_import_rows import FileTicket, UnreadableFile
from chalicelib.errors import FieldProblem


def read_file(name: str, content: bytes) -> list[FileTicket]:
    """Read a file by its name's ending, `.csv` or `.jsonl`, as UTF-8 with or without a BOM.

    Raises UnreadableFile.
    """
    readers = {".csv": read_csv, ".jsonl": read_jsonl}
    reader = readers.get(PurePath(name).suffix.lower())
    if reader is None:
        raise UnreadableFile.because("unknown_file_type")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        row = content.count(b"\n", 0, wrong.start) + 1
        raise UnreadableFile.because("not_utf8", row) from wrong
    return reader(text)


def read_jsonl(text: str) -> list[FileTicket]:
    """Read one ticket per line; blank lines do not count."""
    rows = enumerate(text.split("\n"), start=1)
    return [FileTicket((row,), _reading(line)) for row, line in rows if line.strip()]


def _reading(line: str) -> Reading:
    try:
        content = json.loads(line, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return (FieldProblem("", "malformed_json"),)
    return read_ticket(content)


def _no_number(constant: str) -> NoReturn:
    """Refuse NaN and Infinity, which Python reads and JSON does not have."""
    raise ValueError(constant)
