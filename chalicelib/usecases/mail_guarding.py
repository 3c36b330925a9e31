"""Sending an invoice's files by mail within budgets: our good name is what floods would cost."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.budget import INVOICE_MAILS, INVOICE_MAILS_PREFIX
from chalicelib.domain.invoice import Invoice
from chalicelib.usecases.budgets import Budgets
from chalicelib.usecases.mailing import Mailing
from chalicelib.usecases.ports import Clock


@dataclass(frozen=True)
class MailGuarding:
    """Counts each mail that will go out; a repeated wish sends none and counts none."""

    mailing: Mailing
    budgets: Budgets
    clock: Clock

    def ask(self, invoice: Invoice, emails: tuple[str, ...], prefix: str) -> Invoice:
        """Return the invoice with the addresses noted.

        Raises TooMany, and what `Mailing.ask` raises.
        """
        asked = invoice.mail_asked(emails, self.clock())
        mails = sum(entry not in invoice.mail for entry in asked.mail)
        self.budgets.spend(INVOICE_MAILS, invoice.id, mails)
        self.budgets.spend(INVOICE_MAILS_PREFIX, prefix, mails)
        return self.mailing.ask(invoice.id, emails)
