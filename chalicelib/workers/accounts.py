"""The worker of the accounts: look-ups and mails that no answer may wait for, nor tell of."""

from __future__ import annotations

import json

from chalice import Blueprint
from chalice.app import SQSEvent

from chalicelib import job_container
from chalicelib.config import queue_name
from chalicelib.observability import observed

worker = Blueprint(__name__)


@worker.on_sqs_message(queue=queue_name("accounts"), batch_size=1, name="run_account_jobs")
@observed
def run_account_jobs(event: SQSEvent) -> None:
    """Do the named job; its data are in the table, the message bears only its id."""
    for record in event:
        job_container.account_jobs().run(json.loads(record.body)["id"])
