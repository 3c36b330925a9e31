"""Fiscal profiles: the data of a person or a company, kept so that nobody types them twice."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.catalogs.sat import Persona
from chalicelib.domain.receptor import Receptor

MOST_PROFILES = 50
"""An accountant's clients fit; what holds more is a list of customers, not somebody's own data."""


@dataclass(frozen=True)
class Profile:
    """One taxpayer of an account. `emails` (three at most) get the files where nobody says else.

    Exactly one profile of an account is the main one: its RFC opens a session
    and asks for a new password.
    """

    id: str
    receptor: Receptor
    uso_cfdi: str
    emails: tuple[str, ...] = ()
    is_main: bool = False

    @property
    def rfc(self) -> str:
        """The RFC as text."""
        return str(self.receptor.rfc)

    @property
    def persona(self) -> Persona:
        """Person or company, which SAT tells by the RFC's length."""
        return self.receptor.rfc.persona
