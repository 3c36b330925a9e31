"""`python -m infra.local.poller`: runs one queue or schedule handler, as Lambda's pollers do.

It imports the handler's own module and never app.py. Asked to stop, it finishes
what it has in hand.
"""

from __future__ import annotations

import argparse
import logging
import signal
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from chalicelib.aws import clients
from infra.local.lambda_events import LambdaHandler, invoke, load_handler, schedule_event, sqs_event
from infra.local.logs import log_to_stderr

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import MessageTypeDef


LOOK_S = 1
FLAG_S = 0.2
FIRST_RETRY_S = 1
LONGEST_RETRY_S = 20

log = logging.getLogger(__name__)


@dataclass
class Worker:
    """A handler and whether its process is to stop.

    `stopping` is a plain flag: setting an Event inside a signal handler can wait
    for ever on the lock that the interrupted `wait` holds.
    """

    name: str
    handler: LambdaHandler
    stopping: bool = False

    def stop(self) -> None:
        """Finish what is in hand, and then no more."""
        self.stopping = True

    def succeeds(self, event: dict[str, object]) -> bool:
        """Run the handler once; False when it failed."""
        try:
            invoke(self.handler, self.name, event)
        except Exception:
            log.exception("%s failed", self.name)
            return False
        return True


def poll(worker: Worker, sqs: SQSClient, queue: str) -> None:
    """Take messages one at a time until asked to stop.

    The wait for a message is short, because a receive that is cut off may hold
    a message back for the whole visibility timeout.
    """
    url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
    while not worker.stopping:
        received = sqs.receive_message(
            QueueUrl=url,
            MaxNumberOfMessages=1,
            WaitTimeSeconds=LOOK_S,
            MessageSystemAttributeNames=["All"],
        )
        for message in received.get("Messages", []):
            _take(worker, sqs, url, queue, message)


def _take(worker: Worker, sqs: SQSClient, url: str, queue: str, message: MessageTypeDef) -> None:
    receipt = message["ReceiptHandle"]
    if worker.succeeds(sqs_event(message, queue)):
        sqs.delete_message(QueueUrl=url, ReceiptHandle=receipt)
        return
    tries = int(message["Attributes"]["ApproximateReceiveCount"])
    sqs.change_message_visibility(
        QueueUrl=url, ReceiptHandle=receipt, VisibilityTimeout=retry_after(tries)
    )


def retry_after(tries: int) -> int:
    """Return how long a message rests after a failure, in seconds.

    On AWS it would be hidden for the queue's whole visibility timeout; nobody
    who tries the system on his desk should have to wait six minutes.
    """
    return min(FIRST_RETRY_S << min(tries - 1, 10), LONGEST_RETRY_S)


def tick(worker: Worker, every_s: int) -> None:
    """Run the handler now and then at its rate, until asked to stop."""
    due = time.monotonic()
    while not worker.stopping:
        if time.monotonic() >= due:
            worker.succeeds(schedule_event(worker.name, datetime.now(UTC)))
            due = max(due + every_s, time.monotonic())
        time.sleep(FLAG_S)


def main(arguments: list[str]) -> int:
    """Run one handler until asked to stop."""
    options = _parse(arguments)
    log_to_stderr()
    worker = Worker(options.name, load_handler(options.function))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop())
    if options.queue:
        poll(worker, clients.sqs(), options.queue)
    else:
        tick(worker, options.every)
    return 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.local.poller", description=__doc__)
    parser.add_argument("--name", required=True, help="the function's name")
    parser.add_argument("--function", required=True, help="its dotted path")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--queue", help="the queue whose messages it takes")
    source.add_argument("--every", type=int, help="seconds between two calls")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
