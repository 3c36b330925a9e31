"""SAT's catalogues that a ticket line is checked against before it may become a Concepto."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from chalicelib.catalogs.tables import table

IVA = "002"
IEPS = "003"
EXENTO = "Exento"

# c_ClaveProdServ and c_ClaveUnidad are too long, and change too often, to ship: their shape is
# checked here, whether they exist is the PAC's word. Units are not all upper case (`Ohm`, `Dx`).
CLAVE_PROD_SERV = re.compile(r"[0-9]{8}")
CLAVE_UNIDAD = re.compile(r"[A-Za-z0-9]{1,3}")

# Tasa and cuota are xs:decimal with six fraction digits.
FRACTION_DIGITS = 6


@dataclass(frozen=True)
class ObjetoImp:
    """A row of c_ObjetoImp; `accepted` says whether a store's ticket may use it."""

    code: str
    name: str
    accepted: bool


@dataclass(frozen=True)
class Tasa:
    """A row of c_TasaOCuota for traslados: a range, of one value when the rate is fixed."""

    impuesto: str
    tipo_factor: str
    lowest: Decimal
    highest: Decimal

    def covers(self, impuesto: str, tipo_factor: str, tasa_o_cuota: Decimal) -> bool:
        """Tell whether a traslado may carry this rate."""
        same_tax = (self.impuesto, self.tipo_factor) == (impuesto, tipo_factor)
        return same_tax and self.lowest <= tasa_o_cuota <= self.highest


def objeto_imp(code: str) -> ObjetoImp | None:
    """Look up a code such as `02`; None when SAT does not have it."""
    return _objetos_imp().get(code)


def is_known_traslado(impuesto: str, tipo_factor: str, tasa_o_cuota: Decimal | None) -> bool:
    """Tell whether SAT knows this tax at this rate; an exempt one carries no rate at all."""
    if tipo_factor == EXENTO:
        return impuesto in (IVA, IEPS) and tasa_o_cuota is None
    if tasa_o_cuota is None or not tasa_o_cuota.is_finite():
        return False
    covered = any(tasa.covers(impuesto, tipo_factor, tasa_o_cuota) for tasa in tasas())
    return covered and tasa_o_cuota == round(tasa_o_cuota, FRACTION_DIGITS)


def is_clave_prod_serv(text: str) -> bool:
    """Tell whether the text has the shape of a c_ClaveProdServ."""
    return CLAVE_PROD_SERV.fullmatch(text) is not None


def is_clave_unidad(text: str) -> bool:
    """Tell whether the text has the shape of a c_ClaveUnidad."""
    return CLAVE_UNIDAD.fullmatch(text) is not None


@cache
def tasas() -> tuple[Tasa, ...]:
    """List all rates of IVA and IEPS that a traslado may carry."""
    return tuple(
        Tasa(row["impuesto"], row["tipo_factor"], Decimal(row["lowest"]), Decimal(row["highest"]))
        for row in table("tasas")["tasas"]
    )


@cache
def _objetos_imp() -> Mapping[str, ObjetoImp]:
    rows = table("objetos_imp")["objetos_imp"]
    return MappingProxyType({row["code"]: ObjetoImp(**row) for row in rows})
