"""Deleting an account: at once nobody signs in any more, then a worker erases what is kept.

What goes and what tax law makes us keep is docs/privacy.md. Every step may be
done again: the account's record goes last, and until then the work is ordered
anew by whoever finds it unfinished.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from chalicelib.domain.account import Account
from chalicelib.domain.account_job import AccountJob, JobKind
from chalicelib.domain.export import folder_of
from chalicelib.domain.invoice import Invoice
from chalicelib.domain.invoice_erasure import erased, is_on_its_way
from chalicelib.domain.listing import Filters, account_viewer, email_viewer, viewers_of
from chalicelib.errors import Unavailable
from chalicelib.usecases.account_ports import AccountStore, ExportFiles
from chalicelib.usecases.account_writing import rewritten
from chalicelib.usecases.job_desk import JobDesk
from chalicelib.usecases.notices import Notice
from chalicelib.usecases.ports import Clock, InvoiceStore
from chalicelib.usecases.promised_work import PromisedWork
from chalicelib.usecases.session_keeping import SessionKeeping

PAGE = 100
MOST_A_JOB = 300
"""Invoices that one job erases: it ends well within its worker's minute."""

WAIT_S, LONG_WAIT_S = 60, 900
PATIENCE = timedelta(hours=1)

SETTLED = timedelta(minutes=1)
"""What was asked just before the end is in the lists by then: they follow a write, not at once."""

# Each lost race means that somebody else's write of this very invoice went through.
RACES = 10


@dataclass(frozen=True)
class Closing:
    """The part of a deletion that its owner waits for."""

    accounts: AccountStore
    sessions: SessionKeeping
    promised: PromisedWork
    clock: Clock

    def close(self, account: Account) -> None:
        """Close an account for ever: every session ends, and its erasure is under way.

        Raises Unavailable, and Conflict where others never cease to write.
        """
        self.promised.promise(JobKind.ERASE, account_id=account.id)
        now = self.clock()
        rewritten(
            self.accounts,
            account,
            lambda read: None if read.is_closing else read.changed(closing_since=now),
        )
        self.sessions.end_others(account.id)


@dataclass(frozen=True)
class Erasing:
    """Does ERASE jobs."""

    accounts: AccountStore
    sessions: SessionKeeping
    invoices: InvoiceStore
    export_files: ExportFiles
    promised: PromisedWork
    desk: JobDesk
    clock: Clock

    def erase(self, job: AccountJob) -> None:
        """Carry the erasure of a closed account as far as it goes now, and order the rest.

        An invoice on its way is waited for: who asked for it shall get it, by
        mail too. Raises Unavailable: the queue brings the job again.
        """
        account = self.accounts.get(job.data["account_id"])
        if account is None:
            return
        if not account.is_closing:
            self.promised.look_again(job)
            return
        self.sessions.end_others(account.id)
        done, waiting = self._erase_invoices(account)
        if done >= MOST_A_JOB:
            self.desk.order(job.kind, 0, **job.data)
        elif waiting or self._age(account) < SETTLED:
            self.desk.order(job.kind, self._wait_s(account), **job.data)
        else:
            self._forget(account)

    def _erase_invoices(self, account: Account) -> tuple[int, int]:
        """Return how many invoices were erased, and how many must be waited for."""
        done = waiting = 0
        for invoice_id in self._listed(account):
            if self._erase_invoice(account, invoice_id):
                done += 1
            else:
                waiting += 1
            if done >= MOST_A_JOB:
                break
        return done, waiting

    def _listed(self, account: Account) -> Iterator[str]:
        """Yield what the account or its address sees; both may be erased while we read."""
        for viewer in _viewers(account):
            place: str | None = None
            while page := self.invoices.listed(viewer, Filters(), PAGE, place):
                yield from (entry.invoice_id for entry in page)
                place = page[-1].place

    def _erase_invoice(self, account: Account, invoice_id: str) -> bool:
        """Erase one, its entries in his lists last. False: it is on its way.

        Entries that others find it by go before the invoice forgets who they are.
        """
        for _ in range(RACES):
            invoice = self.invoices.get(invoice_id)
            if invoice is not None and is_on_its_way(invoice):
                return False
            if invoice is None or self._write(account, invoice):
                for viewer in _viewers(account):
                    self.invoices.unlist(viewer, invoice_id)
                return True
        raise Unavailable

    def _write(self, account: Account, invoice: Invoice) -> bool:
        after = erased(invoice, account, self.clock())
        if after is invoice:
            return True
        gone = {*viewers_of(invoice)} - {*viewers_of(after)} - {*_viewers(account)}
        for viewer in sorted(gone):
            self.invoices.unlist(viewer, invoice.id)
        return self.invoices.relist(after)

    def _forget(self, account: Account) -> None:
        """Erase what is left; the notice is ordered first, for its address goes with the record."""
        self.export_files.delete_all(folder_of(account.id))
        self.desk.order(
            JobKind.NOTIFY, notice=Notice.ACCOUNT_CLOSED, to=account.email, name=account.name
        )
        self.accounts.delete(account)

    def _wait_s(self, account: Account) -> int:
        """Look each minute at first, and patiently where a store's own affairs hold it up."""
        return LONG_WAIT_S if self._age(account) > PATIENCE else WAIT_S

    def _age(self, account: Account) -> timedelta:
        now = self.clock()
        return now - (account.closing_since or now)


def _viewers(account: Account) -> tuple[str, str]:
    return account_viewer(account.id), email_viewer(account.email)
