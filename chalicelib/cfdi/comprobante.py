"""A CFDI 4.0 in SAT's own words: a document that exists here breaks no rule that needs no list.

Amounts are Decimal pesos, written with the decimals that they carry. What the header
tells (SubTotal, Descuento, Impuestos, Total) is computed from the concepts, so that it
cannot disagree with them (CFDI40108, CFDI40119, CFDI40205, CFDI40215, CFDI40221).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.catalogs.concepto import CLAVE_PROD_SERV, CLAVE_UNIDAD
from chalicelib.cfdi.impuestos import Traslado
from chalicelib.cfdi.rules import (
    RFC_PATTERN,
    STRUCTURE,
    RuleBroken,
    decimals,
    importe_limits,
    require,
    require_amount,
    require_within,
)
from chalicelib.cfdi.text import require_text
from chalicelib.cfdi.totales import Totales
from chalicelib.domain.money import ZERO

if TYPE_CHECKING:
    from chalicelib.cfdi.impuestos import SumaDeTraslados

SI_OBJETO = "02"
OBJETOS_SIN_DESGLOSE = frozenset({"01", "03"})
INGRESO = "I"
MXN = "MXN"

_POSTAL_CODE = re.compile(r"[0-9]{5}")
_REGIMEN = re.compile(r"[0-9]{3}")
_USO_CFDI = re.compile(r"[A-Z]{1,2}[0-9]{2}")
_FORMA_PAGO = re.compile(r"[0-9]{2}")
_YEARS = range(2010, 2100)


@dataclass(frozen=True)
class Emisor:
    """Who sells: `nombre` in capitals and without régimen societario."""

    rfc: str
    nombre: str
    regimen_fiscal: str

    def __post_init__(self) -> None:
        _require_pattern(RFC_PATTERN, self.rfc, "Rfc")
        require_text(self.nombre, 300, "Nombre")
        _require_pattern(_REGIMEN, self.regimen_fiscal, "RegimenFiscal", "CFDI40140")


@dataclass(frozen=True)
class Receptor:
    """Who asks for the CFDI: the five data that the shopper gives."""

    rfc: str
    nombre: str
    domicilio_fiscal_receptor: str
    regimen_fiscal_receptor: str
    uso_cfdi: str

    def __post_init__(self) -> None:
        _require_pattern(RFC_PATTERN, self.rfc, "Rfc")
        require_text(self.nombre, 300, "Nombre")
        _require_pattern(_POSTAL_CODE, self.domicilio_fiscal_receptor, "DomicilioFiscalReceptor")
        _require_pattern(
            _REGIMEN, self.regimen_fiscal_receptor, "RegimenFiscalReceptor", "CFDI40157"
        )
        _require_pattern(_USO_CFDI, self.uso_cfdi, "UsoCFDI", "CFDI40160")


@dataclass(frozen=True)
class Concepto:
    """One line. `importe` is before `descuento`, both without the taxes of `traslados`.

    Raises RuleBroken: CFDI40162 to CFDI40172.
    """

    clave_prod_serv: str
    no_identificacion: str | None
    cantidad: Decimal
    clave_unidad: str
    descripcion: str
    valor_unitario: Decimal
    importe: Decimal
    objeto_imp: str
    descuento: Decimal = ZERO
    traslados: tuple[Traslado, ...] = ()
    unidad: str | None = None

    def __post_init__(self) -> None:
        self._require_words()
        self._require_amounts()
        self._require_taxes()

    def _require_words(self) -> None:
        """Hold the patterns of codes and texts."""
        _require_pattern(CLAVE_PROD_SERV, self.clave_prod_serv, "ClaveProdServ", "CFDI40162")
        _require_pattern(CLAVE_UNIDAD, self.clave_unidad, "ClaveUnidad", "CFDI40165")
        require_text(self.descripcion, 1000, "Descripcion")
        if self.no_identificacion is not None:
            require_text(self.no_identificacion, 100, "NoIdentificacion")
        if self.unidad is not None:
            require_text(self.unidad, 20, "Unidad")

    def _require_amounts(self) -> None:
        """Hold what SAT computes from quantity, price and discount."""
        for amount, attribute in (
            (self.cantidad, "Cantidad"),
            (self.valor_unitario, "ValorUnitario"),
            (self.importe, "Importe"),
            (self.descuento, "Descuento"),
        ):
            require_amount(amount, attribute)
        require(self.cantidad > 0, STRUCTURE, "Cantidad must be over zero")
        require(self.valor_unitario > 0, "CFDI40166", "ValorUnitario must be over zero")
        places = decimals(self.importe)
        limits = importe_limits(self.cantidad, self.valor_unitario, places)
        require_within(self.importe, limits, "CFDI40167")
        fits = not self.descuento or decimals(self.descuento) <= places
        require(fits, "CFDI40168", "Descuento has more decimals than Importe")
        require(self.descuento <= self.importe, "CFDI40169", "Descuento is over Importe")

    def _require_taxes(self) -> None:
        """Hold that ObjetoImp and the taxes tell the same."""
        if self.objeto_imp == SI_OBJETO:
            require(self.traslados, "CFDI40171", "ObjetoImp 02 has its taxes")
        else:
            known = self.objeto_imp in OBJETOS_SIN_DESGLOSE
            require(known, "CFDI40170", "ObjetoImp is one of retail's: 01, 02, 03")
            require(not self.traslados, "CFDI40172", "ObjetoImp 01 and 03 have no taxes")


@dataclass(frozen=True)
class Comprobante:
    """A CFDI before its seal. `fecha` is naive: the wall clock at `lugar_expedicion`.

    Raises RuleBroken when the header, or the header with its concepts, breaks a rule.
    """

    serie: str | None
    folio: str | None
    fecha: datetime
    forma_pago: str
    metodo_pago: str
    lugar_expedicion: str
    emisor: Emisor
    receptor: Receptor
    conceptos: tuple[Concepto, ...]
    moneda: str = MXN
    tipo_de_comprobante: str = INGRESO
    exportacion: str = "01"

    def __post_init__(self) -> None:
        self._require_words()
        naive = self.fecha.tzinfo is None and not self.fecha.microsecond
        require(naive and self.fecha.year in _YEARS, "CFDI40101", "Fecha is local, to the second")
        require(self.conceptos, STRUCTURE, "a Comprobante has at least one Concepto")
        require_amount(self.total, "Total")

    def _require_words(self) -> None:
        """Hold the patterns of the header's codes and texts."""
        if self.serie is not None:
            require_text(self.serie, 25, "Serie")
        if self.folio is not None:
            require_text(self.folio, 40, "Folio")
        _require_pattern(_FORMA_PAGO, self.forma_pago, "FormaPago", "CFDI40104")
        require(self.metodo_pago in {"PUE", "PPD"}, "CFDI40124", "MetodoPago is PUE or PPD")
        deferred = self.metodo_pago == "PPD"
        require(not deferred or self.forma_pago == "99", "CFDI40105", "PPD is paid with 99")
        require(self.moneda == MXN, "CFDI40113", "a ticket is in pesos")
        require(self.tipo_de_comprobante == INGRESO, "CFDI40121", "only ingresos are made")
        require(self.exportacion == "01", "CFDI40123", "a store's sale is no export")
        _require_pattern(_POSTAL_CODE, self.lugar_expedicion, "LugarExpedicion", "CFDI40126")

    @cached_property
    def totales(self) -> Totales:
        """Everything that the header tells of the concepts."""
        return Totales.of(self.conceptos)

    @property
    def sub_total(self) -> Decimal:
        """Sum of the concepts' Importe."""
        return self.totales.sub_total

    @property
    def descuento(self) -> Decimal:
        """Sum of the concepts' Descuento."""
        return self.totales.descuento

    @property
    def traslados(self) -> tuple[SumaDeTraslados, ...]:
        """The document's taxes, a row for each tax, factor and rate."""
        return self.totales.traslados

    @property
    def total_impuestos_trasladados(self) -> Decimal | None:
        """Sum of the rows; None where every row is exempt or there is none."""
        return self.totales.total_impuestos_trasladados

    @property
    def total(self) -> Decimal:
        """What is paid."""
        return self.totales.total


def _require_pattern(
    pattern: re.Pattern[str], value: str, attribute: str, code: str = STRUCTURE
) -> None:
    """Hold the XSD's pattern of a code, which may then be written without escapes."""
    if not pattern.fullmatch(value):
        raise RuleBroken(code, f"{attribute} {value!r} has another form")
