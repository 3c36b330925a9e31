"""Where a ticket stands in the file that it came in, so that people find what to mend."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from chalicelib.domain.ticket_import_form import Reading
from chalicelib.errors import FieldProblem, Invalid

LINE = re.compile(r"/lines/([0-9]+)(/|$)")


class UnreadableFile(Invalid):
    """Nothing of the file can be trusted; `fields` point to the row, as `/rows/1`, and say why."""

    code = "unreadable_file"

    @classmethod
    def because(cls, code: str, row: int = 1, **params: object) -> Self:
        """Name the reason and the row, counted from 1 as editors do."""
        return cls(fields=(FieldProblem(f"/rows/{row}", code, params),))


@dataclass(frozen=True)
class FileTicket:
    """A ticket of a file and the rows that it stands in: one, or one for each of its lines."""

    rows: tuple[int, ...]
    reading: Reading

    def row_of(self, problem: FieldProblem) -> int:
        """Return the row to look at for a complaint about this ticket."""
        if "row" in problem.params:
            return int(problem.params["row"])
        line = LINE.match(problem.field)
        at = int(line[1]) if line else 0
        return self.rows[at] if at < len(self.rows) else self.rows[0]
