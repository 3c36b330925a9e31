"""Work that must follow a write, ordered before it: the process may end right after the write.

The handler looks whether the write took place, and looks again for as long as
it still may.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.account_job import AccountJob, JobKind
from chalicelib.usecases.job_desk import JobDesk
from chalicelib.usecases.ports import Clock

FIRST_LOOK_S = 2
NEXT_LOOK_S = 20
STILL_MAY = timedelta(minutes=2)
"""Longer than any request lives (30 s): what was not written by then never is."""


@dataclass(frozen=True)
class PromisedWork:
    """Orders such jobs. `ordered` among their data is the moment of the first order."""

    desk: JobDesk
    clock: Clock

    def promise(self, kind: JobKind, **data: str) -> None:
        """Order a job whose reason is about to be written. Raises Unavailable."""
        self.desk.order(kind, FIRST_LOOK_S, ordered=self.clock().isoformat(), **data)

    def look_again(self, job: AccountJob) -> None:
        """Order it once more while its reason may still come, else drop it."""
        if self.clock() - ordered_at(job) < STILL_MAY:
            self.desk.order(job.kind, NEXT_LOOK_S, **job.data)


def ordered_at(job: AccountJob) -> datetime:
    """Return when a promised job was ordered first."""
    return datetime.fromisoformat(job.data["ordered"])
