"""Answers about the service, its stores and SAT's lists."""

from __future__ import annotations

from chalicelib.api.schemas.shared import Moment, View


class PartStatusView(View):
    """How one part of the service does: ok, slow or down, since when, and the text that says so."""

    status: str
    since: Moment | None
    message_code: str


class StatusView(View):
    """What the banner tells."""

    acceptance: PartStatusView
    stamping: PartStatusView
    mail: PartStatusView


class BrandView(View):
    """What the shopper knows the store by."""

    name: str
    logo: str
    color: str


class IssuerView(View):
    """The taxpayer behind the brand."""

    name: str
    rfc: str


class GuideEntryView(View):
    """Where a datum stands on the ticket; box is [x, y, width, height] in fractions."""

    field: str
    label: str
    help: str
    image: str
    box: tuple[float, float, float, float]


class PolicyView(View):
    """Until when and how the branch invoices; deadline is fiscal_year, month_end or days."""

    deadline: str | int
    late_tickets: bool
    combine: bool
    correct_days: int


class BranchView(View):
    """A branch as the wizard shows it."""

    id: str
    brand: BrandView
    issuer: IssuerView
    name: str
    address: str
    city: str
    postal_code: str
    timezone: str
    latitude: float | None
    longitude: float | None
    phone: str | None
    email: str | None
    hours: str | None
    privacy_notice_url: str | None
    ticket_guide: list[GuideEntryView]
    policy: PolicyView
    loaded_until: Moment | None


class BranchesView(View):
    """A page of branches."""

    items: list[BranchView]
    next_cursor: str | None


class RegimenView(View):
    """A régimen fiscal and the kinds of person that may have it."""

    code: str
    name: str
    personas: list[str]


class UsoView(View):
    """A UsoCFDI, the kinds of person and the regímenes that may state it."""

    code: str
    name: str
    personas: list[str]
    regimenes: list[str]


class FormaPagoView(View):
    """A form of payment."""

    code: str
    name: str


class CatalogsView(View):
    """SAT's lists that a form needs."""

    regimenes: list[RegimenView]
    usos_cfdi: list[UsoView]
    formas_pago: list[FormaPagoView]
