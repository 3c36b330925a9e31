"""Mexico's clocks, by the rules that ship with this program and not by those of the machine.

Mexico dropped daylight saving in October 2022 except along the northern border, and Chihuahua
changed twice that autumn. A host with older zone files would give those branches a Fecha that is
an hour off, and SAT refuses an invoice from the future (CFDI40101). So the zone files always come
from the pinned `tzdata` package.
"""

from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo


@cache
def zone(name: str) -> ZoneInfo:
    """Return the clock of an IANA zone such as `America/Tijuana`.

    Raises FileNotFoundError when IANA has no zone of that name.
    """
    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as rules:
        return ZoneInfo.from_file(rules, key=name)
