"""Carrying an accepted request to its stamp, one durable step at a time.

The only protocol is docs/reliability.md: bytes are kept before the state says
sealed, the intent is kept before the call, every retry sends the same bytes,
"stamped before" is success and silence is not failure. The state carries the
retry: a message that is lost, late or doubled changes nothing.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.catalogs.timezones import zone
from chalicelib.cfdi.csd import CSDError
from chalicelib.cfdi.rules import RuleBroken
from chalicelib.cfdi.timbre import StampedCFDI
from chalicelib.cfdi.verification import WrongDocument, verify_stamped
from chalicelib.domain.backoff import wait_after, wait_as_long
from chalicelib.domain.invoice import BYTES_LIVE, QUIET_TIME, Invoice
from chalicelib.domain.invoice_parts import Problem
from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.domain.refusal import RefusalKind, classify
from chalicelib.observability import log
from chalicelib.pac.port import PAC, CFDIRejected, PACUnavailable, StampOutcomeUnknown
from chalicelib.usecases.moving import CLOCK_GRAIN, DELIVERY, STAMPING, Moving
from chalicelib.usecases.ports import Clock, DocumentStore, Health
from chalicelib.usecases.sealing import Sealing

JITTER = 0.2
AT_REST = {InvoiceStatus.REJECTED, InvoiceStatus.CANCELLED, InvoiceStatus.WAITING_TICKET}
ZONA_CENTRO = zone("America/Mexico_City")
"""FechaTimbrado tells the time of Mexico's central zone, wherever the branch is (Anexo 20)."""
ASKED = {InvoiceStatus.SENT, InvoiceStatus.QUIET}


@dataclass(frozen=True)
class Stamping:
    """Seals and stamps. Safe to run twice, at once, and to be ended at any point."""

    moving: Moving
    sealing: Sealing
    documents: DocumentStore
    pac: PAC
    sat_certificates: Callable[[], bytes]
    health: Health
    clock: Clock
    jitter: Callable[[], float] = random.random

    def advance(self, invoice_id: str) -> None:
        """Carry one invoice as far as it goes now."""
        invoice = self.moving.read(invoice_id)
        if invoice is None or invoice.status in AT_REST:
            return
        if invoice.is_stamped:
            self.moving.wake(DELIVERY, invoice)
            return
        if self._is_early(invoice):
            return
        leased = self.moving.lease(invoice)
        sealed = self._sealed(leased) if leased else None
        if sealed is not None:
            self._send(sealed)

    def _is_early(self, invoice: Invoice) -> bool:
        """Somebody is at work on it, or it has just been asked about and must wait its turn."""
        soon = self.clock() + CLOCK_GRAIN
        if invoice.lease_until is not None and invoice.lease_until > soon:
            return True
        waits = invoice.status in ASKED or invoice.problem is not None
        return waits and invoice.due is not None and invoice.due > soon

    def _sealed(self, invoice: Invoice) -> Invoice | None:
        """Return the invoice with its bytes kept: sealed once, however often this runs."""
        if invoice.status is not InvoiceStatus.RECEIVED:
            return invoice
        try:
            sealed = self.sealing.seal(invoice, self.pac.capabilities.name)
        except (CSDError, RuleBroken) as error:
            log.error("issuer_not_ready", invoice_id=invoice.id, reason=error.code)
            self._wait(invoice, Problem("issuer_not_ready", sat_message=error.code))
            return None
        return self.moving.move(invoice, lambda seen: seen.sealed_as(sealed, self.clock()))

    def _send(self, invoice: Invoice) -> None:
        """Send the kept bytes, after noting that we do, and note what became of it."""
        if invoice.sealed is None:
            raise LookupError(f"{invoice.id}: {invoice.status} without sealed bytes")
        xml = self.documents.sealed(invoice.sealed.sha256)
        sending = self.moving.move(invoice, lambda seen: seen.sending(self.clock()))
        if sending is None:
            return
        try:
            answer = self._ask(invoice, xml)
            stamped = verify_stamped(xml, answer, self.sat_certificates())
        except CFDIRejected as refusal:
            self.health.worked(STAMPING)
            self._refused(sending, refusal)
        except PACUnavailable as silence:
            self._silent(sending, silence)
            self._not_sent(sending)
        except (StampOutcomeUnknown, WrongDocument) as silence:
            self._silent(sending, silence)
            self._wait(sending)
        else:
            self.health.worked(STAMPING)
            self._stamped(sending, answer, stamped)

    def _ask(self, before: Invoice, xml: bytes) -> bytes:
        """Look before repeating where the PAC lets us; else the same bytes are the question."""
        if self._can_be_looked_up(before):
            found = self.pac.recover(xml, before.reference)
            if found is not None:
                return found
        return self.pac.stamp(xml, before.reference)

    def _can_be_looked_up(self, invoice: Invoice) -> bool:
        """Tell whether the PAC would show by now what the unanswered sends brought.

        Within its lag a look-up may deny a stamp that exists, so it is not asked.
        """
        told = self.pac.capabilities
        settled = self.clock() - timedelta(seconds=told.lookup_lag_s)
        unanswered = [send.at for send in invoice.sends if send.outcome is None]
        return told.lookup_by_document and bool(unanswered) and max(unanswered) <= settled

    def _stamped(self, invoice: Invoice, xml: bytes, stamped: StampedCFDI) -> None:
        """Keep the file, then say so."""
        uuid = stamped.timbre.uuid.lower()
        key = f"cfdi/{invoice.issuer_id}/{stamped.comprobante.fecha:%Y/%m}/{uuid}.xml"
        self._keep(key, xml)
        stamped_at = stamped.timbre.fecha_timbrado.replace(tzinfo=ZONA_CENTRO)
        done = self.moving.move(
            invoice, lambda seen: seen.stamped_as(uuid, stamped_at, key, self.clock())
        )
        if done is not None:
            self.moving.wake(DELIVERY, done)

    def _keep(self, key: str, xml: bytes) -> None:
        """Keep the stamped XML; what an earlier try kept for this folio fiscal was verified too.

        A PAC may write the same stamp in other bytes when it is asked again.
        """
        try:
            self.documents.put_cfdi(key, xml)
        except FileExistsError:
            log.info("cfdi_already_kept", key=key)

    def _refused(self, invoice: Invoice, refusal: CFDIRejected) -> None:
        """Sort a definite refusal: the shopper's data, dead bytes, or the store's own affairs."""
        verdict = classify(refusal.code, refusal.attribute, refusal.message)
        now = self.clock()
        if verdict.kind is RefusalKind.DATA:
            problem = Problem("data_refused", verdict.field, refusal.code, refusal.message)
            refused = self.moving.move(invoice, lambda seen: seen.refused(problem, now))
            if refused is not None and refused.due is not None:
                self.moving.wake(STAMPING, refused)
        elif _bytes_are_dead(invoice, now):
            self._seal_anew(invoice, now)
        else:
            log.error("refused_for_the_store", invoice_id=invoice.id, sat_code=refusal.code)
            problem = Problem("issuer_not_ready", None, refusal.code, refusal.message)
            self._not_sent(invoice, problem)

    def _seal_anew(self, invoice: Invoice, now: datetime) -> None:
        fresh = self.moving.move(invoice, lambda seen: seen.bytes_dead(now))
        if fresh is not None:
            self.moving.wake(STAMPING, fresh)

    def _not_sent(self, invoice: Invoice, problem: Problem | None = None) -> None:
        due = self._due(invoice)
        kept = self.moving.move(invoice, lambda seen: seen.not_sent(due, self.clock(), problem))
        if kept is not None:
            self.moving.wake(STAMPING, kept)

    def _wait(self, invoice: Invoice, problem: Problem | None = None) -> None:
        due = self._due(invoice)
        kept = self.moving.move(invoice, lambda seen: seen.waits(due, self.clock(), problem))
        if kept is not None:
            self.moving.wake(STAMPING, kept)

    def _silent(self, invoice: Invoice, silence: Exception) -> None:
        log.warning("pac_silent", invoice_id=invoice.id, reason=str(silence))
        self.health.failed(STAMPING, self.clock())

    def _due(self, invoice: Invoice) -> datetime:
        now = self.clock()
        tries, age = len(invoice.sends), now - invoice.accepted_at
        pause = wait_after(tries, age) if tries else wait_as_long(age)
        return now + pause * (1 - JITTER * self.jitter())


def _bytes_are_dead(invoice: Invoice, now: datetime) -> bool:
    """72 h passed since Fecha and no earlier send can still be stamped late.

    A refusal of any kind is then the proof that nothing was stamped: what held
    the store up (a CSD since renewed, a bug of ours) must not bind it to them.
    """
    if invoice.sealed is None or now - invoice.sealed.fecha <= BYTES_LIVE:
        return False
    others = invoice.sends[:-1]
    return not any(send.outcome is None and send.at > now - QUIET_TIME for send in others)
