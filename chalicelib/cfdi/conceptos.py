"""From tickets to the concepts of their CFDI, whose Total is the sale to the cent.

The cents are settled at six decimals inside the concepts, within SAT's limits, and
never in the Total.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from chalicelib.catalogs.concepto import EXENTO
from chalicelib.cfdi.base_and_tax import MICROS_IN_CENT, MILLION, line_taxes, splits
from chalicelib.cfdi.comprobante import Concepto
from chalicelib.cfdi.impuestos import Traslado
from chalicelib.cfdi.sold_lines import SoldLine, sold_lines
from chalicelib.cfdi.text import sat_text
from chalicelib.cfdi.totales import Totales

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chalicelib.domain.ticket import LineTax, Ticket

_MICRO = Decimal("0.000001")
_CENTS = 2


def conceptos_of(tickets: Sequence[Ticket]) -> tuple[Concepto, ...]:
    """Return one concept for each line of sale, in the tickets' order.

    NoIdentificacion is the ticket's number. Raises NothingToInvoice,
    TicketDoesNotAdd, TaxesNotSupported, and RuleBroken for a line that SAT's
    rules cannot tell.
    """
    sold = [line for ticket in tickets for line in sold_lines(ticket)]
    shares = _shares(sold)
    return tuple(_concepto(line, share) for line, share in zip(sold, shares, strict=True))


def totals_of(tickets: Sequence[Ticket]) -> Totales:
    """Return what the tickets' CFDI will total, before anybody asks for it."""
    return Totales.of(conceptos_of(tickets))


@dataclass(frozen=True)
class _Share:
    """A line's part of its rate's base and tax, in micros."""

    base: int
    tax: int


def _shares(sold: Sequence[SoldLine]) -> list[_Share]:
    """Split what was paid at each rate, and each rate's base and tax over its lines."""
    groups: dict[LineTax | None, list[int]] = defaultdict(list)
    for place, line in enumerate(sold):
        groups[line.iva].append(place)
    paid = [
        (sum(sold[place].net for place in places), _millionths(iva))
        for iva, places in groups.items()
    ]
    shares: dict[int, _Share] = {}
    for places, split, (_, rate) in zip(groups.values(), splits(paid), paid, strict=True):
        bases = _bases([sold[place].net for place in places], split.base, rate)
        taxes = line_taxes(bases, rate)
        shares.update(zip(places, map(_Share, bases, taxes), strict=True))
    return [shares[place] for place in range(len(sold))]


def _millionths(iva: LineTax | None) -> int:
    """Return a rate in millionths: 160000 for 16 %, 0 where nothing is paid."""
    return int(iva.tasa_o_cuota * MILLION) if iva and iva.tasa_o_cuota else 0


def _bases(nets: Sequence[int], whole: int, rate: int) -> list[int]:
    """Part a rate's base over its lines; the largest takes what is left.

    Each line keeps its own price, cut at six decimals, so equal lines stay equal.
    What is left is under half a cent below what the largest line had, which is
    at least a cent with its tax: it never comes down to zero.
    """
    bases = [net * MICROS_IN_CENT * MILLION // (MILLION + rate) for net in nets]
    largest = nets.index(max(nets))
    bases[largest] += whole - sum(bases)
    return bases


def _concepto(sold: SoldLine, share: _Share) -> Concepto:
    """Write one line as SAT's Concepto."""
    line = sold.line
    importe = share.base + sold.descuento * MICROS_IN_CENT
    unit_price = (importe / line.quantity).to_integral_value(ROUND_HALF_UP)
    return Concepto(
        clave_prod_serv=line.clave_prod_serv,
        no_identificacion=sat_text(sold.ticket_number, 100),
        cantidad=_shortest(line.quantity),
        clave_unidad=line.clave_unidad,
        descripcion=sat_text(line.description, 1000),
        valor_unitario=_pesos(int(unit_price)),
        importe=_pesos(importe),
        objeto_imp=sold.objeto_imp,
        descuento=_pesos(sold.descuento * MICROS_IN_CENT),
        traslados=_traslados(sold, share),
    )


def _traslados(sold: SoldLine, share: _Share) -> tuple[Traslado, ...]:
    """Return the tax that a line breaks out; one that was given away has none."""
    iva = sold.iva
    if iva is None or not sold.net:
        return ()
    base = _pesos(share.base)
    if iva.tipo_factor == EXENTO or iva.tasa_o_cuota is None:
        return (Traslado(base, iva.impuesto, iva.tipo_factor),)
    tasa = iva.tasa_o_cuota.quantize(_MICRO)
    return (Traslado(base, iva.impuesto, iva.tipo_factor, tasa, _pesos(share.tax)),)


def _pesos(micros: int) -> Decimal:
    """Write millionths as pesos, with no more decimals than they need and at least two."""
    places = 6
    while places > _CENTS and not micros % 10:
        micros, places = micros // 10, places - 1
    return Decimal(micros).scaleb(-places)


def _shortest(quantity: Decimal) -> Decimal:
    """Drop the zeros at the end of a quantity, without ever using an exponent."""
    text = f"{quantity:f}"
    return Decimal(text.rstrip("0").rstrip(".")) if "." in text else quantity
