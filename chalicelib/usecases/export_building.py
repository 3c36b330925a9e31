"""The exports worker's work: one order's file, made again from its start after a crash."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, cast

from chalicelib.domain.account import Account
from chalicelib.domain.export import Export, ExportFormat, folder_of, named_in
from chalicelib.domain.invoice import Invoice
from chalicelib.domain.invoice_status import Phase
from chalicelib.domain.listing import Filters
from chalicelib.usecases.account_ports import AccountStore, ExportFiles, ExportStore
from chalicelib.usecases.export_contents import ExportContents
from chalicelib.usecases.panel import Panel

HELD_IN_MEMORY = 16 * 2**20
"""Bytes of a file that are held before the rest goes to the function's own disk."""

NOTED_EVERY = {ExportFormat.CSV: 1_000, ExportFormat.ZIP: 10}
"""How many invoices pass between two notes of the progress."""


class _Unfit(Exception):
    """There will be no such file; `code` says why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class _Forgotten(Exception):
    """The order went with its account."""


@dataclass(frozen=True)
class ExportBuilding:
    """Makes files. What the stores raise rises, so that the queue brings the order again."""

    accounts: AccountStore
    exports: ExportStore
    panel: Panel
    contents: ExportContents
    files: ExportFiles

    def build(self, message: str) -> None:
        """Make the file that a message names; one that is made, or forgotten, is no error.

        Of an account that is gone its files are erased here too: this message
        may come back because a worker ended right after it had kept one.
        """
        account_id, export_id = named_in(message)
        account, export = self._open_account(account_id), self.exports.get(account_id, export_id)
        if account is None and account_id:
            self.files.delete_all(folder_of(account_id))
        if account is None or export is None or export.is_over:
            return
        try:
            done = self._keep_file(account, export)
        except _Unfit as unfit:
            self.exports.save(export.failed(unfit.code))
        except _Forgotten:
            return
        else:
            self._finish(export.ready(done))

    def _keep_file(self, account: Account, export: Export) -> int:
        """Make the file and keep it; return how many invoices are in it."""
        writes = self._table if export.format is ExportFormat.CSV else self._archive
        with SpooledTemporaryFile(HELD_IN_MEMORY) as file:
            done = writes(file, account, export)
            file.seek(0)
            content = cast("BinaryIO", file)
            self.files.put_export(export.key, content, export.format.content_type)
        return done

    def _table(self, file: IO[bytes], account: Account, export: Export) -> int:
        total = self.panel.count(account, export.filters, export.format.most)
        progress = _Progress(self.exports, export, total)
        rows = _at_most(self.panel.each(account, export.filters), export.format.most)
        self.contents.table(file, rows, progress.note)
        if not progress.done:
            raise _Unfit("export_empty")
        return progress.done

    def _archive(self, file: IO[bytes], account: Account, export: Export) -> int:
        found = self.panel.each(account, _ready_ones(export.filters))
        invoices = list(_at_most(found, export.format.most))
        if not invoices:
            raise _Unfit("export_empty")
        progress = _Progress(self.exports, export, len(invoices))
        self.contents.archive(file, invoices, progress.note)
        return progress.done

    def _finish(self, ready: Export) -> None:
        """Tell that the file is there.

        Where the account was closed meanwhile its files are erased once more:
        the erasure itself comes after this look at it, or it finds the file.
        """
        if self._open_account(ready.account_id) is None:
            self.files.delete_all(folder_of(ready.account_id))
        else:
            self.exports.save(ready)

    def _open_account(self, account_id: str) -> Account | None:
        account = self.accounts.get(account_id)
        return None if account is None or account.is_closing else account


class _Progress:
    """Notes how far a file is, now and then: whoever waits for it looks every few seconds."""

    def __init__(self, exports: ExportStore, export: Export, total: int) -> None:
        self.done = 0
        self._exports = exports
        self._export = export
        self._total = total
        self._save()

    def note(self, done: int) -> None:
        """Take the number of invoices that are in the file. Raises _Forgotten."""
        self.done = done
        if done % NOTED_EVERY[self._export.format] == 0:
            self._save()

    def _save(self) -> None:
        if not self._exports.save(self._export.got_to(self.done, self._total)):
            raise _Forgotten


def _ready_ones(filters: Filters) -> Filters:
    """Leave only invoices that have files. Raises _Unfit where others were asked for."""
    if filters.phase not in {None, Phase.READY.value}:
        raise _Unfit("export_empty")
    return replace(filters, phase=Phase.READY.value)


def _at_most(invoices: Iterator[Invoice], most: int) -> Iterator[Invoice]:
    """Yield the invoices; raises _Unfit at the first that is too many."""
    yield from islice(invoices, most)
    if next(invoices, None) is not None:
        raise _Unfit("export_too_large")
