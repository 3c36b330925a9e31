"""The addresses of an invoice, and how far the mail to each of them got."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from chalicelib.domain.invoice_parts import MailTo

REPEATED = timedelta(minutes=1)
"""A mail that is asked for again so soon is the same request, repeated."""

LONGEST = 10
"""Addresses that an invoice remembers; the oldest go first."""


def pending(emails: Sequence[str], now: datetime) -> tuple[MailTo, ...]:
    """Return the list of mails that are still to be sent."""
    return tuple(MailTo(email, "pending", now) for email in emails)


def asked_again(
    mail: tuple[MailTo, ...], emails: Sequence[str], now: datetime
) -> tuple[MailTo, ...]:
    """Return the list with the asked addresses pending; what is on its way stays as it is."""
    asked = [email for email in emails if not _is_on_its_way(mail, email, now)]
    if not asked:
        return mail
    kept = tuple(entry for entry in mail if entry.to not in asked)
    return (*kept, *pending(asked, now))[-LONGEST:]


def _is_on_its_way(mail: tuple[MailTo, ...], email: str, now: datetime) -> bool:
    return any(entry.to == email and _is_fresh(entry, now) for entry in mail)


def _is_fresh(entry: MailTo, now: datetime) -> bool:
    return entry.status == "pending" or (entry.status == "sent" and now - entry.at < REPEATED)
