"""Sending the accounts' mails: never too many to one reader, again when the service was away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.aws.failures import MailRefused
from chalicelib.domain.account_job import AccountJob
from chalicelib.domain.budget import ACCOUNT_MAILS, NOTICES, Budget
from chalicelib.observability import log
from chalicelib.rendering.email import Email
from chalicelib.usecases.counters import Counted, Counters
from chalicelib.usecases.ports import Mailer

Compose = Callable[[], Email | None]
"""Does what the mail will speak of, and returns the mail; None: there is nothing to say."""


class Series(StrEnum):
    """Mails that count together: who floods one series of a reader leaves the others open."""

    REGISTRATION = "registration"
    RECOVERY = "recovery"
    EMAIL_CHANGE = "email_change"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105  the name of a series
    EMAIL_CHANGED = "email_changed"
    ACCOUNT_CLOSED = "account_closed"

    @property
    def budget(self) -> Budget:
        """How many of them one reader gets: of what strangers may cause, few."""
        strangers = {Series.REGISTRATION, Series.RECOVERY, Series.EMAIL_CHANGE}
        return ACCOUNT_MAILS if self in strangers else NOTICES


@dataclass(frozen=True)
class AccountMailer:
    """Sends one mail of a job. A crash before the job is done sends it again: better than never."""

    mailer: Mailer
    counters: Counters

    def send(self, job: AccountJob, email: Email) -> None:
        """Send a mail. Raises OSError where the service is away: the queue brings the job again."""
        try:
            self.mailer.send(email)
        except MailRefused as refusal:
            log.warning("account_mail_refused", job_id=job.id, code=refusal.code)

    def send_few(self, job: AccountJob, series: Series, who: str, compose: Compose) -> None:
        """Compose and send a mail of a series, or drop it: `who` has had enough.

        A place is taken before anything is written, and given back where no
        mail went. Raises OSError as `send` does, and what `compose` raises.
        """
        counter = self.counters.of(Counted(series.budget, f"{series}:{who}"))
        guards = self.counters.guards
        if not guards.take(counter.key, counter.budget.limit, counter.ends_at):
            log.info("account_mail_dropped", job_id=job.id, series=series.value)
            return
        try:
            went = self._composed_and_sent(job, compose)
        except Exception:
            guards.give_back(counter.key)
            raise
        if not went:
            guards.give_back(counter.key)

    def _composed_and_sent(self, job: AccountJob, compose: Compose) -> bool:
        email = compose()
        if email is not None:
            self.send(job, email)
        return email is not None
