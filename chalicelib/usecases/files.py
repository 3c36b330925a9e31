"""The two files of an invoice, for whoever may have them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.domain.file_name import file_name
from chalicelib.domain.invoice import Invoice
from chalicelib.errors import Conflict
from chalicelib.usecases.ports import Clock, DocumentStore

URL_LIFE_S = 60
GUEST_LIFE = timedelta(days=90)
"""How long after it is ready a guest's token opens an invoice (contract)."""


class FileKind(StrEnum):
    """The files of an invoice."""

    XML = "xml"
    PDF = "pdf"


CONTENT_TYPES = {FileKind.XML: "application/xml", FileKind.PDF: "application/pdf"}


class FileNotReady(Conflict):
    """The invoice is still on its way."""

    code = "file_not_ready"


@dataclass(frozen=True)
class Files:
    """Gives the files out by name. Every method raises FileNotReady before there are any."""

    documents: DocumentStore
    clock: Clock

    def url(self, invoice: Invoice, kind: FileKind) -> tuple[str, datetime]:
        """Return a short-lived address and when it ends."""
        key, name = self._key(invoice, kind), self.name(invoice, kind)
        url = self.documents.download_url(key, name, CONTENT_TYPES[kind], URL_LIFE_S)
        return url, self.clock() + timedelta(seconds=URL_LIFE_S)

    def content(self, invoice: Invoice, kind: FileKind) -> bytes:
        """Return the bytes."""
        key = self._key(invoice, kind)
        return self.documents.cfdi(key) if kind is FileKind.XML else self.documents.pdf(key)

    def name(self, invoice: Invoice, kind: FileKind) -> str:
        """Return the name to save it under: no RFC in it."""
        if invoice.sealed is None or invoice.uuid is None:
            raise FileNotReady
        return file_name(invoice.sealed.serie, invoice.sealed.folio, invoice.uuid, kind.value)

    def is_closed_to_guests(self, invoice: Invoice) -> bool:
        """Tell whether the 90 days of a guest's token are over."""
        return invoice.ready_at is not None and self.clock() - invoice.ready_at > GUEST_LIFE

    def _key(self, invoice: Invoice, kind: FileKind) -> str:
        key = invoice.xml_key if kind is FileKind.XML else invoice.pdf_key
        if key is None or invoice.pdf_key is None:
            raise FileNotReady
        return key
