"""Which clock a postal code lives by: state prefixes, and the border towns that keep US time.

Source: Ley de los Husos Horarios (DOF 28-X-2022) and its map on SAT's
c_CodigoPostal.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

CENTRO = "America/Mexico_City"

# The first range that holds the postal code decides; what none holds lives by CENTRO.
RANGES: tuple[tuple[int, int, str], ...] = (
    (21000, 22999, "America/Tijuana"),
    (26000, 26339, "America/Matamoros"),
    (26400, 26699, "America/Matamoros"),
    (27500, 27549, "America/Matamoros"),
    (31820, 31849, "America/Ciudad_Juarez"),
    (32000, 32799, "America/Ciudad_Juarez"),
    (31000, 33999, "America/Chihuahua"),
    (63726, 63726, "America/Bahia_Banderas"),
    (63728, 63730, "America/Bahia_Banderas"),
    (63732, 63732, "America/Bahia_Banderas"),
    (63734, 63739, "America/Bahia_Banderas"),
    (23000, 23999, "America/Mazatlan"),
    (63000, 63999, "America/Mazatlan"),
    (80000, 82999, "America/Mazatlan"),
    (65000, 65069, "America/Matamoros"),
    (77000, 77999, "America/Cancun"),
    (83000, 85999, "America/Hermosillo"),
    (87300, 87599, "America/Matamoros"),
    (88000, 88879, "America/Matamoros"),
    (88900, 88999, "America/Matamoros"),
)


def zone_of(codigo_postal: str) -> ZoneInfo:
    """Give the zone of a five-digit postal code."""
    number = int(codigo_postal)
    for first, last, name in RANGES:
        if first <= number <= last:
            return ZoneInfo(name)
    return ZoneInfo(CENTRO)
