"""Asking for a temporary password: every answer is the same, whoever is asked for (ASVS 6.3.8).

The worker's half, which looks for the account, is recovery_mails.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.account_job import JobKind
from chalicelib.domain.rfc import RFC
from chalicelib.usecases.job_desk import JobDesk


@dataclass(frozen=True)
class Recovering:
    """Takes what somebody typed about his account."""

    desk: JobDesk

    def ask(self, email: str, rfc: RFC | None) -> None:
        """Have a temporary password mailed where both belong to one account. Raises Unavailable."""
        self.desk.order(JobKind.RECOVER, email=email, rfc="" if rfc is None else str(rfc))
