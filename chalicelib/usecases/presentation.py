"""How an invoice is shown to its shopper on paper and by mail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chalicelib.cfdi.timbre import StampedCFDI
from chalicelib.domain.access_token import access_token
from chalicelib.domain.branch import Branch
from chalicelib.domain.invoice import Invoice
from chalicelib.domain.ticket import NotInvoiced, added_up
from chalicelib.rendering.colors import Color
from chalicelib.rendering.email import Email, FacturaFiles, factura_email
from chalicelib.rendering.invoice_pdf import invoice_pdf
from chalicelib.rendering.store_face import StoreFace, TicketFace
from chalicelib.usecases.ports import BranchStore, MediaStore


@dataclass(frozen=True)
class Presentation:
    """Puts the store's face on a document: brand, logo, tickets and what was not invoiced."""

    branches: BranchStore
    media: MediaStore
    token_keys: Callable[[], Sequence[bytes]]
    site_url: str

    def pdf(self, invoice: Invoice, stamped: StampedCFDI) -> bytes:
        """Return the printed representation."""
        return invoice_pdf(stamped, self._face(invoice), not_invoiced(invoice))

    def email(self, invoice: Invoice, stamped: StampedCFDI, to: str, files: FacturaFiles) -> Email:
        """Return the mail that brings the files to one address."""
        return factura_email(
            to,
            stamped,
            self._face(invoice),
            not_invoiced(invoice),
            files,
            self._status_url(invoice),
        )

    def _status_url(self, invoice: Invoice) -> str:
        """Put the token into the fragment, which no server ever sees (ASVS 14.2.1)."""
        token = access_token(self.token_keys(), invoice.id)
        return f"{self.site_url}/estado/#{invoice.id}.{token}"

    def _face(self, invoice: Invoice) -> StoreFace:
        branch = self.branches.get(invoice.branch_id)
        if branch is None:
            raise LookupError(f"{invoice.id}: branch {invoice.branch_id} is gone")
        return StoreFace(
            brand_name=branch.brand.name,
            color=Color.parse(branch.brand.color),
            branch_name=branch.name,
            address=branch.address,
            phone=branch.phone,
            tickets=_faces(invoice, branch),
            logo=self.media.media(branch.brand.logo),
        )


def not_invoiced(invoice: Invoice) -> tuple[NotInvoiced, ...]:
    """Add up what of all the tickets stays out of the CFDI, by kind."""
    return added_up(part for shown in invoice.tickets for part in shown.not_invoiced)


def _faces(invoice: Invoice, branch: Branch) -> tuple[TicketFace, ...]:
    return tuple(
        TicketFace(
            order_number=shown.order_number,
            ticket_number=shown.ticket_number,
            purchased_at=branch.local(shown.purchased_at),
            total_paid=shown.total + shown.tip,
        )
        for shown in invoice.tickets
    )
