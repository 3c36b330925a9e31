"""The life of an invoice, from the shopper's request to the mail that carries it.

An `Invoice` is a value: each move returns the next version of it, with the
moment of the move in its history. What a move needs to know of the past is
stored in the invoice itself. Protocol: docs/reliability.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from chalicelib.domain.invoice_parts import (
    Amounts,
    InvoiceData,
    MailTo,
    Moment,
    Problem,
    SealedDocument,
    Send,
    TicketShown,
)
from chalicelib.domain.invoice_status import (
    CORRECTABLE,
    NEXT,
    ON_THE_WAY,
    PHASES,
    STAMPED_FOR_EVER,
    InvoiceStatus,
    Phase,
)
from chalicelib.domain.mail_list import asked_again, pending
from chalicelib.domain.ticket import TicketKey

LEASE = timedelta(seconds=90)
"""Longer than a worker may live (60 s): the lease saves work, safety does not rest on it."""

LOOK_AGAIN = timedelta(seconds=120)
"""When the reconciler looks at an invoice that somebody has just taken up."""

QUIET_TIME = timedelta(minutes=15)
"""After this long an unanswered send can no longer be stamped late."""

BYTES_LIVE = timedelta(hours=72)
"""From Fecha to the stamp at most (RMF 2.7.2.9): after it the sealed bytes are dead."""

MAX_SENDS = 50

_NOTHING_SEALED: dict[str, Any] = {"sealed": None, "sends": (), "problem": None}


class IllegalTransition(Exception):
    """A move that the life of an invoice does not have."""


@dataclass(frozen=True)
class Invoice:
    """A request and everything that happened to it. `version` grows by one with every write.

    `viewers` are the accounts whose panel shows it, apart from those found by its e-mails;
    `asked_by` is the one that it was first asked with.
    """

    id: str
    version: int
    status: InvoiceStatus
    history: tuple[Moment, ...]
    accepted_at: datetime
    attempt: int
    branch_id: str
    issuer_id: str
    tickets: tuple[TicketShown, ...]
    data: InvoiceData
    amounts: Amounts
    due: datetime | None
    lease_until: datetime | None = None
    sealed: SealedDocument | None = None
    sends: tuple[Send, ...] = ()
    problem: Problem | None = None
    uuid: str | None = None
    stamped_at: datetime | None = None
    xml_key: str | None = None
    pdf_key: str | None = None
    mail: tuple[MailTo, ...] = ()
    viewers: tuple[str, ...] = ()
    asked_by: str | None = None

    @classmethod
    def received(  # noqa: PLR0913  the birth of a record names all that it is born with
        cls,
        invoice_id: str,
        now: datetime,
        *,
        branch_id: str,
        issuer_id: str,
        tickets: tuple[TicketShown, ...],
        data: InvoiceData,
        amounts: Amounts,
        viewers: tuple[str, ...] = (),
    ) -> Invoice:
        """Accept a request: from here on it is in line, due at once."""
        return cls(
            id=invoice_id,
            version=1,
            status=InvoiceStatus.RECEIVED,
            history=(Moment(InvoiceStatus.RECEIVED, now),),
            accepted_at=now,
            attempt=1,
            branch_id=branch_id,
            issuer_id=issuer_id,
            tickets=tickets,
            data=data,
            amounts=amounts,
            due=now,
            mail=pending(data.emails, now),
            viewers=viewers,
            asked_by=next(iter(viewers), None),
        )

    @property
    def phase(self) -> Phase:
        """What a client decides on."""
        return PHASES[self.status]

    @property
    def status_since(self) -> datetime:
        """When the present status was reached."""
        return self.history[-1].at

    @property
    def ticket_keys(self) -> frozenset[TicketKey]:
        """The tickets that this invoice is for."""
        return frozenset(ticket.key for ticket in self.tickets)

    @property
    def is_correctable(self) -> bool:
        """Tell whether its data may change and its tickets may be asked by somebody else."""
        return self.status in CORRECTABLE

    @property
    def is_stamped(self) -> bool:
        """Tell whether it has its folio fiscal."""
        return self.status in STAMPED_FOR_EVER

    @property
    def reference(self) -> str:
        """The attempt's own name at the PAC, the same at every repeat (SW's customid)."""
        return f"{self.id}:{self.attempt}"

    @property
    def mail_pending(self) -> bool:
        """Tell whether a mail is still to be sent."""
        return any(mail.status == "pending" for mail in self.mail)

    @property
    def ready_at(self) -> datetime | None:
        """When its files could first be downloaded."""
        return next((m.at for m in self.history if m.status is InvoiceStatus.READY), None)

    def unanswered(self, since: datetime) -> bool:
        """Tell whether a send after `since` is still without an answer."""
        return any(send.outcome is None and send.at > since for send in self.sends)

    def corrected(self, data: InvoiceData, amounts: Amounts, now: datetime) -> Invoice:
        """Take the shopper's corrected data: the next attempt; the time of acceptance stays his.

        The addresses of the request are those of the correction; a mail that was asked
        for apart from it is still wanted.
        """
        self._require(self.is_correctable, InvoiceStatus.RECEIVED)
        apart = (entry.to for entry in self.mail if entry.to not in self.data.emails)
        emails = tuple(dict.fromkeys((*data.emails, *apart)))
        return self._moved(
            InvoiceStatus.RECEIVED,
            now,
            attempt=self.attempt + 1,
            data=data,
            amounts=amounts,
            mail=pending(emails, now),
            **_NOTHING_SEALED,
        )

    def taken_over(self, now: datetime) -> Invoice:
        """Give the tickets to somebody who proved them with another RFC."""
        self._require(self.is_correctable, InvoiceStatus.CANCELLED)
        return self._moved(
            InvoiceStatus.CANCELLED, now, problem=Problem("ticket_taken_over"), due=None, mail=()
        )

    def leased(self, now: datetime) -> Invoice:
        """Take it up for a worker, so that others leave it alone for a while."""
        return replace(
            self, version=self.version + 1, lease_until=now + LEASE, due=now + LOOK_AGAIN
        )

    def sealed_as(self, sealed: SealedDocument, now: datetime) -> Invoice:
        """Note the sealed bytes that every retry will send; what held the store up is over."""
        return self._moved(
            InvoiceStatus.SEALED,
            now,
            keep_lease=True,
            sealed=sealed,
            problem=None,
            due=now + LOOK_AGAIN,
        )

    def sending(self, now: datetime) -> Invoice:
        """Note, before the call, that the bytes go to the PAC."""
        status = InvoiceStatus.QUIET if self.status is InvoiceStatus.QUIET else InvoiceStatus.SENT
        sends = (*self.sends, Send(now))[-MAX_SENDS:]
        return self._moved(status, now, keep_lease=True, sends=sends, due=now + LOOK_AGAIN)

    def waits(self, due: datetime, now: datetime, problem: Problem | None = None) -> Invoice:
        """Stay in line until `due`: nobody answered, or the store's own affairs hold it up."""
        return self._moved(self.status, now, due=due, problem=problem)

    def not_sent(self, due: datetime, now: datetime, problem: Problem | None = None) -> Invoice:
        """Stay in line: the last send reached nobody, or was refused for the store's reasons."""
        return self._moved(
            self.status, now, due=due, sends=self._answered("not_stamped"), problem=problem
        )

    def refused(self, problem: Problem, now: datetime) -> Invoice:
        """Take a definite refusal of the shopper's data.

        Final only when no earlier send is unanswered; else quiet: no more
        sends, and one question once a late stamp is no longer possible.
        """
        sends = self._answered("refused")
        if replace(self, sends=sends).unanswered(now - QUIET_TIME):
            last = max(send.at for send in sends if send.outcome is None)
            return self._moved(
                InvoiceStatus.QUIET, now, sends=sends, problem=problem, due=last + QUIET_TIME
            )
        return self._moved(InvoiceStatus.REJECTED, now, sends=sends, problem=problem, due=None)

    def bytes_dead(self, now: datetime) -> Invoice:
        """Seal anew, with a new Fecha: the PAC proved that 72 h passed without a stamp."""
        self._require(self.status in ON_THE_WAY, InvoiceStatus.RECEIVED)
        return self._moved(
            InvoiceStatus.RECEIVED, now, attempt=self.attempt + 1, due=now, **_NOTHING_SEALED
        )

    def stamped_as(self, uuid: str, stamped_at: datetime, xml_key: str, now: datetime) -> Invoice:
        """Note the folio fiscal of the document that is already kept under `xml_key`."""
        return self._moved(
            InvoiceStatus.STAMPED,
            now,
            uuid=uuid,
            stamped_at=stamped_at,
            xml_key=xml_key,
            sends=self._answered("stamped"),
            problem=None,
            due=now,
        )

    def ready_as(self, pdf_key: str, now: datetime) -> Invoice:
        """Both files can be downloaded; only mail, if any was asked for, is left."""
        mail = self.mail_pending  # only then is there more to do under this lease
        due = now + LOOK_AGAIN if mail else None
        return self._moved(InvoiceStatus.READY, now, keep_lease=mail, pdf_key=pdf_key, due=due)

    def mailed(self, mail: tuple[MailTo, ...], due: datetime | None, now: datetime) -> Invoice:
        """Note how each mail went; delivered once every address is done and one was reached."""
        done = due is None and any(entry.status == "sent" for entry in mail)
        status = InvoiceStatus.DELIVERED if done else self.status
        return self._moved(status, now, mail=mail, due=due)

    def mail_asked(self, emails: tuple[str, ...], now: datetime) -> Invoice:
        """Ask for the mail again, or to other addresses; a repeated click asks nothing new."""
        mail = asked_again(self.mail, emails, now)
        due = now if mail != self.mail and self.pdf_key else self.due
        return replace(self, version=self.version + 1, mail=mail, due=due)

    def _answered(self, outcome: str) -> tuple[Send, ...]:
        return (*self.sends[:-1], replace(self.sends[-1], outcome=outcome))

    def _require(self, holds: bool, status: InvoiceStatus) -> None:  # noqa: FBT001
        if not holds:
            raise IllegalTransition(f"{self.id}: {self.status} -> {status}")

    def _moved(
        self, status: InvoiceStatus, now: datetime, *, keep_lease: bool = False, **changes: Any
    ) -> Invoice:
        self._require(status in NEXT[self.status], status)
        history = self.history
        if status is not self.status or "attempt" in changes:
            history = (*history, Moment(status, now))
        changes.setdefault("due", now)
        lease = self.lease_until if keep_lease else None
        return replace(
            self,
            version=self.version + 1,
            status=status,
            history=history,
            lease_until=lease,
            **changes,
        )
