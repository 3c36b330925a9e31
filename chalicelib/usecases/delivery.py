"""From the stamp to the shopper: the PDF is made and kept, then the mail goes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.aws.failures import MailRefused
from chalicelib.cfdi.reading import read_cfdi
from chalicelib.cfdi.timbre import StampedCFDI
from chalicelib.domain.backoff import wait_after
from chalicelib.domain.invoice import Invoice
from chalicelib.domain.invoice_parts import MailTo
from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.observability import log
from chalicelib.rendering.email import Email, FacturaFiles
from chalicelib.usecases.moving import CLOCK_GRAIN, DELIVERY, Moving
from chalicelib.usecases.ports import Clock, DocumentStore, Health, Mailer

MAIL = "mail"
GIVE_UP_AFTER = timedelta(hours=72)

Render = Callable[[Invoice, StampedCFDI], bytes]
Compose = Callable[[Invoice, StampedCFDI, str, FacturaFiles], Email]


@dataclass(frozen=True)
class Delivery:
    """Makes the PDF and sends the mails. The XML is the invoice; the PDF can be made again."""

    moving: Moving
    documents: DocumentStore
    render: Render
    compose: Compose
    mailer: Mailer
    health: Health
    clock: Clock

    def deliver(self, invoice_id: str) -> None:
        """Carry one stamped invoice to ready, and each of its mails as far as it goes now."""
        invoice = self.moving.read(invoice_id)
        if invoice is None or not invoice.is_stamped or self._is_early(invoice):
            return
        leased = self.moving.lease(invoice)
        if leased is None:
            return
        xml = self.documents.cfdi(leased.xml_key or "")
        stamped = read_cfdi(xml)
        ready = self._ready(leased, stamped)
        if ready is not None and ready.mail_pending:
            self._mail(ready, stamped, xml)

    def _is_early(self, invoice: Invoice) -> bool:
        """Nothing is left to do, somebody is doing it, or the mail's next try has its time.

        Each try that fails wakes the next: if doubled messages were tries too,
        they would double for as long as the mail service is away.
        """
        soon = self.clock() + CLOCK_GRAIN
        if invoice.lease_until is not None and invoice.lease_until > soon:
            return True
        if invoice.status is InvoiceStatus.STAMPED:
            return False
        return not invoice.mail_pending or (invoice.due is not None and invoice.due > soon)

    def _ready(self, invoice: Invoice, stamped: StampedCFDI) -> Invoice | None:
        if invoice.status is not InvoiceStatus.STAMPED:
            return invoice
        key = f"pdf/{invoice.issuer_id}/{invoice.uuid}.pdf"
        self.documents.put_pdf(key, self.render(invoice, stamped))
        return self.moving.move(invoice, lambda seen: seen.ready_as(key, self.clock()))

    def _mail(self, invoice: Invoice, stamped: StampedCFDI, xml: bytes) -> None:
        files = FacturaFiles(xml, self.documents.pdf(invoice.pdf_key or ""))
        sent = {
            entry.to: self._send(entry, self.compose(invoice, stamped, entry.to, files))
            for entry in invoice.mail
            if entry.status == "pending"
        }
        moved = self.moving.move(invoice, lambda seen: self._noted(seen, sent))
        if moved is not None and moved.due is not None:
            self.moving.wake(DELIVERY, moved)

    def _noted(self, seen: Invoice, sent: dict[str, MailTo]) -> Invoice:
        mail = tuple(sent.get(entry.to, entry) for entry in seen.mail)
        now = self.clock()
        return seen.mailed(mail, _due(mail, now), now)

    def _send(self, entry: MailTo, email: Email) -> MailTo:
        """Send one mail; a crash before it is noted sends it again, which is better than never."""
        now = self.clock()
        try:
            self.mailer.send(email)
        except MailRefused as refusal:
            return replace(entry, status="refused", at=now, reason=refusal.code)
        except OSError as weather:
            log.warning("mail_failed", reason=type(weather).__name__)
            self.health.failed(MAIL, now)
            return _tried(entry, now)
        self.health.worked(MAIL)
        return replace(entry, status="sent", at=now, reason=None)


def _tried(entry: MailTo, now: datetime) -> MailTo:
    """Count a failed try; `at` stays the moment of asking, so that the tries come to an end."""
    if now - entry.at > GIVE_UP_AFTER:
        return replace(entry, status="failed", at=now, reason="mail_service_silent")
    return replace(entry, tries=entry.tries + 1)


def _due(mail: tuple[MailTo, ...], now: datetime) -> datetime | None:
    waits = [wait_after(entry.tries, now - entry.at) for entry in mail if entry.status == "pending"]
    return now + min(waits) if waits else None
