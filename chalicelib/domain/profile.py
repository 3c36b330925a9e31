"""Fiscal profiles: the data of a person or a company, kept so that nobody types them twice."""

from __future__ import annotations

from dataclasses import dataclass, replace

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

    def says_the_same(self, other: Profile) -> bool:
        """Tell whether `other`, asked for again, would bring nothing that this one has not."""
        mine, theirs = (
            (one.receptor, one.uso_cfdi, frozenset(one.emails)) for one in (self, other)
        )
        return mine == theirs and (self.is_main or not other.is_main)


def with_profile(profiles: tuple[Profile, ...], profile: Profile) -> tuple[Profile, ...]:
    """Add a profile, or put it in its former self's place.

    A first one is the main one, a new main one takes the place of the former,
    and the main one stays it until another is.
    """
    known = {one.id: one for one in profiles}
    main = profile if profile.is_main else _main(profiles) or profile
    known[profile.id] = profile
    return _led_by(main.id, tuple(known.values()))


def without_profile(profiles: tuple[Profile, ...], profile_id: str) -> tuple[Profile, ...]:
    """Take a profile away; after the main one the oldest that is left is it."""
    left = tuple(one for one in profiles if one.id != profile_id)
    main = _main(left) or next(iter(left), None)
    return _led_by(main.id, left) if main else ()


def _main(profiles: tuple[Profile, ...]) -> Profile | None:
    return next((one for one in profiles if one.is_main), None)


def _led_by(main_id: str, profiles: tuple[Profile, ...]) -> tuple[Profile, ...]:
    return tuple(replace(one, is_main=one.id == main_id) for one in profiles)
