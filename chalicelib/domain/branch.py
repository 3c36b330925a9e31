"""Who sells and where: issuers, brands, branches and until when they invoice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from chalicelib.catalogs.timezones import zone

FISCAL_YEAR = "fiscal_year"
MONTH_END = "month_end"


@dataclass(frozen=True)
class Issuer:
    """A taxpayer that sells: `name` without régimen societario, as the CFDI wants it."""

    id: str
    rfc: str
    name: str
    regimen_fiscal: str


@dataclass(frozen=True)
class Brand:
    """What the shopper knows the store by; `logo` is a path under /media, `color` is #rrggbb."""

    name: str
    logo: str
    color: str


@dataclass(frozen=True)
class GuideEntry:
    """Where a datum stands on this store's ticket: `box` is x, y, width, height in fractions."""

    field: str
    label: str
    help: str
    image: str
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class Policy:
    """Until when the store invoices: `deadline` is "fiscal_year", "month_end" or days as text."""

    deadline: str = FISCAL_YEAR
    late_tickets: bool = False
    combine: bool = True
    correct_days: int = 30

    def deadline_for(self, purchased_at: datetime, timezone: str) -> datetime:
        """Return the last moment to ask, in the branch's zone (LISR 27-XVIII: within the year)."""
        local = purchased_at.astimezone(zone(timezone))
        if self.deadline == FISCAL_YEAR:
            return _last_second(local, local.year + 1, 1)
        if self.deadline == MONTH_END:
            year, month = divmod(local.year * 12 + local.month, 12)
            return _last_second(local, year, month + 1)
        day = local + timedelta(days=int(self.deadline))
        return day.replace(hour=23, minute=59, second=59, microsecond=0)


def _last_second(local: datetime, year: int, month: int) -> datetime:
    """Return the second before the first of `month`, in the zone of `local`."""
    first = datetime(year, month, 1, tzinfo=local.tzinfo)
    return (first.astimezone(UTC) - timedelta(seconds=1)).astimezone(local.tzinfo)


@dataclass(frozen=True)
class Branch:
    """A store: where it is (which gives LugarExpedicion and the zone of Fecha) and how it invoices.

    `iva_8` says that the border stimulus is switched on for it (its issuer filed
    the notice); `serie` is the CFDI's; `loaded_until` the newest sale it has sent.
    """

    id: str
    issuer: Issuer
    brand: Brand
    name: str
    address: str
    city: str
    postal_code: str
    timezone: str
    serie: str
    policy: Policy
    latitude: float | None = None
    longitude: float | None = None
    phone: str | None = None
    email: str | None = None
    hours: str | None = None
    privacy_notice_url: str | None = None
    ticket_guide: tuple[GuideEntry, ...] = ()
    iva_8: bool = False
    loaded_until: datetime | None = None

    def local(self, moment: datetime) -> datetime:
        """Return the moment as this branch's wall clock tells it."""
        return moment.astimezone(zone(self.timezone))
