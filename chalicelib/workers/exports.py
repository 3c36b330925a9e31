"""The worker that makes exports: one message, one file."""

from __future__ import annotations

import json

from chalice import Blueprint
from chalice.app import SQSEvent

from chalicelib import job_container
from chalicelib.config import queue_name
from chalicelib.observability import observed

worker = Blueprint(__name__)


@worker.on_sqs_message(queue=queue_name("exports"), batch_size=1, name="build_exports")
@observed
def build_exports(event: SQSEvent) -> None:
    """Make the named file; what fails is made again from its start."""
    for record in event:
        job_container.export_building().build(json.loads(record.body)["id"])
