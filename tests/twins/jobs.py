"""The accounts worker's jobs in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chalicelib.domain.account_job import AccountJob


class JobsInMemory:
    """Keeps jobs by id until they are done."""

    def __init__(self) -> None:
        self.kept: dict[str, AccountJob] = {}

    def put(self, job: AccountJob) -> None:
        """Keep a job."""
        self.kept[job.id] = job

    def get(self, job_id: str) -> AccountJob | None:
        """Return a job, or None once it is done."""
        return self.kept.get(job_id)

    def done(self, job_id: str) -> None:
        """Forget a job; again is no error."""
        self.kept.pop(job_id, None)
