"""The worker that seals and has stamped: one message, one invoice."""

from __future__ import annotations

import json

from chalice import Blueprint
from chalice.app import SQSEvent

from chalicelib import container
from chalicelib.config import queue_name
from chalicelib.observability import observed

worker = Blueprint(__name__)


@worker.on_sqs_message(queue=queue_name("stamping"), batch_size=1, name="stamp_invoices")
@observed
def stamp_invoices(event: SQSEvent) -> None:
    """Carry the named invoice as far as it goes; what waits is in its state, not in the queue."""
    for record in event:
        container.stamping().advance(json.loads(record.body)["id"])
