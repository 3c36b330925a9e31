"""Everything that is kept of a person, as one JSON document for that person."""

from __future__ import annotations

from chalicelib.api.schemas.invoice_views import ReceptorView
from chalicelib.api.schemas.profiles import ProfileView
from chalicelib.api.schemas.sessions import SessionView
from chalicelib.api.schemas.shared import Moment, Money, View
from chalicelib.domain.account import Account, EmailChange
from chalicelib.domain.email_address import masked
from chalicelib.domain.export import Export
from chalicelib.domain.invoice import Invoice


class OwnAccount(View):
    """What the account's own record holds; of the password there is only a hash, which stays."""

    id: str
    name: str
    email: str
    former_emails: list[str]
    created_at: Moment

    @classmethod
    def of(cls, account: Account) -> OwnAccount:
        """Show it."""
        return cls(
            id=account.id,
            name=account.name,
            email=account.email,
            former_emails=list(account.former_emails),
            created_at=account.created_at,
        )


class OwnEmailChange(View):
    """A new address that waits to be confirmed."""

    email: str
    expires_at: Moment

    @classmethod
    def of(cls, change: EmailChange) -> OwnEmailChange:
        """Show it whole: its owner typed it."""
        return cls(email=change.email, expires_at=change.expires_at)


class OwnExport(View):
    """A file that was ordered from the panel."""

    id: str
    format: str
    status: str
    asked_at: Moment
    expires_at: Moment

    @classmethod
    def of(cls, export: Export) -> OwnExport:
        """Show the order; the file itself is in the panel."""
        return cls(
            id=export.id,
            format=export.format.value,
            status=export.status.value,
            asked_at=export.asked_at,
            expires_at=export.expires_at,
        )


class OwnTicket(View):
    """The ticket that an invoice is for."""

    order_number: str
    ticket_number: str
    purchased_at: Moment


class OwnInvoice(View):
    """One invoice with the data that it was asked with; of `emails` others' are masked."""

    id: str
    status: str
    accepted_at: Moment
    stamped_at: Moment | None
    uuid: str | None
    total: Money
    branch_id: str
    tickets: list[OwnTicket]
    receptor: ReceptorView
    uso_cfdi: str
    forma_pago: str
    emails: list[str]

    @classmethod
    def of(cls, invoice: Invoice, account: Account) -> OwnInvoice:
        """Show what is kept of an invoice beside the CFDI's own files."""
        return cls(
            id=invoice.id,
            status=invoice.status.value,
            accepted_at=invoice.accepted_at,
            stamped_at=invoice.stamped_at,
            uuid=invoice.uuid,
            total=invoice.amounts.total,
            branch_id=invoice.branch_id,
            tickets=[
                OwnTicket(
                    order_number=shown.order_number,
                    ticket_number=shown.ticket_number,
                    purchased_at=shown.purchased_at,
                )
                for shown in invoice.tickets
            ],
            receptor=ReceptorView.whole(invoice.data.receptor),
            uso_cfdi=invoice.data.uso_cfdi,
            forma_pago=invoice.data.forma_pago,
            emails=_addresses(invoice, account),
        )


class PersonalDataView(View):
    """The whole of it. `invoices_are_complete` is false where there are more than fit."""

    account: OwnAccount
    email_change: OwnEmailChange | None
    profiles: list[ProfileView]
    sessions: list[SessionView]
    exports: list[OwnExport]
    invoices: list[OwnInvoice]
    invoices_are_complete: bool


def _addresses(invoice: Invoice, account: Account) -> list[str]:
    told = (*invoice.data.emails, *(entry.to for entry in invoice.mail))
    shown = (one if account.is_mailed_at(one) else masked(one) for one in told)
    return list(dict.fromkeys(shown))
