"""Wakes workers through SQS: the invoice carries the work, a message only its hurry."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.aws import clients
from chalicelib.aws.failures import AWSUnreachableError

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_sqs import SQSClient

LONGEST_DELAY_S = 900
"""SQS keeps a message back this long at most; the reconciler looks at what is due later."""


class Queues:
    """Sends to the workers' queues; `name_of` gives their names of this stage."""

    def __init__(self, name_of: Callable[[str], str], client: SQSClient | None = None) -> None:
        self._client = client or clients.sqs()
        self._name_of = name_of
        self._urls: dict[str, str] = {}

    def send(self, queue: str, item_id: str, delay_s: int = 0) -> None:
        """Send {"id": …}. Raises OSError when the queue cannot be reached."""
        try:
            self._client.send_message(
                QueueUrl=self._url(queue),
                MessageBody=json.dumps({"id": item_id}),
                DelaySeconds=min(max(delay_s, 0), LONGEST_DELAY_S),
            )
        except (BotoCoreError, ClientError) as error:
            raise AWSUnreachableError(f"queue {queue}: {error}") from error

    def _url(self, queue: str) -> str:
        if queue not in self._urls:
            answer = self._client.get_queue_url(QueueName=self._name_of(queue))
            self._urls[queue] = answer["QueueUrl"]
        return self._urls[queue]
