"""The accounts worker's half of opening an account: who has one already, and what is mailed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from chalicelib.domain.account import MAILED_TOKEN_LIFE, Account, Registration
from chalicelib.domain.account_job import AccountJob
from chalicelib.domain.email_address import canonical
from chalicelib.domain.session import SECRET_BYTES, hash_of
from chalicelib.observability import log
from chalicelib.rendering.account_emails import already_registered_email, confirmation_email
from chalicelib.rendering.email import Email
from chalicelib.usecases.account_links import AccountLinks
from chalicelib.usecases.account_mailer import AccountMailer, Compose, Series
from chalicelib.usecases.account_ports import AccountStore, RegistrationStore
from chalicelib.usecases.job_desk import JobDesk
from chalicelib.usecases.ports import Clock

WAIT_S = 60
PATIENCE = timedelta(hours=1)
"""How long who deletes his account and opens the next one is waited for: it takes minutes."""


@dataclass(frozen=True)
class RegistrationMails:
    """Does REGISTER and RESEND jobs.

    A job that comes again, since the process ended before it was done, keeps a
    second registration and mails a second link. Both links work, and the first
    one that is used uses up the other.
    """

    accounts: AccountStore
    registrations: RegistrationStore
    mailer: AccountMailer
    links: AccountLinks
    desk: JobDesk
    clock: Clock

    def register(self, job: AccountJob) -> None:
        """Keep a registration and mail its link, or tell an owner that he has an account."""
        name, password = job.data["name"], job.data["password"]
        self._mail(job, lambda: self._confirmation(name, job.data["email"], password))

    def resend(self, job: AccountJob) -> None:
        """Mail a new link for the newest registration of an address, expired or not.

        Where nothing waits nothing is mailed: we would write to people who never
        came to us, whenever somebody types their address. The screen says the
        same as ever, and that one may register again.
        """
        self._mail(job, lambda: self._another(job.data["email"]))

    def _mail(self, job: AccountJob, unless_known: Compose) -> None:
        email = job.data["email"]
        owner = self.accounts.by_email(email)
        if owner is not None and owner.is_closing:
            self._wait(job)
            return

        def compose() -> Email | None:
            return unless_known() if owner is None else self._already_registered(owner)

        self.mailer.send_few(job, Series.REGISTRATION, canonical(email), compose)

    def _wait(self, job: AccountJob) -> None:
        """Look again once the address may be free: its account is being deleted."""
        since = job.data.get("since", job.asked_at.isoformat())
        if self.clock() - datetime.fromisoformat(since) < PATIENCE:
            self.desk.order(job.kind, WAIT_S, **{**job.data, "since": since})
        else:
            log.info("registration_dropped", job_id=job.id)

    def _already_registered(self, owner: Account) -> Email:
        """Write to the address as its owner wrote it, not as somebody typed it now."""
        sign_in, recovery = self.links.sign_in, self.links.recovery
        return already_registered_email(owner.email, owner.name, sign_in, recovery)

    def _another(self, email: str) -> Email | None:
        found = self.registrations.newest(email)
        return self._confirmation(found.name, found.email, found.password) if found else None

    def _confirmation(self, name: str, email: str, password: str) -> Email:
        token, now = token_urlsafe(SECRET_BYTES), self.clock()
        waiting = Registration(
            hash_of(token), name, email, password, asked_at=now, expires_at=now + MAILED_TOKEN_LIFE
        )
        self.registrations.put(waiting)
        return confirmation_email(email, name, self.links.confirmation(token))
