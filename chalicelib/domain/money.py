"""Money as people count it: Decimal pesos and whole cents, never floats."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


def cents(amount: Decimal) -> Decimal:
    """Round an amount of pesos half up to the cent, as a till does."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def text(amount: Decimal) -> str:
    """Write an amount as the API does: two decimals, no thousands separator."""
    return f"{cents(amount):.2f}"
