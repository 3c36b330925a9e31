"""Mails that tell what just happened to an account, in case it was somebody else (ASVS 6.3.7)."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.account_job import AccountJob, Notice
from chalicelib.domain.email_address import canonical
from chalicelib.rendering import account_emails as emails
from chalicelib.rendering.email import Email
from chalicelib.usecases.account_links import AccountLinks
from chalicelib.usecases.account_mailer import AccountMailer, Series


@dataclass(frozen=True)
class Notices:
    """Sends them, each change its own, but no flood: who asks for one change many times at once."""

    mailer: AccountMailer
    links: AccountLinks

    def notify(self, job: AccountJob) -> None:
        """Send the mail of a NOTIFY job."""
        series, to = Series(job.data["notice"]), canonical(job.data["to"])
        self.mailer.send_few(job, series, to, lambda: self._email(job))

    def _email(self, job: AccountJob) -> Email:
        to, name = job.data["to"], job.data["name"]
        match Notice(job.data["notice"]):
            case Notice.PASSWORD_CHANGED:
                return emails.password_changed_email(to, name, job.asked_at, self.links.recovery)
            case Notice.ACCOUNT_CLOSED:
                return emails.account_closed_email(to, name)
