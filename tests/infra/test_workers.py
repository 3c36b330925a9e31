"""Handlers as Lambda would run them: found in the registry, apart from the API, tried again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from chalice import Chalice, Cron, Rate
from chalice.app import CloudWatchEvent, SQSEvent

from infra.local import lambda_events
from infra.local.lambda_events import HandlerTimedOut, invoke, schedule_event, sqs_event
from infra.local.poller import Worker, poll, retry_after, tick
from infra.local.registry import handlers_of, read_registry
from tests.emulator import REGION, new_account, start_ministack

ROOT = Path(__file__).parents[2]
PATIENCE_S = 20


@pytest.fixture(scope="module")
def emulator(tmp_path_factory):
    emulator = start_ministack(tmp_path_factory.mktemp("ministack"))
    yield emulator
    emulator.stop()


@pytest.fixture
def sqs(emulator):
    return emulator.client(new_account(), "sqs")


@pytest.fixture
def queue(sqs) -> str:
    return sqs.create_queue(QueueName="work", Attributes={"VisibilityTimeout": "360"})["QueueUrl"]


def messages_in(sqs, queue: str) -> int:
    counts = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
    return int(counts["ApproximateNumberOfMessages"]) + int(
        counts["ApproximateNumberOfMessagesNotVisible"]
    )


def run_until(worker: Worker, sqs, done: threading.Event) -> None:
    """Poll in a thread until `done`; a test's time limit ends what never is."""
    polling = threading.Thread(target=poll, args=(worker, sqs, "work"))
    polling.start()
    assert done.wait(PATIENCE_S)
    worker.stop()
    polling.join(PATIENCE_S)
    assert not polling.is_alive()


@pytest.fixture
def without_alarms(monkeypatch):
    """A thread of a test cannot set an alarm; a worker's process has its own main thread."""
    monkeypatch.setattr(lambda_events.signal, "signal", lambda *_: None)
    monkeypatch.setattr(lambda_events.signal, "alarm", lambda *_: None)


def test_the_registry_names_every_worker_of_the_app():
    handlers = read_registry({**os.environ, "PYTHONPATH": str(ROOT)})

    assert {(handler.name, handler.queue, handler.every_s) for handler in handlers} == {
        ("stamp_invoices", "facturable-local-stamping", None),
        ("deliver_invoices", "facturable-local-delivery", None),
        ("run_account_jobs", "facturable-local-accounts", None),
        ("build_exports", "facturable-local-exports", None),
        ("reconcile", None, 60),
    }


@pytest.mark.parametrize("module", ["stamping", "delivery", "reconciling", "accounts", "exports"])
def test_a_worker_process_never_loads_the_api(module):
    code = f"""
import json, sys
import infra.local.poller
from infra.local.lambda_events import load_handler
load_handler("chalicelib.workers.{module}." + {{
    "stamping": "stamp_invoices", "delivery": "deliver_invoices", "reconciling": "reconcile",
    "accounts": "run_account_jobs", "exports": "build_exports",
}}["{module}"])
print(json.dumps([name for name in sys.modules if name == "app" or ".api" in name]))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert [
        name for name in json.loads(done.stdout) if name.startswith(("app", "chalicelib"))
    ] == []


def test_more_than_one_message_at_a_time_is_refused():
    app = Chalice(app_name="scratch")
    app.on_sqs_message(queue="q", batch_size=10, name="many")(lambda _event: None)

    with pytest.raises(ValueError, match="many: batch_size must be 1"):
        handlers_of(app.event_sources)


def test_a_schedule_that_cannot_run_here_is_refused():
    app = Chalice(app_name="scratch")
    app.schedule(Cron(0, 7, "*", "*", "?", "*"), name="nightly")(lambda _event: None)

    with pytest.raises(ValueError, match="nightly"):
        handlers_of(app.event_sources)


@pytest.mark.parametrize(
    ("rate", "seconds"),
    [(Rate(1, Rate.MINUTES), 60), (Rate(6, Rate.HOURS), 21_600), ("rate(1 day)", 86_400)],
)
def test_a_rate_is_read_in_seconds(rate, seconds):
    app = Chalice(app_name="scratch")
    app.schedule(rate, name="often")(lambda _event: None)

    assert handlers_of(app.event_sources)[0].every_s == seconds


def test_a_handler_sees_a_message_as_from_sqs(sqs, queue):
    sqs.send_message(QueueUrl=queue, MessageBody='{"invoice_id": "ñ"}')
    [message] = sqs.receive_message(QueueUrl=queue, MessageSystemAttributeNames=["All"])["Messages"]

    [record] = SQSEvent(sqs_event(message, "work"), None)

    assert record.body == '{"invoice_id": "ñ"}'
    assert record.receipt_handle == message["ReceiptHandle"]
    assert sqs_event(message, "work")["Records"][0]["eventSourceARN"].split(":")[3] == REGION


def test_a_handler_sees_a_tick_as_from_eventbridge():
    event = CloudWatchEvent(schedule_event("reconcile", datetime(2026, 1, 2, tzinfo=UTC)), None)

    assert event.source == "aws.events"
    assert event.time == "2026-01-02T00:00:00Z"


def test_a_handler_gets_its_name_and_its_remaining_time():
    seen = []

    invoke(lambda _event, context: seen.append(context), "reconcile", {})

    assert seen[0].function_name == "reconcile"
    assert 0 < seen[0].get_remaining_time_in_millis() <= 60_000


def test_a_handler_that_hangs_is_ended_as_lambda_would(monkeypatch):
    monkeypatch.setattr(lambda_events, "TIMEOUT_S", 1)

    with pytest.raises(HandlerTimedOut):
        invoke(lambda _event, _context: time.sleep(30), "stuck", {})


@pytest.mark.usefixtures("without_alarms")
def test_a_message_that_was_worked_off_is_gone(sqs, queue):
    done = threading.Event()
    sqs.send_message(QueueUrl=queue, MessageBody="once")

    run_until(Worker("w", lambda _event, _context: done.set()), sqs, done)

    assert messages_in(sqs, queue) == 0


@pytest.mark.usefixtures("without_alarms")
def test_a_message_whose_handler_failed_comes_again_soon(sqs, queue):
    tries, done = [], threading.Event()

    def fail_once(event, _context):
        tries.append(event["Records"][0]["attributes"]["ApproximateReceiveCount"])
        if len(tries) == 1:
            raise RuntimeError("the PAC is down")
        done.set()

    sqs.send_message(QueueUrl=queue, MessageBody="twice")

    run_until(Worker("w", fail_once), sqs, done)

    assert tries == ["1", "2"]
    assert messages_in(sqs, queue) == 0


@pytest.mark.usefixtures("without_alarms")
def test_who_is_asked_to_stop_finishes_what_he_has_in_hand(sqs, queue):
    began, may_end, ended = threading.Event(), threading.Event(), []

    def slow(event, _context):
        began.set()
        may_end.wait(PATIENCE_S)
        ended.append(event["Records"][0]["body"])

    sqs.send_message(QueueUrl=queue, MessageBody="in hand")
    sqs.send_message(QueueUrl=queue, MessageBody="still in line")
    worker = Worker("w", slow)
    polling = threading.Thread(target=poll, args=(worker, sqs, "work"))

    polling.start()
    began.wait(PATIENCE_S)
    worker.stop()
    may_end.set()
    polling.join(PATIENCE_S)

    assert len(ended) == 1
    assert messages_in(sqs, queue) == 1


def test_a_failure_is_tried_again_after_a_growing_but_short_rest():
    rests = [retry_after(tries) for tries in range(1, 9)]

    assert rests == [1, 2, 4, 8, 16, 20, 20, 20]


@pytest.mark.usefixtures("without_alarms")
def test_a_schedule_ticks_at_its_start_and_survives_a_failure():
    ticks, done = [], threading.Event()

    def failing(event, _context):
        ticks.append(event["time"])
        if len(ticks) == 2:
            done.set()
        raise RuntimeError("next time")

    worker = Worker("reconcile", failing)
    ticking = threading.Thread(target=tick, args=(worker, 1))

    ticking.start()
    assert done.wait(PATIENCE_S)
    worker.stop()
    ticking.join(PATIENCE_S)

    assert len(ticks) == 2
