"""Money, quantities and dates as people in Mexico read them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

_MONTHS = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)


def money(amount: Decimal) -> str:
    """Write pesos: `$1,234.50`. Digits beyond the cent stay, for nothing of a CFDI is rounded."""
    return f"${number(amount)}"


def number(amount: Decimal) -> str:
    """Write a number with thousands separated and two decimals, or as many more as it has."""
    exponent = amount.normalize().as_tuple().exponent
    decimals = max(2, -exponent) if isinstance(exponent, int) else 2
    return f"{amount:,.{decimals}f}"


def quantity(count: Decimal) -> str:
    """Write how many: `3`, `0.75`, `1,200`; zeros at the end say nothing."""
    whole = count == count.to_integral_value()
    return f"{int(count):,}" if whole else f"{count.normalize():,f}"


def percent(rate: Decimal) -> str:
    """Write a rate as people say it: 0.160000 is `16 %`, 0.265000 is `26.5 %`."""
    return f"{quantity(rate * 100)} %"


def long_date(day: date) -> str:
    """Write `20 de noviembre de 2026`; of a datetime, its own wall clock's day."""
    return f"{day.day} de {_MONTHS[day.month - 1]} de {day.year}"


def date_and_minute(moment: datetime) -> str:
    """Write `20 de noviembre de 2026, 18:05`, in the zone that the moment carries."""
    return f"{long_date(moment)}, {moment:%H:%M}"
