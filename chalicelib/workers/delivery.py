"""The worker that makes the PDF and sends the mail: the only one that loads fpdf2."""

from __future__ import annotations

import json

from chalice import Blueprint
from chalice.app import SQSEvent

from chalicelib import container
from chalicelib.config import queue_name
from chalicelib.observability import observed

worker = Blueprint(__name__)


@worker.on_sqs_message(queue=queue_name("delivery"), batch_size=1, name="deliver_invoices")
@observed
def deliver_invoices(event: SQSEvent) -> None:
    """Carry the named invoice to its files and its mails."""
    for record in event:
        container.delivery().deliver(json.loads(record.body)["id"])
