"""A sale as the point of sale told it: its lines, its payments and what of it may be invoiced."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from chalicelib.catalogs import sat
from chalicelib.domain.money import ZERO, cents
from chalicelib.domain.typed import joined

MAX_IDENTIFIER = 40


class LineKind(StrEnum):
    """What a line of the ticket is; only `SALE` is the store's own income."""

    SALE = "sale"
    DONATION = "donation"
    THIRD_PARTY = "third_party"
    CASH_BACK = "cash_back"
    DEPOSIT = "deposit"
    GIFT_CARD = "gift_card"


class TicketStatus(StrEnum):
    """Where a ticket stands for somebody who wants it invoiced."""

    AVAILABLE = "available"
    IN_PROGRESS = "in_progress"
    INVOICED = "invoiced"
    EXPIRED = "expired"
    GLOBAL = "global"
    RETURNED = "returned"
    VOIDED = "voided"


@dataclass(frozen=True)
class LineTax:
    """A tax of a line: SAT's impuesto (001 ISR, 002 IVA, 003 IEPS), factor and rate.

    `tasa_o_cuota` is None exactly when `tipo_factor` is "Exento".
    """

    impuesto: str
    tipo_factor: str
    tasa_o_cuota: Decimal | None


@dataclass(frozen=True)
class TicketLine:
    """One line; `unit_price` and its whole `discount` include tax if the ticket says so."""

    sku: str
    description: str
    kind: LineKind
    clave_prod_serv: str
    clave_unidad: str
    objeto_imp: str
    taxes: tuple[LineTax, ...]
    quantity: Decimal
    unit_price: Decimal
    discount: Decimal = ZERO

    @property
    def gross(self) -> Decimal:
        """Quantity by price, to the cent, before any discount."""
        return cents(self.quantity * self.unit_price)

    @property
    def amount(self) -> Decimal:
        """What the line adds to the ticket, to the cent."""
        return self.gross - self.discount


@dataclass(frozen=True)
class Payment:
    """A part of what was paid, in SAT's c_FormaPago."""

    forma_pago: str
    amount: Decimal


@dataclass(frozen=True)
class NotInvoiced:
    """A part of the ticket that is other people's money: its kind (a LineKind or "tip")."""

    kind: str
    amount: Decimal


def added_up(parts: Iterable[NotInvoiced]) -> tuple[NotInvoiced, ...]:
    """Return one part a kind, in the order in which the kinds first come."""
    sums: dict[str, Decimal] = {}
    for part in parts:
        sums[part.kind] = sums.get(part.kind, ZERO) + part.amount
    return tuple(NotInvoiced(kind, amount) for kind, amount in sums.items())


@dataclass(frozen=True)
class TicketKey:
    """The three data that name a ticket for ever; numbers in their normal form."""

    branch_id: str
    order_number: str
    ticket_number: str

    @classmethod
    def typed(cls, branch_id: str, order_number: str, ticket_number: str) -> TicketKey:
        """Read the numbers as people type them: case, blanks and dashes do not count."""
        return cls(branch_id, normal_number(order_number), normal_number(ticket_number))

    def __str__(self) -> str:
        return f"TKT#{self.branch_id}#{self.order_number}#{self.ticket_number}"

    @property
    def ticket_id(self) -> str:
        """An opaque name that tells nothing of the ticket's numbers."""
        return "tkt_" + hashlib.sha256(str(self).encode()).hexdigest()[:24]


def normal_number(typed: str) -> str:
    """Return an order or ticket number without blanks or dashes and in capitals."""
    return joined(typed).upper()


@dataclass(frozen=True)
class Ticket:
    """A sale. `total` is what the ticket prints, tip apart; `discount` is on the whole ticket."""

    branch_id: str
    order_number: str
    ticket_number: str
    purchased_at: datetime
    total: Decimal
    lines: tuple[TicketLine, ...]
    payments: tuple[Payment, ...] = ()
    tip: Decimal = ZERO
    discount: Decimal = ZERO
    prices_include_tax: bool = True

    @property
    def key(self) -> TicketKey:
        """The ticket's name in every store and for ever."""
        return TicketKey.typed(self.branch_id, self.order_number, self.ticket_number)

    @property
    def sale_lines(self) -> tuple[TicketLine, ...]:
        """The lines that are the store's own sale."""
        return tuple(line for line in self.lines if line.kind is LineKind.SALE)

    @property
    def invoice_total(self) -> Decimal:
        """What the CFDI's Total must be, to the cent: the total less other people's money."""
        others = sum((ln.amount for ln in self.lines if ln.kind is not LineKind.SALE), ZERO)
        return self.total - others

    @property
    def not_invoiced(self) -> tuple[NotInvoiced, ...]:
        """What of the ticket stays out of the CFDI, one entry a kind, the tip last."""
        others = [
            NotInvoiced(line.kind.value, line.amount)
            for line in self.lines
            if line.kind is not LineKind.SALE
        ]
        tip = [NotInvoiced("tip", self.tip)] if self.tip else []
        return added_up(others + tip)

    @property
    def formas_pago(self) -> tuple[str, ...]:
        """The forms of payment that the shopper may state (SAT: never another than the sale's).

        One when the sale's is known; several when the largest amounts are equal;
        SAT's list for shoppers when the store told none.
        """
        if not self.payments:
            return tuple(forma.code for forma in sat.formas_pago_for_shoppers())
        paid: dict[str, Decimal] = {}
        for payment in self.payments:
            paid[payment.forma_pago] = paid.get(payment.forma_pago, ZERO) + payment.amount
        largest = max(paid.values())
        return tuple(forma for forma, amount in paid.items() if amount == largest)

    @property
    def forma_pago(self) -> str | None:
        """The one form of payment, or None while the shopper must choose."""
        return self.formas_pago[0] if len(self.formas_pago) == 1 else None

    def is_proved_by(self, total: Decimal) -> bool:
        """Tell whether a typed total proves the ticket: the total, or the total with its tip."""
        return total in {self.total, self.total + self.tip}
