"""The taxes of a CFDI: what one concept carries, and their sum over the document."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from chalicelib.catalogs.concepto import EXENTO, IEPS, IVA, is_known_traslado
from chalicelib.cfdi.rules import (
    MAX_DECIMALS,
    decimals,
    require,
    require_amount,
    require_within,
    traslado_limits,
)
from chalicelib.domain.money import ZERO, cents

if TYPE_CHECKING:
    from collections.abc import Iterable

TASA = "Tasa"
CUOTA = "Cuota"


@dataclass(frozen=True)
class Traslado:
    """A tax of one Concepto. `tasa_o_cuota` and `importe` are None exactly for Exento.

    Raises RuleBroken: CFDI40174 to CFDI40180.
    """

    base: Decimal
    impuesto: str
    tipo_factor: str
    tasa_o_cuota: Decimal | None = None
    importe: Decimal | None = None

    def __post_init__(self) -> None:
        require_amount(self.base, "Base")
        require(self.base > 0, "CFDI40174", "Base must be over zero")
        require(self.impuesto in {IVA, IEPS}, "CFDI40175", "Impuesto is IVA or IEPS")
        require(self.tipo_factor in {TASA, CUOTA, EXENTO}, "CFDI40176", "TipoFactor is not SAT's")
        if self.tipo_factor == EXENTO:
            nothing = self.tasa_o_cuota is None and self.importe is None
            require(nothing, "CFDI40177", "Exento has neither TasaOCuota nor Importe")
        else:
            self._require_importe()

    @property
    def key(self) -> tuple[str, str, Decimal | None]:
        """What rows are summed by: impuesto, factor and rate (CFDI40218)."""
        return self.impuesto, self.tipo_factor, self.tasa_o_cuota

    def _require_importe(self) -> None:
        """Hold the rules of a tax that has an amount."""
        if self.tasa_o_cuota is None or self.importe is None:
            require(False, "CFDI40178", "Tasa and Cuota have TasaOCuota and Importe")
            return
        require_amount(self.tasa_o_cuota, "TasaOCuota")
        require(
            decimals(self.tasa_o_cuota) == MAX_DECIMALS, "CFDI40179", "TasaOCuota has six decimals"
        )
        listed = _is_listed(self.impuesto, self.tipo_factor, self.tasa_o_cuota)
        require(listed, "CFDI40179", "TasaOCuota is not in c_TasaOCuota")
        require_amount(self.importe, "Importe")
        limits = traslado_limits(self.base, self.tasa_o_cuota, decimals(self.importe))
        require_within(self.importe, limits, "CFDI40180")


@dataclass(frozen=True)
class SumaDeTraslados:
    """One row of the document's Impuestos, in whole cents (CFDI40215, CFDI40221)."""

    base: Decimal
    impuesto: str
    tipo_factor: str
    tasa_o_cuota: Decimal | None
    importe: Decimal | None


def summed(traslados: Iterable[Traslado]) -> tuple[SumaDeTraslados, ...]:
    """Sum the concepts' taxes into one row for each tax, factor and rate, in order of appearance.

    The sums are rounded, never their parts; an amount is never base by rate again.
    """
    bases: dict[tuple[str, str, Decimal | None], Decimal] = {}
    importes: dict[tuple[str, str, Decimal | None], Decimal] = {}
    for traslado in traslados:
        key = traslado.key
        bases[key] = bases.get(key, ZERO) + traslado.base
        importes[key] = importes.get(key, ZERO) + (traslado.importe or ZERO)
    return tuple(
        SumaDeTraslados(cents(base), *key, None if key[1] == EXENTO else cents(importes[key]))
        for key, base in bases.items()
    )


@lru_cache(maxsize=64)
def _is_listed(impuesto: str, tipo_factor: str, tasa_o_cuota: Decimal) -> bool:
    """Ask the catalogue once for each of the few rates that a store has."""
    return is_known_traslado(impuesto, tipo_factor, tasa_o_cuota)
