"""Ordering work on accounts that no answer waits for: kept first, then the worker is woken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chalicelib.domain.account_job import AccountJob, JobKind
from chalicelib.errors import Unavailable
from chalicelib.observability import log
from chalicelib.usecases.account_ports import JobStore
from chalicelib.usecases.ports import Clock, Queues

ACCOUNTS = "accounts"
"""The queue that the accounts worker reads."""


@dataclass(frozen=True)
class JobDesk:
    """Takes orders; the data stay in the table, the queue bears only the job's id."""

    jobs: JobStore
    queues: Queues
    clock: Clock
    new_id: Callable[[], str]

    def order(self, kind: JobKind, delay_s: int = 0, **data: str) -> None:
        """Have something done soon, at the earliest after `delay_s` seconds.

        Raises Unavailable where the worker cannot be woken: nobody looks for
        jobs without a message, so a promise would be a lie, and its data would
        be kept for nothing.
        """
        job = AccountJob(self.new_id(), kind, data, self.clock())
        self.jobs.put(job)
        try:
            self.queues.send(ACCOUNTS, job.id, delay_s)
        except OSError as deaf:
            log.warning("queue_unreachable", job_id=job.id, reason=type(deaf).__name__)
            self.jobs.done(job.id)
            raise Unavailable from deaf
