"""What follows a changed address: the former one is told, and nothing leaves the panel."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.account import Account
from chalicelib.domain.account_job import AccountJob
from chalicelib.domain.email_address import canonical, masked
from chalicelib.domain.invoice import Invoice
from chalicelib.domain.listing import Filters, email_viewer, shown_to
from chalicelib.errors import Unavailable
from chalicelib.rendering.account_emails import email_changed_email
from chalicelib.usecases.account_mailer import AccountMailer, Series
from chalicelib.usecases.account_ports import AccountStore
from chalicelib.usecases.job_desk import JobDesk
from chalicelib.usecases.ports import InvoiceStore
from chalicelib.usecases.promised_work import PromisedWork, ordered_at
from chalicelib.usecases.session_keeping import SessionKeeping

PAGE = 200
"""Invoices that one job takes up: it ends well within its worker's minute."""

# Each lost race means that somebody else's write of this very invoice went through.
RACES = 10


@dataclass(frozen=True)
class EmailAdopting:
    """Does ADOPT jobs, which are ordered before the change is written.

    The first one ends sessions and tells the former address; each of those that
    it orders takes up one page of what that address saw, `after` a place.
    """

    accounts: AccountStore
    invoices: InvoiceStore
    sessions: SessionKeeping
    mailer: AccountMailer
    promised: PromisedWork
    desk: JobDesk

    def adopt(self, job: AccountJob) -> None:
        """Do one of them. Raises OSError, Unavailable: the queue brings the job again."""
        account = self.accounts.get(job.data["account_id"])
        if account is None or account.is_closing:
            return
        if "after" in job.data:
            self._adopt_page(account, job)
        elif account.is_mailed_at(job.data["former"]):
            self.promised.look_again(job)
        else:
            self._begin(account, job)

    def _begin(self, account: Account, job: AccountJob) -> None:
        for session in self.sessions.standing(account.id):
            if session.id != job.data["keep"] and session.created_at <= ordered_at(job):
                self.sessions.end(account.id, session.id)
        former = job.data["former"]
        notice = email_changed_email(former, account.name, masked(account.email), ordered_at(job))
        self.mailer.send_few(job, Series.EMAIL_CHANGED, canonical(former), lambda: notice)
        self.desk.order(job.kind, account_id=account.id, former=former, after="")

    def _adopt_page(self, account: Account, job: AccountJob) -> None:
        former, after = job.data["former"], job.data["after"]
        page = self.invoices.listed(email_viewer(former), Filters(), PAGE, after or None)
        for entry in page:
            self._adopt_invoice(account, former, entry.invoice_id)
        if len(page) == PAGE:
            self.desk.order(job.kind, account_id=account.id, former=former, after=page[-1].place)

    def _adopt_invoice(self, account: Account, former: str, invoice_id: str) -> None:
        """Make the account a viewer of an invoice that is still mailed to its former address."""
        for _ in range(RACES):
            invoice = self.invoices.get(invoice_id)
            if invoice is None or not _is_mailed_to(invoice, former):
                return
            adopted = shown_to(invoice, account.id)
            if adopted is invoice or self.invoices.relist(adopted):
                return
        raise Unavailable


def _is_mailed_to(invoice: Invoice, address: str) -> bool:
    return canonical(address) in map(canonical, invoice.data.emails)
