"""`python -m sandbox.load FILE [--as-of MOMENT]`: a store's file of tickets into the system.

The system is the one that `make run` started, or whatever AWS_ENDPOINT_URL and STAGE name.
The file, CSV or JSONL, goes through the same import as what stores send over HTTP. With
`--as-of` the dates are moved first, so that the newest ticket is an hour old at that moment.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from chalicelib import clock, container
from chalicelib.domain.ticket import Ticket
from chalicelib.domain.ticket_import_files import read_file
from chalicelib.domain.ticket_import_rows import FileTicket, UnreadableFile
from chalicelib.errors import Unavailable
from chalicelib.usecases.ticketing_import import Imported, ImportStatus, TicketImport
from sandbox.demo.dates import shifted
from sandbox.running import NothingRunsError, speak_to_it

if TYPE_CHECKING:
    from collections.abc import Callable

AWAY = "El sistema no contesta; vuelve a intentarlo: cargar el mismo archivo otra vez no duplica."

WORDS = {
    ImportStatus.CREATED: "nuevos",
    ImportStatus.UPDATED: "actualizados",
    ImportStatus.UNCHANGED: "sin cambios",
    ImportStatus.REFUSED: "rechazados",
}


@dataclass(frozen=True)
class Outcome:
    """A ticket of the file and what became of it."""

    ticket: FileTicket
    imported: Imported


def running_import() -> TicketImport:
    """Return the import of the system that is running. Raises NothingRunsError."""
    speak_to_it()
    return container.ticket_import()


def main(arguments: list[str], make_import: Callable[[], TicketImport] = running_import) -> int:
    """Load a file and tell what became of it; 1 when a ticket or the whole file was refused."""
    options = _parse(arguments)
    try:
        tickets = read_file(options.file.name, options.file.read_bytes())
    except OSError as missing:
        return _stop(f"No se pudo leer {options.file}: {missing.strerror}.")
    except UnreadableFile as unreadable:
        reasons = "; ".join(
            f"{problem.field} {problem.code} {problem.params}" for problem in unreadable.fields
        )
        return _stop(f"No se pudo entender {options.file}: {reasons}")
    if options.as_of:
        tickets = moved(tickets, options.as_of)
    try:
        outcomes = load(make_import(), tickets)
    except (NothingRunsError, Unavailable) as away:
        return _stop(str(away) if isinstance(away, NothingRunsError) else AWAY)
    print(f"{options.file.name}: {summary(outcomes)}")
    for line in complaints(outcomes):
        print(line, file=sys.stderr)
    return int(any(one.imported.status is ImportStatus.REFUSED for one in outcomes))


def load(ticket_import: TicketImport, tickets: list[FileTicket]) -> list[Outcome]:
    """Load the tickets in the file's order."""
    return [Outcome(ticket, ticket_import.load(ticket.reading)) for ticket in tickets]


def moved(tickets: list[FileTicket], as_of: datetime) -> list[FileTicket]:
    """Move the readable tickets to the present; the others stay to be refused."""
    readable = [one.reading for one in tickets if isinstance(one.reading, Ticket)]
    sales = iter(shifted(readable, as_of))
    return [
        replace(one, reading=next(sales)) if isinstance(one.reading, Ticket) else one
        for one in tickets
    ]


def summary(outcomes: list[Outcome]) -> str:
    """Count the tickets by what became of them, in one sentence."""
    counts = Counter(outcome.imported.status for outcome in outcomes)
    parts = ", ".join(f"{counts[status]} {word}" for status, word in WORDS.items())
    return f"{len(outcomes)} tickets: {parts}."


def complaints(outcomes: list[Outcome]) -> list[str]:
    """Return one line for each thing that is wrong, with the row of the file to look at."""
    return [
        f"  fila {outcome.ticket.row_of(error)}: {error.field or '/'} {error.code}"
        + (f" {error.params}" if error.params else "")
        for outcome in outcomes
        for error in outcome.imported.errors
    ]


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox.load", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE", help="archivo .csv o .jsonl")
    parser.add_argument(
        "--as-of", type=moment, metavar="MOMENT", help='RFC 3339 con desfase, o "now"'
    )
    return parser.parse_args(arguments)


def moment(text: str) -> datetime:
    """Read the moment of `--as-of`. Raises ValueError, which argparse turns into a sentence."""
    if text == "now":
        return clock.now()
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def _stop(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
