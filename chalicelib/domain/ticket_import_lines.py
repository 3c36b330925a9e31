"""What a line of a ticket must satisfy before it may become a Concepto."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from chalicelib.catalogs import concepto
from chalicelib.domain.money import ZERO, text
from chalicelib.domain.ticket import LineKind
from chalicelib.domain.ticket_import_taxes import tax_problems
from chalicelib.errors import FieldProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from decimal import Decimal

    from chalicelib.domain.branch import Branch
    from chalicelib.domain.ticket import TicketLine

# NoIdentificacion and Descripcion of a Concepto (Anexo 20).
MAX_SKU = 100
MAX_DESCRIPTION = 1000

# Unicode's categories of control characters and lone surrogates.
NOT_TEXT = frozenset({"Cc", "Cs"})


def line_problems(field: str, line: TicketLine, branch: Branch | None) -> Iterator[FieldProblem]:
    """Yield all that is wrong with the line at the pointer `field`.

    Other people's money never enters a CFDI, so its lines need no SAT data; those that
    they have must be right all the same.
    """
    yield from _text_problems(f"{field}/sku", line.sku, MAX_SKU)
    yield from _description_problems(f"{field}/description", line.description)
    yield from _number_problems(field, line)
    yield from _code_problems(field, line)
    yield from tax_problems(field, line, branch)


def negative(field: str, amount: Decimal) -> Iterator[FieldProblem]:
    """Yield a complaint when an amount is under zero."""
    if amount < ZERO:
        yield FieldProblem(field, "too_small")


def _description_problems(field: str, description: str) -> Iterator[FieldProblem]:
    if not description:
        yield FieldProblem(field, "required")
    yield from _text_problems(field, description, MAX_DESCRIPTION)


def _text_problems(field: str, content: str, longest: int) -> Iterator[FieldProblem]:
    """Refuse what cannot be a text: too long, or with control characters or broken UTF-16."""
    if len(content) > longest:
        yield FieldProblem(field, "too_long", {"max": longest})
    elif any(unicodedata.category(char) in NOT_TEXT for char in content):
        yield FieldProblem(field, "wrong_format")


def _number_problems(field: str, line: TicketLine) -> Iterator[FieldProblem]:
    if line.quantity <= ZERO:
        yield FieldProblem(f"{field}/quantity", "too_small")
    yield from negative(f"{field}/unit_price", line.unit_price)
    yield from negative(f"{field}/discount", line.discount)
    if line.discount > max(line.gross, ZERO):
        yield FieldProblem(f"{field}/discount", "too_large", {"max": text(line.gross)})


def _code_problems(field: str, line: TicketLine) -> Iterator[FieldProblem]:
    codes: tuple[tuple[str, str, Callable[[str], bool], str], ...] = (
        ("clave_prod_serv", line.clave_prod_serv, concepto.is_clave_prod_serv, "wrong_format"),
        ("clave_unidad", line.clave_unidad, concepto.is_clave_unidad, "wrong_format"),
        ("objeto_imp", line.objeto_imp, _is_supported, "objeto_imp_not_supported"),
    )
    for name, code, is_right, complaint in codes:
        if not code and line.kind is LineKind.SALE:
            yield FieldProblem(f"{field}/{name}", "required")
        elif code and not is_right(code):
            yield FieldProblem(f"{field}/{name}", complaint)


def _is_supported(objeto_imp: str) -> bool:
    """Tell whether retail has this one: 04-08 are for other régimenes and zones."""
    known = concepto.objeto_imp(objeto_imp)
    return known is not None and known.accepted
