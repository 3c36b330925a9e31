import json
from datetime import datetime, timedelta

import pytest

from chalicelib.catalogs import sat
from chalicelib.catalogs.postal_codes import Border, postal_code
from chalicelib.domain.rfc import RFC
from sandbox.demo.dates import shifted
from sandbox.stores import ISSUERS, MEDIA, demo_branches, demo_issuers
from tests.demo.files import demo_tickets

SUMMER = datetime.fromisoformat("2026-07-01T12:00:00-06:00")


def test_two_brands_of_two_taxpayers_have_five_branches_in_different_zones():
    branches = demo_branches(SUMMER)

    assert len(branches) == len({branch.id for branch in branches}) == 5
    assert len({branch.brand.name for branch in branches}) == 2
    assert len({branch.issuer.rfc for branch in branches}) == 2
    assert len({branch.timezone for branch in branches}) == 5
    assert len({branch.serie for branch in branches}) == 5


def test_the_issuers_are_persons_that_sat_could_have():
    moral, fisica = (RFC(issuer.rfc) for issuer in demo_issuers())

    assert (moral.persona, fisica.persona) == (sat.Persona.MORAL, sat.Persona.FISICA)
    assert moral.check_digit_ok
    assert fisica.check_digit_ok
    for issuer, rfc in zip(demo_issuers(), (moral, fisica), strict=True):
        regimen = sat.regimen_fiscal(issuer.regimen_fiscal)
        assert regimen is not None
        assert rfc.persona in regimen.personas


def test_an_issuers_name_leaves_out_what_its_certificate_has():
    in_certificates = [entry["name"] for entry in json.loads(ISSUERS.read_text("utf-8"))]

    assert in_certificates[0] == "HUERTA & ZARAPITO SA DE CV"
    assert demo_issuers()[0].name == "HUERTA & ZARAPITO"


def test_each_branch_lives_by_the_clock_of_its_postal_code():
    for branch in demo_branches(SUMMER):
        place = postal_code(branch.postal_code)
        assert place is not None
        assert place.timezone == branch.timezone


def test_iva_8_is_switched_on_for_the_one_branch_on_the_northern_border():
    (border,) = [branch for branch in demo_branches(SUMMER) if branch.iva_8]

    place = postal_code(border.postal_code)
    assert border.city == "Tijuana"
    assert place is not None
    assert place.border is Border.NORTH


def test_every_picture_that_a_branch_names_is_there():
    for branch in demo_branches(SUMMER):
        pictures = {branch.brand.logo, *(entry.image for entry in branch.ticket_guide)}
        for picture in pictures:
            assert picture.startswith("/media/")
            assert (MEDIA / picture.removeprefix("/media/")).is_file()


def test_each_guide_shows_where_every_datum_of_a_ticket_is():
    for branch in demo_branches(SUMMER):
        fields = [entry.field for entry in branch.ticket_guide]
        assert fields == ["order_number", "ticket_number", "total", "code"]
        for entry in branch.ticket_guide:
            x, y, width, height = entry.box
            assert min(entry.box) > 0
            assert x + width <= 1
            assert y + height <= 1
            assert entry.help


@pytest.mark.parametrize(
    ("as_of", "deadlines"),
    [
        ("2026-07-01T12:00:00-06:00", {"fiscal_year", "90"}),
        ("2026-12-01T12:00:00-06:00", {"fiscal_year", "90"}),
        ("2026-12-20T12:00:00-06:00", {"90"}),
        ("2027-01-01T00:30:00-06:00", {"90"}),
        ("2027-01-10T12:00:00-06:00", {"90"}),
        ("2027-01-20T12:00:00-06:00", {"fiscal_year", "90"}),
    ],
)
def test_near_new_year_the_demo_invoices_by_days(as_of, deadlines):
    branches = demo_branches(datetime.fromisoformat(as_of))

    assert {branch.policy.deadline for branch in branches} == deadlines


@pytest.mark.parametrize(
    "as_of",
    [
        "2026-11-20T12:00:00-06:00",
        "2026-11-30T23:59:00-06:00",
        "2026-12-31T23:30:00-06:00",
        "2027-01-01T00:30:00-06:00",
        "2027-01-01T00:30:00-08:00",
        "2027-01-02T01:00:00-05:00",
        "2027-02-28T12:00:00-06:00",
    ],
)
def test_whenever_the_demo_starts_every_ticket_can_be_invoiced_for_a_week(as_of):
    moment = datetime.fromisoformat(as_of)
    branches = {branch.id: branch for branch in demo_branches(moment)}

    for ticket in shifted(demo_tickets(), moment):
        branch = branches[ticket.branch_id]
        deadline = branch.policy.deadline_for(ticket.purchased_at, branch.timezone)
        assert deadline > moment + timedelta(days=7)
