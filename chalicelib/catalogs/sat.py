"""SAT's catalogues that a receptor and a sale are checked against, with SAT's own names.

Every look-up answers None for a code that SAT does not have in force, so that the caller decides
what to say. The lists keep SAT's order.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from chalicelib.catalogs.tables import table


class Persona(StrEnum):
    """The two kinds of taxpayer: people, and everything that the law makes one."""

    FISICA = "fisica"
    MORAL = "moral"


@dataclass(frozen=True)
class RegimenFiscal:
    """A row of c_RegimenFiscal; CFDI40158 refuses it to the other kind of person."""

    code: str
    name: str
    personas: tuple[Persona, ...]


@dataclass(frozen=True)
class UsoCFDI:
    """A row of c_UsoCFDI; CFDI40161 refuses it to other persons and other régimenes.

    `purchase` is false for the codes that belong to egresos, payments and payroll: SAT may let
    them pass, but a shopper has no use for them.
    """

    code: str
    name: str
    personas: tuple[Persona, ...]
    regimenes: tuple[str, ...]
    purchase: bool

    def allows(self, persona: Persona, regimen: str) -> bool:
        """Tell whether SAT takes this use from that person in that régimen."""
        return persona in self.personas and regimen in self.regimenes


@dataclass(frozen=True)
class FormaPago:
    """A row of c_FormaPago; the shopper may choose it only when the sale's own is unknown."""

    code: str
    name: str
    shopper_may_choose: bool


def regimen_fiscal(code: str) -> RegimenFiscal | None:
    """Look up a régimen such as `601`."""
    return _regimenes().get(code)


def regimenes_fiscales() -> tuple[RegimenFiscal, ...]:
    """List all régimenes in force."""
    return tuple(_regimenes().values())


def regimenes_for(persona: Persona) -> tuple[RegimenFiscal, ...]:
    """List the régimenes that this kind of person can have."""
    return tuple(one for one in regimenes_fiscales() if persona in one.personas)


def uso_cfdi(code: str) -> UsoCFDI | None:
    """Look up a use such as `G03`."""
    return _usos().get(code)


def usos_cfdi() -> tuple[UsoCFDI, ...]:
    """List all uses in force."""
    return tuple(_usos().values())


def usos_for(persona: Persona, regimen: str) -> tuple[UsoCFDI, ...]:
    """List the uses that SAT takes from this kind of person in this régimen.

    Empty when nobody of that kind can be in that régimen.
    """
    if not any(one.code == regimen for one in regimenes_for(persona)):
        return ()
    return tuple(one for one in usos_cfdi() if one.allows(persona, regimen))


def forma_pago(code: str) -> FormaPago | None:
    """Look up a form of payment such as `01`."""
    return _formas_pago().get(code)


def formas_pago() -> tuple[FormaPago, ...]:
    """List all forms of payment in force."""
    return tuple(_formas_pago().values())


def formas_pago_for_shoppers() -> tuple[FormaPago, ...]:
    """List what a shopper may choose from when the sale does not say how it was paid."""
    return tuple(one for one in formas_pago() if one.shopper_may_choose)


@cache
def _regimenes() -> Mapping[str, RegimenFiscal]:
    rows = table("regimenes_fiscales")["regimenes_fiscales"]
    return MappingProxyType(
        {row["code"]: RegimenFiscal(row["code"], row["name"], _personas(row)) for row in rows}
    )


@cache
def _usos() -> Mapping[str, UsoCFDI]:
    rows = table("usos_cfdi")["usos_cfdi"]
    return MappingProxyType(
        {
            row["code"]: UsoCFDI(
                row["code"], row["name"], _personas(row), tuple(row["regimenes"]), row["purchase"]
            )
            for row in rows
        }
    )


@cache
def _formas_pago() -> Mapping[str, FormaPago]:
    rows = table("formas_pago")["formas_pago"]
    return MappingProxyType({row["code"]: FormaPago(**row) for row in rows})


def _personas(row: Mapping[str, list[str]]) -> tuple[Persona, ...]:
    return tuple(Persona(name) for name in row["personas"])
