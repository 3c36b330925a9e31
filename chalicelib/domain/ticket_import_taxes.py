"""Which taxes a line of a ticket may bear, and where."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from chalicelib.catalogs.concepto import EXENTO, IEPS, IVA, is_known_traslado
from chalicelib.errors import FieldProblem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chalicelib.domain.branch import Branch
    from chalicelib.domain.ticket import LineTax, TicketLine

SI_OBJETO = "02"
IVA_8 = Decimal("0.08")
FACTORES = ("Tasa", "Cuota", EXENTO)


def tax_problems(field: str, line: TicketLine, branch: Branch | None) -> Iterator[FieldProblem]:
    """Yield all that is wrong with the taxes of the line at the pointer `field`.

    `branch` tells whether IVA at 8 % is switched on; None skips that question.
    """
    yield from _coherence_problems(f"{field}/taxes", line)
    seen: set[tuple[str, str]] = set()
    for at, tax in enumerate(line.taxes):
        row = f"{field}/taxes/{at}"
        yield from _rate_problems(row, tax, branch)
        if _name(tax) in seen:
            yield FieldProblem(row, "tax_repeated")
        seen.add(_name(tax))


def _coherence_problems(field: str, line: TicketLine) -> Iterator[FieldProblem]:
    """Hold the taxes against ObjetoImp: 02 asks for the node of taxes, the others forbid it.

    IEPS is folded into the price of a nominative CFDI, so only IVA can fill that node.
    """
    if line.objeto_imp == SI_OBJETO:
        if not any(tax.impuesto == IVA for tax in line.taxes):
            yield FieldProblem(field, "required", {"impuesto": IVA})
    elif line.objeto_imp and line.taxes:
        yield FieldProblem(field, "taxes_not_allowed", {"objeto_imp": line.objeto_imp})


def _rate_problems(field: str, tax: LineTax, branch: Branch | None) -> Iterator[FieldProblem]:
    """Judge the three parts of a tax from the left: the first one that is wrong is named."""
    if tax.impuesto not in (IVA, IEPS):
        yield FieldProblem(f"{field}/impuesto", "not_in_catalog")
    elif tax.tipo_factor not in FACTORES:
        yield FieldProblem(f"{field}/tipo_factor", "not_in_catalog")
    elif tax.tasa_o_cuota is None and tax.tipo_factor != EXENTO:
        yield FieldProblem(f"{field}/tasa_o_cuota", "required")
    elif not is_known_traslado(tax.impuesto, tax.tipo_factor, tax.tasa_o_cuota):
        yield FieldProblem(f"{field}/tasa_o_cuota", "not_in_catalog")
    elif _is_iva_8(tax) and branch is not None and not branch.iva_8:
        yield FieldProblem(f"{field}/tasa_o_cuota", "iva_8_not_enabled")


def _is_iva_8(tax: LineTax) -> bool:
    return tax.impuesto == IVA and tax.tasa_o_cuota == IVA_8


def _name(tax: LineTax) -> tuple[str, str]:
    """Name what a line may bear once: IVA whatever its factor, IEPS by rate and by quota."""
    return (tax.impuesto, "" if tax.impuesto == IVA else tax.tipo_factor)
