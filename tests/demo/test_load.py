import json
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.usecases.ticketing_import import TicketImport
from sandbox import load
from sandbox.stores import TICKETS, demo_branches
from tests.demo.files import demo_tickets
from tests.twins.branches import BranchesInMemory
from tests.twins.tickets import TicketsInMemory

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)


@pytest.fixture
def tickets():
    return TicketsInMemory()


@pytest.fixture
def run(tickets):
    """Run the command as a shell would; it gives the exit code."""
    branches = BranchesInMemory(demo_branches(NOW))
    ticket_import = TicketImport(branches, tickets, str.encode, clock=lambda: NOW)
    return lambda *arguments: load.main([str(one) for one in arguments], lambda: ticket_import)


@pytest.mark.parametrize("file", sorted(TICKETS.iterdir()), ids=lambda file: file.name)
def test_every_demo_file_is_loaded_whole_and_again_for_nothing(run, capsys, file):
    count = len({ticket.key for ticket in demo_tickets() if _is_of(ticket, file)})

    assert run(file, "--as-of", NOW.isoformat()) == 0
    assert run(file, "--as-of", NOW.isoformat()) == 0

    first, second = capsys.readouterr().out.splitlines()
    told = f"{file.name}: {count} tickets"
    assert first == f"{told}: {count} nuevos, 0 actualizados, 0 sin cambios, 0 rechazados."
    assert second == f"{told}: 0 nuevos, 0 actualizados, {count} sin cambios, 0 rechazados."


def _is_of(ticket, file):
    return ticket.branch_id.startswith("nuu") == file.name.startswith("casa-nuu")


def test_with_a_moment_the_newest_ticket_is_an_hour_old(run, tickets):
    for file in TICKETS.iterdir():
        run(file, "--as-of", NOW.isoformat())

    loaded = [tickets.get(ticket.key).ticket for ticket in demo_tickets()]
    assert max(ticket.purchased_at for ticket in loaded) == NOW - timedelta(hours=1)


def test_without_a_moment_dates_stay_as_the_store_wrote_them(run, tickets):
    run(TICKETS / "zarapito.jsonl")

    for ticket in demo_tickets():
        kept = tickets.get(ticket.key)
        assert kept is None or kept.ticket == ticket


def test_what_is_refused_is_told_with_its_row_and_fails_the_command(run, capsys, tmp_path):
    right = (TICKETS / "zarapito.jsonl").read_text("utf-8").splitlines()[0]
    wrong = json.dumps({**json.loads(right), "total": "1.00", "order_number": "1#2"})
    file = tmp_path / "ventas.jsonl"
    file.write_text(f"{right}\nno es JSON\n{wrong}\n", "utf-8")

    code = run(file, "--as-of", NOW.isoformat())

    told = capsys.readouterr()
    assert code == 1
    assert told.out == (
        "ventas.jsonl: 3 tickets: 1 nuevos, 0 actualizados, 0 sin cambios, 2 rechazados.\n"
    )
    lines = told.err.splitlines()
    assert lines[0] == "  fila 2: / malformed_json"
    assert lines[1] == "  fila 3: /order_number wrong_format"
    assert lines[2].startswith("  fila 3: /total total_mismatch {'expected': '")


def test_a_file_that_is_not_there_gets_one_clear_sentence(run, capsys, tmp_path):
    assert run(tmp_path / "nada.csv") == 1
    assert capsys.readouterr().err.startswith("No se pudo leer ")


def test_a_file_that_nobody_can_read_gets_one_clear_sentence(run, capsys, tmp_path):
    file = tmp_path / "ventas.csv"
    file.write_text("branch_id,total\n")

    assert run(file) == 1
    assert "/rows/1 missing_column {'column': 'order_number'}" in capsys.readouterr().err


@pytest.mark.parametrize("moment", ["ayer", "2026-11-20T12:00:00"])
def test_a_moment_without_its_offset_is_no_moment(run, capsys, moment):
    with pytest.raises(SystemExit):
        run(TICKETS / "zarapito.jsonl", "--as-of", moment)

    assert "--as-of" in capsys.readouterr().err


def test_where_nothing_runs_one_sentence_says_so(capsys, monkeypatch, tmp_path):
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    monkeypatch.delenv("STAGE", raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))

    assert load.main([str(TICKETS / "casa-nuu.csv")]) == 1

    assert capsys.readouterr().err.count("\n") == 1
