"""Deleting an account: at once nobody signs in any more, then a worker erases what is kept.

What goes and what tax law makes us keep is docs/privacy.md. Every step may be
done again: the account's record goes last, and until then the work is ordered
anew by whoever finds it unfinished.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from chalicelib.domain.account import Account
from chalicelib.domain.account_job import AccountJob, JobKind, Notice
from chalicelib.domain.export import folder_of
from chalicelib.domain.invoice_erasure import Reader
from chalicelib.usecases.account_ports import AccountStore, ExportFiles
from chalicelib.usecases.account_writing import rewritten
from chalicelib.usecases.invoice_erasing import InvoiceErasing
from chalicelib.usecases.job_desk import JobDesk
from chalicelib.usecases.ports import Clock
from chalicelib.usecases.promised_work import PromisedWork
from chalicelib.usecases.session_keeping import SessionKeeping

MOST_A_JOB = 300
"""Invoices that one job erases: it ends well within its worker's minute."""

WAIT_S, LONG_WAIT_S = 60, 900
PATIENCE = timedelta(hours=1)

SETTLED = timedelta(minutes=1)
"""What was asked just before the end is in the lists by then: they follow a write, not at once."""


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
    invoices: InvoiceErasing
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
        progress = self.invoices.erase(self._reader(account), MOST_A_JOB)
        if progress.done >= MOST_A_JOB:
            self.desk.order(job.kind, 0, **job.data)
        elif progress.waiting or self._age(account) < SETTLED:
            self.desk.order(job.kind, self._wait_s(account), **job.data)
        else:
            self._forget(account)

    def _reader(self, account: Account) -> Reader:
        """Name whose data go: a former address that is another account's by now is not his."""
        former = (one for one in account.former_emails if self.accounts.by_email(one) is None)
        return Reader(account.id, (account.email, *former))

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
