"""What an export's file holds: a table, or the facturas' own files with the table beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from chalicelib.domain.branch import Branch
from chalicelib.domain.invoice import Invoice
from chalicelib.rendering import invoice_table
from chalicelib.usecases.files import FileKind, Files
from chalicelib.usecases.ports import BranchStore

TABLE = "facturas.csv"
READABLE_BY_ALL = 0o644 << 16

Noted = Callable[[int], None]
"""Is told how many invoices are in the file."""


@dataclass(frozen=True)
class ExportContents:
    """Writes into open files. Raises what the stores raise."""

    branches: BranchStore
    files: Files

    def table(self, file: IO[bytes], invoices: Iterable[Invoice], noted: Noted) -> None:
        """Write the table, without ever holding all of its invoices."""
        faces = _Faces(self.branches)
        file.write(invoice_table.heading().encode())
        for done, invoice in enumerate(invoices, 1):
            file.write(_row(invoice, faces))
            noted(done)

    def archive(self, file: IO[bytes], invoices: Sequence[Invoice], noted: Noted) -> None:
        """Write the XML and the PDF of each ready invoice, and their table."""
        faces = _Faces(self.branches)
        rows = [invoice_table.heading().encode()]
        with ZipFile(file, "w") as archive:
            for done, invoice in enumerate(invoices, 1):
                rows.append(_row(invoice, faces))
                for kind in FileKind:
                    entry = _entry(self.files.name(invoice, kind), invoice, faces)
                    archive.writestr(entry, self.files.content(invoice, kind))
                noted(done)
            archive.writestr(_entry(TABLE, invoices[0], faces), b"".join(rows))


class _Faces:
    """The branches of one file's invoices, each read once."""

    def __init__(self, branches: BranchStore) -> None:
        self._branches = branches
        self._known: dict[str, Branch] = {}

    def of(self, invoice: Invoice) -> Branch:
        known = self._known.get(invoice.branch_id) or self._branches.get(invoice.branch_id)
        if known is None:
            raise LookupError(f"{invoice.id}: branch {invoice.branch_id} is gone")
        self._known[invoice.branch_id] = known
        return known


def _row(invoice: Invoice, faces: _Faces) -> bytes:
    return invoice_table.row(invoice, faces.of(invoice)).encode()


def _entry(name: str, invoice: Invoice, faces: _Faces) -> ZipInfo:
    """Name a file of the archive; it bears the time of its factura on the branch's clock."""
    moment = faces.of(invoice).local(invoice.stamped_at or invoice.accepted_at)
    entry = ZipInfo(name, moment.timetuple()[:6])
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = READABLE_BY_ALL
    return entry
