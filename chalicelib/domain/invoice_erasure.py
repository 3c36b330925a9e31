"""What stays of an invoice when somebody who saw it has his data erased (docs/privacy.md).

What a CFDI states stays, for tax law keeps it (CFF article 30); how it was
brought to people does not. A request that never became a CFDI is closed, and
says of nobody that it was his.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chalicelib.domain.email_address import canonical
from chalicelib.domain.invoice import Invoice
from chalicelib.domain.invoice_parts import Moment, Problem
from chalicelib.domain.invoice_status import InvoiceStatus, Phase
from chalicelib.domain.listing import account_viewer, email_viewer
from chalicelib.domain.receptor import Receptor
from chalicelib.domain.rfc import NATIONAL_GENERIC, RFC

NOBODY = Receptor(RFC(NATIONAL_GENERIC), "DATOS ELIMINADOS", "00000", "616")
"""Stands where somebody's fiscal data were; no CFDI can be made out to it."""

NO_USE = "S01"


@dataclass(frozen=True)
class Reader:
    """Somebody whose data are erased: his account, and the addresses that are known as his."""

    account_id: str
    emails: Sequence[str]

    def is_mailed_at(self, address: str) -> bool:
        """Tell whether an address is one of his, however it is written."""
        return canonical(address) in map(canonical, self.emails)

    @property
    def viewers(self) -> tuple[str, ...]:
        """The names under which lists are his."""
        return (account_viewer(self.account_id), *map(email_viewer, self.emails))


def is_on_its_way(invoice: Invoice) -> bool:
    """Tell whether somebody still waits for it: it has to be stamped, printed or mailed."""
    return invoice.phase is Phase.WORKING or (invoice.is_stamped and invoice.mail_pending)


def erased(invoice: Invoice, reader: Reader, now: datetime) -> Invoice:
    """Return the next version without a reader's traces, or itself where there are none.

    What others asked for, or see too, only loses this reader. Not for an
    invoice on its way: who asked for it shall get it first.
    """
    if not _is_his_alone(invoice, reader):
        return _next(invoice, _without_reader(invoice, reader))
    if invoice.uuid is None:
        return _next(invoice, _closed(invoice, now))
    return _next(invoice, _without_readers(invoice))


def _is_his_alone(invoice: Invoice, reader: Reader) -> bool:
    """Tell whether nobody else's account shows it, and nobody else can have asked for it.

    Of what a guest asked for we only know the addresses: with one of somebody
    else's among them it may be his, whoever claimed it.
    """
    if set(invoice.viewers) - {reader.account_id}:
        return False
    if invoice.asked_by == reader.account_id:
        return True
    emails = invoice.data.emails
    return bool(invoice.viewers or emails) and all(map(reader.is_mailed_at, emails))


def _without_reader(invoice: Invoice, reader: Reader) -> dict[str, Any]:
    emails = tuple(one for one in invoice.data.emails if not reader.is_mailed_at(one))
    return {
        "data": replace(invoice.data, emails=emails),
        "mail": tuple(one for one in invoice.mail if not reader.is_mailed_at(one.to)),
        "viewers": tuple(one for one in invoice.viewers if one != reader.account_id),
        "asked_by": None if invoice.asked_by == reader.account_id else invoice.asked_by,
    }


def _without_readers(invoice: Invoice) -> dict[str, Any]:
    return {"data": replace(invoice.data, emails=()), "mail": (), "viewers": (), "asked_by": None}


def _closed(invoice: Invoice, now: datetime) -> dict[str, Any]:
    """Give the tickets free, and forget whose request it was: SAT's own words may name him too."""
    is_open = invoice.status is not InvoiceStatus.CANCELLED
    ended = (Moment(InvoiceStatus.CANCELLED, now),) if is_open else ()
    return {
        "status": InvoiceStatus.CANCELLED,
        "history": (*invoice.history, *ended),
        "data": replace(invoice.data, receptor=NOBODY, uso_cfdi=NO_USE, emails=()),
        "mail": (),
        "viewers": (),
        "asked_by": None,
        "due": None,
        "lease_until": None,
        "problem": None if is_open else invoice.problem and Problem(invoice.problem.code),
    }


def _next(invoice: Invoice, changes: dict[str, Any]) -> Invoice:
    after = replace(invoice, **changes)
    return invoice if after == invoice else replace(after, version=invoice.version + 1)
