"""Which clock a postal code lives by, and whether it lies in a border strip.

SAT measures an invoice's Fecha by the clock of LugarExpedicion (RMF 2.7.2.9,
CFDI40101), and IVA at 8 % needs a postal code that SAT's c_CodigoPostal flags as border.
The table holds runs of neighbouring codes; `infra/catalogs/postal_codes.py` makes it.
"""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from chalicelib.catalogs.tables import table
from chalicelib.catalogs.timezones import zone

LENGTH = 5


class Border(StrEnum):
    """The border strip that SAT's catalogue puts a postal code in."""

    NONE = "none"
    NORTH = "north"
    SOUTH = "south"


@dataclass(frozen=True)
class PostalCode:
    """A postal code that exists in c_CodigoPostal.

    `timezone` is an IANA name, `border` the strip of the border stimulus decrees.
    """

    code: str
    timezone: str
    border: Border

    @property
    def zone(self) -> ZoneInfo:
        """The clock itself, ready for `datetime.astimezone`."""
        return zone(self.timezone)


class _Run(NamedTuple):
    first: int
    last: int
    timezone: str
    border: Border


def postal_code(code: str) -> PostalCode | None:
    """Look up five digits; None when SAT knows no such postal code."""
    if not is_well_formed(code):
        return None
    number = int(code)
    runs = _runs()
    position = bisect_right(runs, number, key=attrgetter("first")) - 1
    if position < 0 or runs[position].last < number:
        return None
    return PostalCode(code, runs[position].timezone, runs[position].border)


def is_well_formed(code: str) -> bool:
    """Tell whether the text is five ASCII digits, as the XSD wants it."""
    return len(code) == LENGTH and code.isascii() and code.isdigit()


@cache
def _runs() -> tuple[_Run, ...]:
    content = table("postal_codes")
    timezones, borders = content["timezones"], [Border(name) for name in content["borders"]]
    return tuple(
        _Run(first, last, timezones[timezone], borders[border])
        for first, last, timezone, border in content["runs"]
    )
