"""The facts that an invoice is made of: each a value, none knows the invoice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from chalicelib.domain.invoice_status import InvoiceStatus
from chalicelib.domain.receptor import Receptor
from chalicelib.domain.ticket import NotInvoiced, TicketKey


@dataclass(frozen=True)
class Moment:
    """A status and when it was reached."""

    status: InvoiceStatus
    at: datetime


@dataclass(frozen=True)
class Due:
    """An invoice that somebody must look at, and the moment that says so."""

    invoice_id: str
    at: datetime


@dataclass(frozen=True)
class TicketShown:
    """What the invoice keeps of a ticket, for those who look at it later."""

    branch_id: str
    order_number: str
    ticket_number: str
    code: str
    purchased_at: datetime
    total: Decimal
    tip: Decimal
    not_invoiced: tuple[NotInvoiced, ...]
    invoice_total: Decimal

    @property
    def key(self) -> TicketKey:
        """The ticket's name."""
        return TicketKey.typed(self.branch_id, self.order_number, self.ticket_number)


@dataclass(frozen=True)
class TaxSum:
    """One row of the CFDI's taxes; the rate is None for Exento."""

    impuesto: str
    tipo_factor: str
    tasa_o_cuota: Decimal | None
    base: Decimal
    amount: Decimal


@dataclass(frozen=True)
class Amounts:
    """The CFDI's amounts in pesos, to the cent."""

    subtotal: Decimal
    discount: Decimal
    taxes: tuple[TaxSum, ...]
    total: Decimal


@dataclass(frozen=True)
class SealedDocument:
    """What names the sealed bytes of an attempt: they are in the documents store under `sha256`."""

    sha256: str
    fecha: datetime
    serie: str
    folio: str
    no_certificado: str
    pac: str


@dataclass(frozen=True)
class Send:
    """One call to the PAC. `outcome` None: nobody knows yet, the bytes may be stamped."""

    at: datetime
    outcome: str | None = None


@dataclass(frozen=True)
class Problem:
    """Why the invoice needs somebody: `field` names the shopper's datum, if it is his."""

    code: str
    field: str | None = None
    sat_code: str | None = None
    sat_message: str | None = None


@dataclass(frozen=True)
class MailTo:
    """One address and how far its mail got: pending, sent, refused or failed."""

    to: str
    status: str
    at: datetime
    reason: str | None = None
    tries: int = 0


@dataclass(frozen=True)
class InvoiceData:
    """What the shopper told, and may correct until it is sealed."""

    receptor: Receptor
    uso_cfdi: str
    forma_pago: str
    emails: tuple[str, ...] = ()

    def differences(self, other: InvoiceData) -> tuple[str, ...]:
        """Name the data in which a repeated request differs; no e-mails asked is no difference."""
        pairs = {
            "name": (self.receptor.name, other.receptor.name),
            "postal_code": (self.receptor.postal_code, other.receptor.postal_code),
            "regimen_fiscal": (self.receptor.regimen_fiscal, other.receptor.regimen_fiscal),
            "uso_cfdi": (self.uso_cfdi, other.uso_cfdi),
            "forma_pago": (self.forma_pago, other.forma_pago),
        }
        found = tuple(name for name, (mine, theirs) in pairs.items() if mine != theirs)
        if other.emails and set(other.emails) != set(self.emails):
            found += ("emails",)
        return found
