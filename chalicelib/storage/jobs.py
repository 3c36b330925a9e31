"""The work that waits for the accounts worker; what nobody could do ends by itself."""

from __future__ import annotations

from datetime import timedelta

from chalicelib.domain.account_job import AccountJob
from chalicelib.storage.account_tables import UserItem
from chalicelib.storage.codec import Codec
from chalicelib.storage.failures import translated
from chalicelib.storage.moments import as_end
from chalicelib.storage.user_keys import forget, item_at

CODEC = Codec(AccountJob)
JOB = "JOB"
JOB_LIFE = timedelta(days=3)


class Jobs:
    """The `users` table behind the port JobStore."""

    def put(self, job: AccountJob) -> None:
        """Keep a job."""
        end = as_end(job.asked_at + JOB_LIFE)
        with translated():
            UserItem(_key(job.id), JOB, data=CODEC.write(job), expires=end).save()

    def get(self, job_id: str) -> AccountJob | None:
        """Return a job, or None once it is done."""
        item = item_at(_key(job_id), JOB)
        return CODEC.read(item.data) if item else None

    def done(self, job_id: str) -> None:
        """Forget a job; again is no error."""
        forget(_key(job_id), JOB)


def _key(job_id: str) -> str:
    return f"J#{job_id}"
