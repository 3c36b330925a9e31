"""Until when a store invoices, and what its wall clock shows."""

from datetime import UTC, datetime

import pytest

from chalicelib.domain.branch import Policy
from tests.domain.sales import make_branch

CENTRO, TIJUANA, CANCUN = "America/Mexico_City", "America/Tijuana", "America/Cancun"


def deadline(policy: str, purchased_at: datetime, timezone: str = CENTRO) -> str:
    return Policy(deadline=policy).deadline_for(purchased_at, timezone).isoformat()


def test_a_ticket_may_be_invoiced_until_the_fiscal_year_ends():
    purchased_at = datetime(2026, 11, 20, 18, tzinfo=UTC)

    assert deadline("fiscal_year", purchased_at) == "2026-12-31T23:59:59-06:00"


def test_the_year_of_a_sale_is_that_of_the_branchs_own_clock():
    new_years_eve_in_tijuana = datetime(2027, 1, 1, 7, 30, tzinfo=UTC)

    assert deadline("fiscal_year", new_years_eve_in_tijuana, TIJUANA) == (
        "2026-12-31T23:59:59-08:00"
    )
    assert deadline("fiscal_year", new_years_eve_in_tijuana, CANCUN) == (
        "2027-12-31T23:59:59-05:00"
    )


@pytest.mark.parametrize(
    ("month", "last_day"), [(2, "2026-02-28"), (4, "2026-04-30"), (12, "2026-12-31")]
)
def test_the_months_end_is_its_last_day(month, last_day):
    purchased_at = datetime(2026, month, 3, 18, tzinfo=UTC)

    assert deadline("month_end", purchased_at) == f"{last_day}T23:59:59-06:00"


def test_the_months_end_knows_leap_years():
    assert deadline("month_end", datetime(2028, 2, 3, 18, tzinfo=UTC)).startswith("2028-02-29")


def test_a_deadline_in_days_lasts_to_the_end_of_the_last_day():
    assert deadline("10", datetime(2026, 11, 20, 18, tzinfo=UTC)) == "2026-11-30T23:59:59-06:00"
    assert deadline("0", datetime(2026, 11, 20, 18, tzinfo=UTC)) == "2026-11-20T23:59:59-06:00"


def test_a_deadline_across_a_change_of_clocks_keeps_its_wall_time():
    """Tijuana goes with California: clocks go back on 1 November 2026."""
    purchased_at = datetime(2026, 10, 30, 18, tzinfo=UTC)

    assert deadline("month_end", purchased_at, TIJUANA) == "2026-10-31T23:59:59-07:00"
    assert deadline("5", purchased_at, TIJUANA) == "2026-11-04T23:59:59-08:00"


def test_a_branch_tells_a_moment_by_its_own_clock():
    branch = make_branch(timezone=TIJUANA)

    local = branch.local(datetime(2026, 11, 20, 18, tzinfo=UTC))

    assert local.isoformat() == "2026-11-20T10:00:00-08:00"
