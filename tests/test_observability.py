"""A record is one line, whatever is in it, and a worker's failure names nobody."""

from __future__ import annotations

import json
import logging

import pytest

from chalicelib.observability import SERVICE, WorkerFailed, log, observed
from tests.listening import listening

RFC, EMAIL = "CAZI850101AB9", "canaria@correo.example"


def test_a_record_is_masked_in_its_message_its_fields_and_its_traceback():
    with listening() as heard:
        try:
            int(f"{RFC} {EMAIL}")
        except ValueError:
            log.exception("it broke for %s", EMAIL, who=RFC, addresses=[EMAIL])

    text = heard.getvalue()
    assert RFC not in text
    assert EMAIL not in text
    assert json.loads(text)["who"] == "CAZI***AB9"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\u2028", "\x85"])
def test_nobody_writes_a_line_of_his_own(end):
    with listening() as heard:
        log.info(f"hola{end}" + '{"level":"ERROR","message":"forged"}', name_typed=f"a{end}b")

    assert len(heard.getvalue().splitlines()) == 1


def test_other_handlers_do_not_write_it_again_unmasked():
    with listening() as heard:
        log.error("worker_failed", who=EMAIL)

    assert len(heard.getvalue().splitlines()) == 1


def test_what_chalice_logs_by_itself_is_masked_too():
    with listening() as heard:
        logging.getLogger(SERVICE).error("Caught exception for path %s", f"/v1/{EMAIL}")

    assert EMAIL not in heard.getvalue()
    assert "Caught exception" in heard.getvalue()


def test_a_worker_that_fails_is_reported_whole_and_fails_by_its_name_only():
    @observed
    def deliver() -> None:
        raise KeyError(EMAIL)

    with listening() as heard, pytest.raises(WorkerFailed) as failure:
        deliver()

    assert str(failure.value) == "deliver"
    assert failure.value.__cause__ is None
    assert failure.value.__suppress_context__
    assert json.loads(heard.getvalue())["exception_name"] == "KeyError"


def test_a_worker_that_does_not_fail_returns_what_it_returns():
    assert observed(lambda number: number + 1)(1) == 2
