"""The accounts worker's work: one job, by the handler of its kind, until it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from chalicelib.domain.account_job import AccountJob, JobKind
from chalicelib.usecases.account_ports import JobStore

Handler = Callable[[AccountJob], None]
"""Does a job; it may see the same one again, after a crash or a doubled message."""


@dataclass(frozen=True)
class AccountJobs:
    """Runs jobs; what a handler raises rises, so that the queue brings the job again."""

    jobs: JobStore
    handlers: Mapping[JobKind, Handler]

    def run(self, job_id: str) -> None:
        """Do a job and forget it; one that is done already is no error."""
        job = self.jobs.get(job_id)
        if job is None:
            return
        self.handlers[job.kind](job)
        self.jobs.done(job.id)
