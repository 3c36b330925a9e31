"""Invoking a handler as Lambda does: the event of its source, a context, and a time limit."""

from __future__ import annotations

import importlib
import signal
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from chalice.local import LambdaContext

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from mypy_boto3_sqs.type_defs import MessageTypeDef

TIMEOUT_S = 60
MEMORY_MB = 512
REGION = "us-east-1"
ACCOUNT = "000000000000"

LambdaHandler = Callable[[dict[str, Any], LambdaContext], object]


class HandlerTimedOut(Exception):
    """The handler ran longer than a worker's Lambda may."""


def load_handler(function: str) -> LambdaHandler:
    """Import what a handler string names, and nothing else. Raises ImportError, AttributeError."""
    module, _, name = function.rpartition(".")
    handler: LambdaHandler = getattr(importlib.import_module(module), name)
    return handler


def invoke(handler: LambdaHandler, name: str, event: dict[str, Any]) -> None:
    """Call the handler; whatever it raises is the failure of this invocation."""
    with _time_limit(TIMEOUT_S):
        handler(event, LambdaContext(name, MEMORY_MB, max_runtime_ms=TIMEOUT_S * 1000))


def sqs_event(message: MessageTypeDef, queue: str) -> dict[str, Any]:
    """Return the event that a queue's message makes."""
    record = {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": dict(message.get("Attributes", {})),
        "messageAttributes": {},
        "md5OfBody": message.get("MD5OfBody", ""),
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:{REGION}:{ACCOUNT}:{queue}",
        "awsRegion": REGION,
    }
    return {"Records": [record]}


def schedule_event(name: str, at: datetime) -> dict[str, Any]:
    """Return the event that a tick of a schedule makes."""
    return {
        "version": "0",
        "id": str(uuid4()),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": ACCOUNT,
        "time": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": REGION,
        "resources": [f"arn:aws:events:{REGION}:{ACCOUNT}:rule/{name}"],
        "detail": {},
    }


@contextmanager
def _time_limit(seconds: int) -> Iterator[None]:
    def give_up(_number: int, _frame: FrameType | None) -> None:
        raise HandlerTimedOut(f"after {seconds} s")

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
