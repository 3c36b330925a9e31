"""Tickets of every mix that a Mexican till prints, for Hypothesis to draw from."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import assume
from hypothesis import strategies as st

from chalicelib.domain.money import cents
from chalicelib.domain.ticket import LineKind, LineTax, Ticket, TicketLine
from chalicelib.domain.ticket_import_total import expected_total

PURCHASED_AT = datetime(2026, 11, 3, 18, 30, tzinfo=UTC)


def iva(rate: str) -> LineTax:
    return LineTax("002", "Tasa", Decimal(rate))


def ieps(rate: str) -> LineTax:
    return LineTax("003", "Tasa", Decimal(rate))


EXEMPT = LineTax("002", "Exento", None)
IEPS_QUOTA = LineTax("003", "Cuota", Decimal("1.584500"))

MIXES = (
    ("02", (iva("0.16"),)),
    ("02", (iva("0.080000"),)),
    ("02", (iva("0"),)),
    ("02", (EXEMPT,)),
    ("02", (iva("0"), ieps("0.08"))),
    ("02", (iva("0.16"), ieps("0.265"))),
    ("02", (iva("0.16"), ieps("0.53"))),
    ("02", (iva("0.16"), IEPS_QUOTA)),
    ("01", ()),
    ("03", ()),
)

QUANTITIES = st.one_of(
    st.integers(1, 12).map(Decimal),
    st.integers(1, 9_999).map(lambda grams: Decimal(grams).scaleb(-3)),
    st.integers(1, 5_000_000).map(lambda parts: Decimal(parts).scaleb(-6)),
    st.sampled_from([Decimal("1.000000"), Decimal("2.50"), Decimal(1000)]),
)
PRICES = st.one_of(
    st.integers(1, 60).map(lambda c: Decimal(c).scaleb(-2)),
    st.integers(1, 500_000).map(lambda c: Decimal(c).scaleb(-2)),
    st.integers(10_000, 90_000_000).map(lambda micros: Decimal(micros).scaleb(-6)),
    st.just(Decimal(0)),
)
PARTS_OFF = ["0", "0", "0", "0.1", "0.333", "0.99", "1"]
DESCRIPTIONS = st.sampled_from(
    ["Leche entera 1 L", 'Piña & coco 12" <fresca>', "JABÓN  ÑANDÚ", "Café d'olla", "x"]
)


@st.composite
def lines(draw: st.DrawFn, kind: LineKind = LineKind.SALE) -> TicketLine:
    objeto_imp, taxes = draw(st.sampled_from(MIXES))
    line = TicketLine(
        sku=draw(st.sampled_from(["7501", "A-9"])),
        description=draw(DESCRIPTIONS),
        kind=kind,
        clave_prod_serv="50202301",
        clave_unidad="H87",
        objeto_imp=objeto_imp,
        taxes=taxes,
        quantity=draw(QUANTITIES),
        unit_price=draw(PRICES),
    )
    assume(line.unit_price > 1 or IEPS_QUOTA not in taxes)
    parts = ["0", "0", "0", "0.1", "0.333"] if IEPS_QUOTA in taxes else PARTS_OFF
    discount = cents(line.gross * Decimal(draw(st.sampled_from(parts))))
    return replace(line, discount=discount)


@st.composite
def tickets(draw: st.DrawFn, most_lines: int = 12) -> Ticket:
    """A ticket whose total is one that the import accepts: exact, or as some till rounds it."""
    sold = draw(st.lists(lines(), min_size=1, max_size=most_lines))
    others = draw(st.lists(lines(LineKind.DONATION), max_size=1))
    sale = sum((line.amount for line in sold), Decimal(0))
    part = draw(st.sampled_from(["0", "0", "0.05", "0.15", "0.5"])) if sale >= 1 else "0"
    ticket = Ticket(
        branch_id="b1",
        order_number="1001",
        ticket_number=draw(st.sampled_from(["T-0001", "000123"])),
        purchased_at=PURCHASED_AT,
        total=Decimal(0),
        lines=tuple(sold + others),
        discount=cents(sale * Decimal(part)),
        prices_include_tax=draw(st.booleans()),
    )
    exact, tolerance = expected_total(ticket)
    lean = draw(st.sampled_from(["0", "0", "-1", "1", "0.4"]))
    total = cents(exact + tolerance * Decimal(lean))
    whole = replace(ticket, total=total)
    assume(whole.invoice_total > 0 and sale > whole.discount)
    return whole
