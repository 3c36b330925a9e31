"""What the use cases need of the world, each as narrow as its use.

Every port has its real implementation (storage, aws, pac) and an in-memory twin
under tests/twins, and one contract suite runs on both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from chalicelib.domain.branch import Branch
    from chalicelib.domain.invoice import Invoice
    from chalicelib.domain.invoice_parts import Due
    from chalicelib.domain.listing import Filters, ListedAt
    from chalicelib.domain.ticket import TicketKey
    from chalicelib.domain.ticket_record import TicketRecord
    from chalicelib.rendering.email import Email


class Clock(Protocol):
    """Tells the present moment, aware, in UTC."""

    def __call__(self) -> datetime:
        """Return it."""
        ...


class BranchStore(Protocol):
    """Branches with their issuers and brands."""

    def list(self) -> list[Branch]:
        """Return every branch."""
        ...

    def get(self, branch_id: str) -> Branch | None:
        """Return one branch, or None."""
        ...

    def note_loaded(self, branch_id: str, purchased_at: datetime) -> None:
        """Move the branch's `loaded_until` forward, never back."""
        ...

    def next_folio(self, issuer_id: str, serie: str) -> int:
        """Take the next folio of a series; never the same twice, gaps are allowed."""
        ...


class TicketStore(Protocol):
    """The sales, each with its claim."""

    def get(self, key: TicketKey) -> TicketRecord | None:
        """Read one ticket, consistently."""
        ...

    def find_by_code(self, code: str) -> list[TicketRecord]:
        """Return the tickets that bear a code: more than one means that it proves none."""
        ...

    def put(self, record: TicketRecord, *, seen_version: int | None) -> bool:
        """Write a ticket if its version is still `seen_version` (None: if there is none)."""
        ...


class InvoiceStore(Protocol):
    """The requests and their lives. Every write is conditional on the version that was read."""

    def get(self, invoice_id: str) -> Invoice | None:
        """Read one invoice, consistently."""
        ...

    def claim(
        self, invoice: Invoice, tickets: Sequence[TicketRecord], over: Sequence[Invoice] = ()
    ) -> bool:
        """Create an invoice and point its tickets' claims at it, all or nothing.

        `tickets` are the records as they were read (their versions are
        conditions); `over` are earlier invoices, already moved to cancelled,
        whose claims this one takes. False: somebody was faster, read again.
        """
        ...

    def save(self, invoice: Invoice) -> bool:
        """Write the next version if the stored one is `invoice.version - 1`. False: read again."""
        ...

    def due(self, until: datetime, limit: int = 100) -> list[Due]:
        """Return what must be looked at by `until`, oldest first."""
        ...

    def move_due(self, seen: Due, to: datetime) -> bool:
        """Take a due invoice for whoever asks first; its version stays. False: somebody has it."""
        ...

    def get_many(self, invoice_ids: Sequence[str]) -> list[Invoice]:
        """Read up to 200 invoices; what is not there is left out, the order is the asked one."""
        ...

    def relist(self, invoice: Invoice) -> bool:
        """Write the next version as `save` does, and its viewers' entries of the panel anew."""
        ...

    def unlist(self, viewer: str, invoice_id: str) -> None:
        """Forget one viewer's entry; again is no error."""
        ...

    def listed(
        self, viewer: str, filters: Filters, limit: int, before: str | None = None
    ) -> list[ListedAt]:
        """Return a viewer's entries, newest first, from after the place `before` on."""
        ...

    def waiting_before(self, issuer_id: str, accepted_at: datetime) -> int:
        """Count the unfinished requests of an issuer accepted before a moment."""
        ...


class DocumentStore(Protocol):
    """The bytes: sealed and stamped XML, and the PDF that can be made again."""

    def put_sealed(self, sha256: str, xml: bytes) -> None:
        """Keep sealed bytes under their hash; the same bytes again are no error."""
        ...

    def sealed(self, sha256: str) -> bytes:
        """Return sealed bytes. Raises LookupError when there are none."""
        ...

    def put_cfdi(self, key: str, xml: bytes) -> None:
        """Keep a stamped XML, once and for ever; the same bytes again are no error."""
        ...

    def cfdi(self, key: str) -> bytes:
        """Return a stamped XML. Raises LookupError when there is none."""
        ...

    def put_pdf(self, key: str, pdf: bytes) -> None:
        """Keep a PDF; it may be replaced."""
        ...

    def pdf(self, key: str) -> bytes:
        """Return a PDF. Raises LookupError when there is none."""
        ...

    def download_url(self, key: str, filename: str, content_type: str, seconds: int) -> str:
        """Return a short-lived address of a kept file, answered as an attachment.

        `key` starts with cfdi/ (documents bucket) or pdf/ (files bucket).
        """
        ...


class MediaStore(Protocol):
    """The stores' pictures."""

    def media(self, path: str) -> bytes | None:
        """Return a picture by its path under /media, or None where there is none."""
        ...


class Queues(Protocol):
    """Wakes a worker for an invoice or a job: the message bears its id and nothing else."""

    def send(self, queue: str, item_id: str, delay_s: int = 0) -> None:
        """Send to "stamping", "delivery", "accounts" or "exports".

        Raises OSError when the queue cannot be reached.
        """
        ...


class Mailer(Protocol):
    """Hands a message to the mail service."""

    def send(self, email: Email) -> None:
        """Send one message. Raises MailRefused (it never will go) or OSError (try later)."""
        ...


class Health(Protocol):
    """Remembers since when a part ("stamping", "mail") has been failing."""

    def failing_since(self, part: str) -> datetime | None:
        """Return since when every try has failed, or None while it works."""
        ...

    def failed(self, part: str, at: datetime) -> None:
        """Note a failure; the first one of a row gives the moment."""
        ...

    def worked(self, part: str) -> None:
        """Note a success: the row of failures is over."""
        ...
