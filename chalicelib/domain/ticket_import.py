"""What a sale must satisfy before its ticket is kept: every complaint at once.

A ticket that passes can become a CFDI without asking the store again.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from chalicelib.catalogs import sat
from chalicelib.domain.money import ZERO, text
from chalicelib.domain.ticket import MAX_IDENTIFIER, normal_number
from chalicelib.domain.ticket_import_lines import line_problems, negative
from chalicelib.domain.ticket_import_total import discountable, expected_total
from chalicelib.errors import FieldProblem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from chalicelib.domain.branch import Branch
    from chalicelib.domain.ticket import Ticket

# Tills run a little fast; more than this is a wrong date.
CLOCK_SKEW = timedelta(minutes=5)
# No till that sends tickets to this system is older; anything earlier is a wrong date.
FIRST_YEAR = 2017

# A ticket is kept as one item, whose size DynamoDB limits to 400 kB. A line takes some 420 bytes
# beside its texts, which count in bytes of UTF-8 and may double when they are quoted.
MAX_LINES = 500
MAX_TEXT = 80_000
MAX_PAYMENTS = 50

# "Por definir" belongs to a sale on credit (PPD), which this system does not invoice.
POR_DEFINIR = "99"

# It parts the keys of the store of tickets.
KEY_SEPARATOR = "#"


def problems_of(ticket: Ticket, branch: Branch | None, now: datetime) -> tuple[FieldProblem, ...]:
    """Return all that is wrong with a ticket, empty when it may be kept.

    `branch` is the one that the ticket names, None when there is none. Fields are
    JSON pointers into the ticket as the point of sale sends it.
    """
    return (
        *_identifier_problems(ticket, branch),
        *_date_problems(ticket, now),
        *_payment_problems(ticket),
        *_amount_problems(ticket),
        *_lines_problems(ticket, branch),
        *_total_problems(ticket),
    )


def _identifier_problems(ticket: Ticket, branch: Branch | None) -> Iterator[FieldProblem]:
    if branch is None:
        code = "not_in_catalog" if ticket.branch_id else "required"
        yield FieldProblem("/branch_id", code)
    yield from _number_problems("/order_number", ticket.order_number)
    yield from _number_problems("/ticket_number", ticket.ticket_number)


def _number_problems(field: str, number: str) -> Iterator[FieldProblem]:
    written = "".join(number.split())
    if written and not written.isprintable():
        yield FieldProblem(field, "wrong_format")
    elif not normal_number(number):
        yield FieldProblem(field, "required")
    elif len(number) > MAX_IDENTIFIER:
        yield FieldProblem(field, "too_long", {"max": MAX_IDENTIFIER})
    elif KEY_SEPARATOR in written:
        yield FieldProblem(field, "wrong_format")


def _date_problems(ticket: Ticket, now: datetime) -> Iterator[FieldProblem]:
    if ticket.purchased_at > now + CLOCK_SKEW:
        yield FieldProblem("/purchased_at", "too_large")
    elif ticket.purchased_at.year < FIRST_YEAR:
        yield FieldProblem("/purchased_at", "too_small")


def _payment_problems(ticket: Ticket) -> Iterator[FieldProblem]:
    """Judge each payment by itself: what people give and get back need not add up to the total."""
    if len(ticket.payments) > MAX_PAYMENTS:
        yield FieldProblem("/payments", "too_large", {"max": MAX_PAYMENTS})
        return
    for at, payment in enumerate(ticket.payments):
        field = f"/payments/{at}"
        if payment.forma_pago == POR_DEFINIR:
            yield FieldProblem(f"{field}/forma_pago", "metodo_pago_not_supported")
        elif sat.forma_pago(payment.forma_pago) is None:
            yield FieldProblem(f"{field}/forma_pago", "not_in_catalog")
        if payment.amount <= ZERO:
            yield FieldProblem(f"{field}/amount", "too_small")


def _amount_problems(ticket: Ticket) -> Iterator[FieldProblem]:
    yield from negative("/total", ticket.total)
    yield from negative("/tip", ticket.tip)
    yield from negative("/discount", ticket.discount)
    limit = discountable(ticket)
    if ticket.discount > limit:
        yield FieldProblem("/discount", "too_large", {"max": text(limit)})


def _lines_problems(ticket: Ticket, branch: Branch | None) -> Iterator[FieldProblem]:
    if not ticket.lines:
        yield FieldProblem("/lines", "required")
    elif len(ticket.lines) > MAX_LINES:
        yield FieldProblem("/lines", "too_large", {"max": MAX_LINES})
    elif sum(_size(line.description) + _size(line.sku) for line in ticket.lines) > MAX_TEXT:
        yield FieldProblem("/lines", "too_long", {"max": MAX_TEXT})
    else:
        for at, line in enumerate(ticket.lines):
            yield from line_problems(f"/lines/{at}", line, branch)


def _size(content: str) -> int:
    return len(content.encode(errors="surrogatepass"))


def _total_problems(ticket: Ticket) -> Iterator[FieldProblem]:
    expected, slack = expected_total(ticket)
    if ticket.lines and abs(ticket.total - expected) > slack:
        yield FieldProblem("/total", "total_mismatch", {"expected": text(expected)})
