"""Making an invoice's one document: built and sealed once, its bytes kept before it is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chalicelib.cfdi.csd import CSD
from chalicelib.cfdi.ingreso import fecha_of, ingreso
from chalicelib.cfdi.sello import seal
from chalicelib.domain.branch import Branch
from chalicelib.domain.invoice import Invoice
from chalicelib.domain.invoice_parts import SealedDocument
from chalicelib.domain.ticket import Ticket
from chalicelib.usecases.ports import BranchStore, Clock, DocumentStore, TicketStore


@dataclass(frozen=True)
class Sealing:
    """Builds the CFDI of an invoice from its tickets and seals it with the issuer's CSD."""

    branches: BranchStore
    tickets: TicketStore
    documents: DocumentStore
    csd_of: Callable[[str], CSD]
    clock: Clock

    def seal(self, invoice: Invoice, pac: str) -> SealedDocument:
        """Return what names the sealed bytes, once they are kept.

        Raises CSDError while the issuer's CSD cannot be used.
        """
        branch = self._branch(invoice)
        csd = self.csd_of(invoice.issuer_id)
        csd.require_in_force(self.clock())
        fecha = fecha_of(invoice.accepted_at, self.clock(), branch.timezone)
        folio = self.branches.next_folio(invoice.issuer_id, branch.serie)
        data = invoice.data
        tickets = self._tickets(invoice)
        document = ingreso(
            tickets, branch, data.receptor, data.uso_cfdi, data.forma_pago, fecha, folio
        )
        sealed = seal(document, csd)
        self.documents.put_sealed(sealed.sha256, sealed.xml)
        return SealedDocument(
            sha256=sealed.sha256,
            fecha=fecha,
            serie=branch.serie,
            folio=str(folio),
            no_certificado=csd.no_certificado,
            pac=pac,
        )

    def _branch(self, invoice: Invoice) -> Branch:
        branch = self.branches.get(invoice.branch_id)
        if branch is None:
            raise LookupError(f"{invoice.id}: branch {invoice.branch_id} is gone")
        return branch

    def _tickets(self, invoice: Invoice) -> list[Ticket]:
        records = [self.tickets.get(shown.key) for shown in invoice.tickets]
        if None in records:
            raise LookupError(f"{invoice.id}: a ticket that it claimed is gone")
        return [record.ticket for record in records if record]
